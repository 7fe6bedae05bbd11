// The techniques of Devopedia's article on knowledge distillation, and some beyond it: the paper, the published effect, the command, and which
// experiments measure it. What they have found is findings.ts's.
import type { ComparedMethod } from '../../../host/lab/compare-methods.ts';

export interface Technique {
  readonly name: string;
  readonly paper: string;
  /** As the paper has it, "about" where it was read elsewhere; absent where it gives no figure that these data could be compared with. */
  readonly published?: string;
  /** Of host/lab/methods.ts, with the options that make it this technique. None, or only unknown ones: not in this version. */
  readonly methods: readonly ComparedMethod[];
  /** What runs it; `retort distill --method` with the first of the methods where absent. */
  readonly command?: string;
  /** Those that measure it, by name; where absent, all that compare one of its methods with scratch. */
  readonly experiments?: readonly string[];
  /** Beginnings of the experiments' own questions whose answers belong to it. */
  readonly contrasts?: readonly string[];
  /** The article does not name it. */
  readonly beyond?: true;
}

const method = (name: string, options: ComparedMethod['options'] = {}): ComparedMethod => ({ name, options });
const softTargets = (options: ComparedMethod['options'] = {}) => method('soft-targets', options);
const temperatures = [1, 2, 3, 4, 8, 20];
const ensemble = (name: string, combine: string, counts: readonly string[]): Technique => ({
  name: `an ensemble as the teacher: ${name}`,
  paper: 'Hinton, Vinyals, Dean 2015',
  methods: [softTargets({ temperature: 4, combine })],
  command: `retort compare --teachers 3 --methods 'soft-targets?combine=${combine}'`,
  experiments: ['ensemble-digits', 'ensemble-mnist'],
  contrasts: counts.map((count) => `${count} teachers (${combine})`),
});

