// The experiments with methods that look inside of networks, do without a teacher, or without data. The rules are those of experiments.ts.
import type { ComparedMethod } from '../../../host/lab/compare-methods.ts';
import type { Recipe } from '../../../host/train/recipe.ts';
import { digits, ofFewPictures, ofManyPictures } from './data-recipes.ts';
import type { Contrast, Experiment } from './experiment.ts';

const method = (name: string, options = {}): ComparedMethod => ({ name, options });
const against = (question: string, of: ComparedMethod, other: ComparedMethod): Contrast => ({
  question,
  of: { method: of },
  against: { method: other },
});

const common = { seeds: { count: 5 }, tuningBudget: 1, int8: false };
const onDigits = { epochs: 28, batchSize: 64, learningRate: 0.005 };
const soft = method('soft-targets', { temperature: 4 });
const hints = method('hints');
const layerMethods = [soft, hints, ...['flow', 'relations', 'irg', 'attention-graph'].map((name) => method(name))];
/** The first defaults, measured before the weights were chosen on a validation split. */
const heavyGraph = method('irg', { edges: 5, transformation: 5 });
const hintQuestion = 'a hint before soft targets against soft targets alone';
/** On the pictures as the student sees them, where those are moved. */
const live = (one: ComparedMethod): ComparedMethod => ({ ...one, live: true });
const zeroShot = live(method('zero-shot'));

const robust = method('robust');

const bornAgain = method('born-again');
const ensemble = method('born-again', { ensemble: true });
const [self, virtual, smoothing] = ['self', 'virtual', 'smoothing'].map((from) => method('teacher-free', { from }));
const alone = [bornAgain, ensemble, self, virtual, smoothing];
const aloneContrasts = [
  against('all generations as one network against the last of them', ensemble, bornAgain),
  against('a virtual teacher against label smoothing', virtual, smoothing),
];
const assistants = method('assistants', { through: 'vgg:8-16-32' });

const recovered = (keep: number) => method('few-sample', { keep });
const prunedAlone = (keep: number) => method('few-sample', { keep, recover: false });

const specialized = method('multiple-choice');
const independent = method('multiple-choice', { nearest: 3 });
/** Chosen on BCCD’s validation split; the pictures are mirrored, which cells do not mind. */
const onCells: Recipe = {
  epochs: 60,
  batchSize: 16,
  learningRate: 0.01,
  optimizer: 'adamw',
  weightDecay: 0.05,
  augmentation: { flip: true, brightness: 0.3 },
};
const bounded = live(method('bounded-detection'));

/** The data set's own defaults (host/distill/presets.ts), the rate rounded. */
const onSpeech = { epochs: 30, batchSize: 64, learningRate: 0.0035, augmentation: { shift: 2 } };

const tree = method('tree');
const treeAlone = method('tree', { times: 0 });