/** Those of the article in its order. */
export const techniques: readonly Technique[] = [
  {
    name: 'biased weight decay',
    paper: 'Hanson, Pratt 1989',
    methods: ['hyperbolic-decay', 'exponential-decay'].map((kind) => method('biased-decay', { kind })),
  },
  {
    name: 'weight elimination',
    paper: 'Weigend, Rumelhart, Huberman 1991',
    methods: [method('biased-decay', { kind: 'weight-elimination' })],
    beyond: true,
  },
  {
    name: 'optimal brain damage',
    paper: 'LeCun, Denker, Solla 1990',
    methods: [method('prune', { criterion: 'optimal-brain-damage' })],
  },
  {
    name: 'optimal brain surgeon',
    paper: 'Hassibi, Stork 1993',
    methods: [method('prune', { criterion: 'optimal-brain-surgeon' })],
  },
  {
    name: 'model compression with MUNGE',
    paper: 'Buciluǎ, Caruana, Niculescu-Mizil 2006',
    published: '“usually without significant loss”',
    methods: [method('munge'), method('munge', { weight: 1, probability: 0.5, s: 0.25 })],
    contrasts: ['whether MUNGE adds to the logits'],
  },
  {
    name: 'mimic networks: regression on logits',
    paper: 'Ba, Caruana 2014',
    published: 'CIFAR-10: mimic 84.6 %',
    methods: [
      method('logit-regression', { weight: 0.03, labels: 1 }),
      method('logit-regression'),
      method('logit-regression', { weight: 1 }),
    ],
    contrasts: ['the mimic network'],
  },
  {
    name: 'soft targets',
    paper: 'Hinton, Vinyals, Dean 2015',
    published: 'MNIST, 784-800-800, T = 20: 146 → 74 errors, teacher 67',
    methods: [softTargets({ temperature: 20 }), softTargets({ temperature: 4 })],
    experiments: [
      ...['hinton-mnist', 'live-hinton-mnist', 'digits', 'live-fashion-mnist', 'live-cifar10'],
      ...['quantization-mnist', 'quantization-fashion-mnist', 'quantization-cifar10'],
      ...['layers-digits', 'layers-mnist', 'layers-cifar10', 'alone-digits', 'robust-digits'],
    ],
    contrasts: ['the distilled student'],
  },
  {
    name: 'the temperature',
    paper: 'Hinton, Vinyals, Dean 2015',
    published: '300 units: all above 8 about equal; 30 units: 2.5 to 4 best',
    methods: temperatures.map((temperature) => softTargets({ temperature })),
    command: "retort compare --methods 'soft-targets?temperature=3,soft-targets?temperature=8'",
    experiments: ['temperature-300-300', 'temperature-30-30'],
  },
  {
    name: 'a transfer set without one class',
    paper: 'Hinton, Vinyals, Dean 2015',
    published: 'MNIST without 3s: 98.6 % of the 3s right',
    methods: [method('omitted-class')],
  },
  {
    name: 'specialists',
    paper: 'Hinton, Vinyals, Dean 2015',
    published: 'JFT: 25.0 → 26.1 %',
    methods: [method('specialists')],
  },
  ensemble('mean of the probabilities', 'probabilities', ['three', 'five']),
  ensemble('mean of the logits', 'logits', ['three', 'five']),
  ensemble('one of them per batch', 'one-per-batch', ['three']),
  {
    name: 'FitNets: hints',
    paper: 'Romero et al. 2015',
    published: 'MNIST, errors of 30 k parameters: 1.9 % from scratch, 0.65 % distilled, 0.51 % with hints',
    methods: [method('hints')],
    contrasts: ['a hint before soft targets'],
  },
  {
    name: 'FSP: flow between layers',
    paper: 'Yim et al. 2017',
    published: 'CIFAR-10, ResNet26 → 8: 87.9 → about 88.7 %',
    methods: [method('flow')],
  },
  {
    name: 'born-again networks',
    paper: 'Furlanello et al. 2018',
    published: 'CIFAR-100, DenseNet, errors: 17.2 → 15.5 %',
    methods: [method('born-again'), method('born-again', { ensemble: true })],
    contrasts: ['all generations as one network'],
  },
  {
    name: 'zero-shot distillation',
    paper: 'Nayak et al. 2019',
    published: 'MNIST about 98.8 %, Fashion-MNIST about 79.6 %',
    methods: [method('zero-shot')],
    contrasts: ['the zero-shot student'],
  },
  {
    name: 'few-sample distillation',
    paper: 'Li et al. 2019',
    published: 'pruned VGG16, 500 images: 47.9 → about 91.2 %',
    methods: [0.75, 0.5].flatMap((keep) => [
      method('few-sample', { keep }),
      method('few-sample', { keep, recover: false }),
    ]),
    contrasts: ['few samples against the pruned teacher'],
  },
  {
    name: 'RKD: relations between samples',
    paper: 'Park et al. 2019',
    published: 'CIFAR-100: about 71.3 → 73.0 %',
    methods: [method('relations')],
  },
  {
    name: 'IRG: instance relationship graph',
    paper: 'Liu et al. 2019',
    published: 'CIFAR-10, ResNet20-half: 88.4 → 90.7 %',
    methods: [method('irg'), method('irg', { edges: 5, transformation: 5 })],
  },
  {
    name: 'multi-head attention graph',
    paper: 'Lee, Song 2019',
    published: 'CIFAR-100: 71.8 → 74.0 %',
    methods: [method('attention-graph')],
  },
  {
    name: 'teacher-free: the student’s own earlier copy',
    paper: 'Yuan et al. 2019',
    published: 'CIFAR-100, ResNet18: 75.9 → 77.1 %',
    methods: [method('teacher-free', { from: 'self' })],
  },
  {
    name: 'teacher-free: a virtual teacher',
    paper: 'Yuan et al. 2019',
    published: 'CIFAR-100, ResNet18: 75.9 → 77.4 %',
    methods: [method('teacher-free', { from: 'virtual' })],
    contrasts: ['a virtual teacher against label smoothing'],
  },
  {
    name: 'label smoothing',
    paper: 'Szegedy et al. 2016',
    methods: [method('teacher-free', { from: 'smoothing' })],
    beyond: true,
  },
  {
    name: 'reversed: the student teaches the teacher',
    paper: 'Yuan et al. 2019',
    published: '75.9 → 77.3 %',
    methods: [softTargets({ temperature: 4 })],
    command: 'retort compare --student teacher --teacher-network student --methods soft-targets',
    experiments: ['reversed-digits'],
  },
  {
    name: 'a poorly trained teacher',
    paper: 'Yuan et al. 2019',
    published: '68.4 → 70.7 %, by a teacher of 15 %',
    methods: [softTargets({ temperature: 4 })],
    command: 'retort compare --teacher-epochs 1 --methods soft-targets',
    experiments: ['defective-digits'],
  },
  {
    name: 'object detection',
    paper: 'Chen et al. 2017',
    methods: [method('bounded-detection')],
    command: 'retort distill --data bccd --method bounded-detection',
    experiments: ['detection-bccd'],
  },
  {
    name: 'visual question answering',
    paper: 'Mun et al. 2018',
    methods: [method('multiple-choice'), method('multiple-choice', { nearest: 3 })],
    command: 'retort distill --data easy-vqa --method multiple-choice',
    contrasts: ['specialized members'],
  },
  {
    name: 'a robust student',
    paper: 'Guo et al. 2018',
    methods: [method('robust')],
    contrasts: ['clean accuracy of the robust student'],
  },
  {
    name: 'decision tree',
    paper: 'Liu, Wang, Matwin 2018',
    methods: [
      method('tree'),
      method('tree', { times: 0 }),
      method('tree', { targets: 'probabilities' }),
      method('tree', { leaves: 256 }),
    ],
    command: 'retort distill --student tree:8 --method tree',
    contrasts: ['a tree of the teacher’s logits', 'what MUNGE adds to a tree'],
  },
  {
    name: 'speech',
    paper: 'Zhang et al. 2017 (DS-CNN)',
    methods: [method('soft-targets', { temperature: 4 })],
    command: 'retort distill --data fsdd --method soft-targets',
    experiments: ['speech-fsdd'],
    beyond: true,
  },
  {
    name: 'compression while distilling: pruning',
    paper: 'Neural Network Distiller 2019; Zhu, Gupta 2017',
    methods: [method('gradual-pruning')],
  },
  {
    name: 'quantization-aware distillation, int8',
    paper: 'Neural Network Distiller 2019; Jacob et al. 2018',
    published: 'MobileNet: about 69.3 → 70.4 %',
    methods: [method('quantization-aware', { weightBits: 8 })],
    contrasts: ['what quantization-aware distillation to int8 gives back'],
  },
  {
    name: 'quantization-aware distillation, int4 weights',
    paper: 'Mishra, Marr 2018',
    methods: [method('quantization-aware', { weightBits: 4 })],
    contrasts: ['what int4 weights cost with quantization-aware distillation'],
    beyond: true,
  },
  {
    name: 'int8 after training',
    paper: 'Jacob et al. 2018',
    published: 'ResNet50: about 75.05 → 74.96 %',
    methods: [method('quantize-only', { weightBits: 8 })],
    contrasts: ['what int8 costs the distilled student after training'],
    beyond: true,
  },
  {
    name: 'int4 weights after training, nearest steps',
    paper: 'Jacob et al. 2018',
    methods: [method('quantize-only', { weightBits: 4 })],
    beyond: true,
  },
  {
    name: 'int4 weights after training, by the surgeon',
    paper: 'Frantar, Alistarh 2022',
    methods: [method('quantize-only', { weightBits: 4, rounding: 'surgeon' })],
    contrasts: ['what optimal brain surgeon’s rounding gives back'],
    beyond: true,
  },
  {
    name: 'pruning by magnitude',
    paper: 'Han et al. 2015',
    methods: [method('prune', { criterion: 'magnitude' })],
    beyond: true,
  },
  { name: 'low rank', paper: 'Denton et al. 2014; Zhang et al. 2015', methods: [method('low-rank')], beyond: true },
  { name: 'DKD', paper: 'Zhao et al. 2022', methods: [method('dkd')], beyond: true },
  { name: 'DIST', paper: 'Huang et al. 2022', methods: [method('dist')], beyond: true },
  {
    name: 'standardized logits',
    paper: 'Sun et al. 2024',
    methods: [softTargets({ temperature: 2, alpha: 0.99, standardize: true })],
    beyond: true,
  },
  {
    name: 'teacher assistants',
    paper: 'Mirzadeh et al. 2020',
    methods: [method('assistants'), method('assistants', { through: 'vgg:8-16-32' })],
    contrasts: ['an assistant between teacher and student'],
    beyond: true,
  },
];