export const laterExperiments: readonly Experiment[] = [
  {
    name: 'layers-digits',
    question: 'What a teacher’s layers teach a thin deep student, on UCI digits',
    data: 'digits',
    teacher: { network: 'vgg:16-32-64', recipe: onDigits, count: 1 },
    student: 'vgg:4-8-16',
    recipe: onDigits,
    methods: [...layerMethods, heavyGraph],
    contrasts: [against(hintQuestion, hints, soft)],
    ...common,
  },
  {
    name: 'layers-mnist',
    question: 'FitNets’ question on MNIST: errors of a thin deep student by labels, soft targets, and hints',
    data: 'mnist',
    teacher: ofManyPictures.teacher,
    student: 'vgg:4-8-16/2',
    recipe: { epochs: 4, batchSize: 128, learningRate: 0.005 },
    methods: [soft, hints],
    contrasts: [against(hintQuestion, hints, soft)],
    ...common,
  },
  {
    name: 'layers-cifar10',
    question: 'What a teacher’s layers teach a thin deep student, on the CIFAR-10 subset',
    data: 'cifar10',
    ...ofFewPictures,
    teacher: { ...ofFewPictures.teacher, network: 'vgg:16-32-64/2' },
    student: 'vgg:4-8-16/2',
    methods: layerMethods.map(live),
    contrasts: [against(hintQuestion, live(hints), live(soft))],
    ...common,
  },
  {
    name: 'alone-digits',
    question:
      'What generations, assistants, earlier copies and virtual teachers give the default student, on UCI digits',
    data: 'digits',
    teacher: { ...digits.teacher, count: 1 },
    student: 'student',
    recipe: digits.recipe,
    methods: [...alone, soft, assistants],
    contrasts: [...aloneContrasts, against('an assistant between teacher and student', assistants, soft)],
    ...common,
  },
  {
    name: 'alone-cifar10',
    question: 'What generations, earlier copies and virtual teachers give the default student, on the CIFAR-10 subset',
    data: 'cifar10',
    ...ofFewPictures,
    student: 'student',
    methods: alone,
    contrasts: aloneContrasts,
    ...common,
  },
  {
    name: 'reversed-digits',
    question: 'Whether the student teaches the teacher’s network, on UCI digits',
    data: 'digits',
    teacher: { network: 'student', recipe: digits.recipe, count: 1 },
    student: 'teacher',
    recipe: digits.teacher.recipe,
    methods: [soft],
    poorTeacher: true,
    ...common,
  },
  {
    name: 'defective-digits',
    question: 'Whether a teacher that was trained for one epoch teaches, on UCI digits',
    data: 'digits',
    teacher: { network: 'teacher', recipe: { epochs: 1, batchSize: 64, learningRate: 0.0005 }, count: 1 },
    student: 'student',
    recipe: digits.recipe,
    methods: [soft, method('soft-targets', { temperature: 20, alpha: 0.1 })],
    poorTeacher: true,
    ...common,
  },
  {
    name: 'robust-digits',
    question:
      'What robustness costs on clean pictures, on UCI digits (under noise, corruptions and attacks: evidence/robustness.json)',
    data: 'digits',
    teacher: { ...digits.teacher, count: 1 },
    student: 'student',
    recipe: digits.recipe,
    methods: [soft, robust],
    contrasts: [against('clean accuracy of the robust student against soft targets alone', robust, soft)],
    ...common,
    int8: true,
  },
  {
    name: 'zero-shot-mnist',
    question:
      'A student without a picture on MNIST: at least 96 % right, of pictures made from the teacher’s parameters',
    data: 'mnist',
    teacher: ofManyPictures.teacher,
    student: 'student',
    recipe: { ...ofManyPictures.recipe, augmentation: { shift: 2 } },
    methods: [zeroShot],
    contrasts: [{ question: 'the zero-shot student', of: { method: zeroShot }, bound: { errors: 400 } }],
    ...common,
    seeds: { count: 3 },
  },
  {
    name: 'zero-shot-fashion-mnist',
    question: 'A student without a picture on Fashion-MNIST, of pictures made from the teacher’s parameters',
    data: 'fashion-mnist',
    teacher: ofManyPictures.teacher,
    student: 'student',
    recipe: { ...ofManyPictures.recipe, augmentation: { shift: 1, flip: true } },
    methods: [zeroShot],
    ...common,
    seeds: { count: 3 },
  },
  {
    name: 'speech-fsdd',
    question: 'Spoken digits by a DS-CNN that fits every board, of log-mel spectrograms: at least 95 % right',
    data: 'fsdd',
    teacher: { network: 'vgg:32-64-128/2', recipe: onSpeech, count: 1 },
    student: 'dscnn:32x4',
    recipe: onSpeech,
    methods: [live(soft)],
    contrasts: [{ question: 'the spoken digits', of: { method: live(soft), int8: true }, bound: { errors: 15 } }],
    ...common,
    int8: true,
  },
  {
    name: 'tree-digits',
    question:
      'A decision tree of depth 8 that answers as a network does, against one of the labels with as many leaves, on UCI digits; seeds are MUNGE’s, the tree of the labels has none',
    data: 'digits',
    teacher: { ...digits.teacher, count: 1 },
    student: 'tree:8',
    recipe: digits.recipe,
    methods: [tree, treeAlone, method('tree', { targets: 'probabilities' }), method('tree', { leaves: 256 })],
    contrasts: [
      { question: 'a tree of the teacher’s logits with MUNGE', of: { method: tree }, bound: { errors: 215 } },
      against('what MUNGE adds to a tree of the teacher’s logits', tree, treeAlone),
    ],
    ...common,
    int8: true,
  },
  {
    name: 'detection-bccd',
    question:
      'What a teacher’s boxes give a small detector, on BCCD’s blood cells: all accuracies are mAP, errors are boxes that were not found',
    data: 'bccd',
    teacher: { network: 'detector:32-64-96', recipe: onCells, count: 1 },
    student: 'detector:8-16-32',
    recipe: onCells,
    methods: [bounded],
    ...common,
    int8: true,
  },
  ...(['mnist', 'fashion-mnist'] as const).map(
    (data): Experiment => ({
      name: `few-sample-${data}`,
      question: `What 1 % of ${data}, without labels, gives back of what a teacher loses with a quarter or half of its channels`,
      data,
      teacher: { network: 'vgg:16-32-64/2', recipe: { epochs: 4, batchSize: 128, learningRate: 0.005 }, count: 1 },
      student: 'student',
      recipe: ofManyPictures.recipe,
      methods: [0.75, 0.5].flatMap((keep) => [recovered(keep), prunedAlone(keep)]),
      contrasts: [0.75, 0.5].map((keep) => ({
        question: `few samples against the pruned teacher, ${100 * keep} % of the channels kept`,
        of: { method: recovered(keep) },
        against: { method: prunedAlone(keep) },
        bound: { leadShare: 0.9 },
      })),
      ...common,
      int8: true,
    }),
  ),
  {
    name: 'questions-easy-vqa',
    question:
      'Whether members that specialize answer questions about pictures better than an independent ensemble of as many, on easy-VQA (67.0 % are right without the picture: 3,192 errors)',
    data: 'easy-vqa',
    teacher: { network: 'vgg:16-32-64/2', recipe: { epochs: 4, batchSize: 128, learningRate: 0.005 }, count: 1 },
    student: 'vgg:8-16-32/2',
    recipe: { epochs: 8, batchSize: 128, learningRate: 0.005 },
    methods: [specialized, independent],
    contrasts: [
      against('specialized members against an independent ensemble', specialized, independent),
      {
        question: 'specialized members against what no picture needs',
        of: { method: specialized },
        bound: { errors: 3_191 },
      },
    ],
    ...common,
  },
];
