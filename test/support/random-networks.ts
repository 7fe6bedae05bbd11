// Random quantized networks for property tests: every operator that the core runs, with every kind of kernel, stride, padding, channel
// count, clamp, zero point and multiplier, and skip connections. A network is built from a recipe, which fast-check can shrink.
import fc from 'fast-check';
import { createRandom, type Random } from '../../host/artifact/random.ts';
import type {
  ActivationTensor,
  FusedActivation,
  QuantizedNetwork,
  QuantizedOperation,
} from '../../host/quantize/quantized-network.ts';

type Shape = ActivationTensor['shape'];

const kinds = [
  'CONV',
  'DEPTHWISE',
  'MAX',
  'WHOLE_MAX',
  'AVERAGE',
  'MEAN',
  'PAD',
  'RESHAPE',
  'TABLE',
  'ADD',
  'SUB',
  'MUL',
  'PRELU',
  'JOIN',
  'DENSE',
] as const;

interface LayerRecipe {
  readonly kind: (typeof kinds)[number];
  /** How many tensors before the last one lies that which the layer reads: with 0 a chain, else several read one tensor. */
  readonly back: number;
  readonly channels: number;
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: 'SAME' | 'VALID';
  readonly activation: FusedActivation;
  readonly pads: readonly [number, number, number, number];
  /** Which of the tensors so far an ADD, a SUB or a CONCATENATION also reads, where its shape allows. */
  readonly other: number;
  /** Of weights, scales and zero points. */
  readonly seed: number;
}

/** A pixel's window of a few channels, from which tests make the layer that they need. */
export const plainLayer = {
  kind: 'CONV',
  back: 0,
  channels: 8,
  kernel: [1, 1],
  strides: [1, 1],
  padding: 'SAME',
  activation: 'NONE',
  pads: [0, 0, 0, 0],
  other: 0,
  seed: 1,
} as const satisfies LayerRecipe;

export interface NetworkRecipe {
  readonly input: Shape;
  readonly layers: readonly LayerRecipe[];
}

const size = (most: number) => fc.integer({ min: 1, max: most });

interface Sizes {
  readonly inputSide: fc.Arbitrary<number>;
  readonly kernelColumns: fc.Arbitrary<number>;
  readonly strides: fc.Arbitrary<number>;
  readonly layers: { readonly minLength: number; readonly maxLength: number };
}

function makeRecipes(
  layerKinds: readonly LayerRecipe['kind'][],
  { inputSide, kernelColumns, strides, layers }: Sizes,
): fc.Arbitrary<NetworkRecipe> {
  return fc.record({
    input: fc.tuple(inputSide, inputSide, size(20)),
    layers: fc.array(
      fc.record({
        kind: fc.constantFrom(...layerKinds),
        back: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) }),
        channels: size(24),
        kernel: fc.tuple(size(5), kernelColumns),
        strides: fc.tuple(strides, strides),
        padding: fc.constantFrom('SAME', 'VALID'),
        activation: fc.constantFrom('NONE', 'RELU', 'RELU6'),
        pads: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3)),
        other: fc.nat(9),
        seed: fc.nat(1_000_000),
      }),
      layers,
    ),
  });
}

export const networkRecipes = makeRecipes([...kinds, 'CONV', 'CONV', 'ADD'], {
  inputSide: size(12),
  kernelColumns: size(5),
  strides: size(3),
  layers: { minLength: 1, maxLength: 6 },
});

const behindDepthwise = [[], ['TABLE'], ['ADD'], ['DEPTHWISE'], ['TABLE', 'DEPTHWISE']] as const;

/** Depthwise layers of the kernels that a core slides (docs/core.md), and few logits; behind some the second pass of another layer. */
export const slideRecipes: fc.Arbitrary<NetworkRecipe> = fc
  .noBias(
    fc.tuple(
      makeRecipes(['DEPTHWISE'], {
        inputSide: fc.integer({ min: 6, max: 16 }),
        kernelColumns: fc.integer({ min: 2, max: 3 }),
        strides: size(2),
        layers: { minLength: 4, maxLength: 4 },
      }),
      fc.constantFrom(...behindDepthwise),
    ),
  )
  .map(([{ input, layers }, behind]) => {
    const kinds = ['DEPTHWISE', ...behind, 'MEAN'] as const;
    return { input, layers: kinds.map((kind, i) => ({ ...layers[i], kind, back: 0 })) };
  });

/** A convolution of an input of few channels, which an image brings into words some rows of the window at once, and few logits. */
export const windowRecipes: fc.Arbitrary<NetworkRecipe> = fc
  .noBias(
    fc.tuple(
      fc.tuple(fc.integer({ min: 4, max: 20 }), fc.integer({ min: 4, max: 20 }), size(3)),
      fc.tuple(size(8), size(4)),
      fc.tuple(size(4), size(3)),
      makeRecipes(['CONV'], {
        inputSide: size(1),
        kernelColumns: size(1),
        strides: size(1),
        layers: { minLength: 2, maxLength: 2 },
      }),
    ),
  )
  .map(
    ([
      input,
      kernel,
      strides,
      {
        layers: [layer, mean],
      },
    ]) => ({
      input,
      layers: [
        { ...layer, kernel, strides },
        { ...mean, kind: 'MEAN', back: 0 },
      ],
    }),
  );

/** The same seed, the same network. */
export function makeRandomNetwork(seed: number): QuantizedNetwork {
  return { ...buildNetwork(fc.sample(networkRecipes, { seed, numRuns: 1 })[0]), name: `random ${seed}` };
}

/** Whether a core takes it: it gives at most 1,024 logits. */
export function isRunnable({ tensors, output }: QuantizedNetwork): boolean {
  const [rows, columns, channels] = tensors.get(output)!.shape;
  return rows * columns * Math.ceil(channels / 8) * 8 <= 1024;
}

/** Samples of the network's input; the first two are all −128 and all 127. */
export function makeRandomInputs(network: QuantizedNetwork, count: number, seed: number): Int8Array[] {
  const random = createRandom(seed);
  const [rows, columns, channels] = network.tensors.get(network.input)!.shape;
  return Array.from({ length: count }, (_, sample) =>
    Int8Array.from({ length: rows * columns * channels }, () => [-128, 127][sample] ?? random.integer(256) - 128),
  );
}

export function buildNetwork({ input, layers }: NetworkRecipe): QuantizedNetwork {
  const tensors: ActivationTensor[] = [makeTensor('input', input, createRandom(input[0] + 31 * input[1]))];
  const operations: QuantizedOperation[] = [];
  for (const [i, recipe] of layers.entries()) {
    const random = createRandom(recipe.seed);
    const [operation, output] = buildLayer(`layer${i}`, recipe, tensors, random);
    tensors.push(output);
    operations.push(operation);
  }
  const output = tensors.at(-1)!.name;
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return { name: 'random', input: 'input', output, tensors: byName, operations };
}

type Built = [QuantizedOperation, ActivationTensor];

function buildLayer(name: string, recipe: LayerRecipe, tensors: readonly ActivationTensor[], random: Random): Built {
  const input = tensors[Math.max(0, tensors.length - 1 - recipe.back)];
  const common = { name, inputs: [input.name], output: name };
  switch (recipe.kind) {
    case 'CONV':
      return buildConvolution(name, recipe, input, random);
    case 'DEPTHWISE':
      return buildDepthwise(name, recipe, input, random);
    case 'MAX':
    case 'AVERAGE':
      return buildPool(name, recipe, input);
    case 'MEAN':
      return [{ ...common, operator: 'MEAN' }, makeTensor(name, [1, 1, input.shape[2]], random)];
    case 'PAD':
      return buildPad(name, recipe, input);
    case 'RESHAPE': {
      const [rows, columns, channels] = input.shape;
      const shapes: Shape[] = [
        [columns, rows, channels],
        [rows, channels, columns],
        [1, 1, rows * columns * channels],
        [rows * columns, channels, 1],
      ];
      return [
        { ...common, operator: 'RESHAPE' },
        { ...input, name, shape: shapes[recipe.seed % shapes.length] },
      ];
    }
    case 'TABLE': {
      const table = Int8Array.from({ length: 256 }, () => random.integer(256) - 128);
      return [{ ...common, operator: 'TABLE', table }, makeTensor(name, input.shape, random)];
    }
    case 'WHOLE_MAX': {
      const filter = [input.shape[0], input.shape[1]] as const;
      const operation = { ...common, operator: 'MAX_POOL_2D', filter, strides: [1, 1], padding: 'VALID' } as const;
      return [
        { ...operation, activation: recipe.activation },
        { ...input, name, shape: [1, 1, input.shape[2]] },
      ];
    }
    case 'MUL':
    case 'PRELU':
      return buildFactors(name, recipe, input, random);
    case 'JOIN':
      return buildConcatenation(name, recipe, input, tensors);
    case 'ADD':
    case 'SUB': {
      const alike = tensors.filter(({ shape }) => String(shape) === String(input.shape));
      const other = alike[recipe.other % alike.length].name;
      const inputs = recipe.seed % 2 === 0 ? [input.name, other] : [other, input.name];
      const output = makeTensor(name, input.shape, random);
      return [{ ...common, inputs, operator: recipe.kind, activation: recipe.activation }, output];
    }
    case 'DENSE': {
      const { channels, activation } = recipe;
      const output = makeTensor(name, [1, 1, channels], random);
      const weighted = makeWeights(channels, input.shape[0] * input.shape[1] * input.shape[2], input, output, random);
      return [{ ...common, operator: 'FULLY_CONNECTED', activation, ...weighted }, output];
    }
  }
}

function makeTensor(name: string, shape: Shape, random: Random): ActivationTensor {
  return { name, shape, scale: Math.fround(0.01 + random.next() / 10), zeroPoint: random.integer(256) - 128 };
}

/** The recipe's window, cut to what the input allows. */
function fitWindow({ kernel, strides, padding }: LayerRecipe, [rows, columns]: Shape) {
  const size = (length: number, axis: 0 | 1) => (padding === 'SAME' ? kernel[axis] : Math.min(kernel[axis], length));
  const window = [size(rows, 0), size(columns, 1)] as const;
  const steps = (length: number, axis: 0 | 1) =>
    Math.ceil((padding === 'SAME' ? length : length - window[axis] + 1) / strides[axis]);
  return { window, strides, padding, outputRows: steps(rows, 0), outputColumns: steps(columns, 1) };
}

function buildConvolution(name: string, recipe: LayerRecipe, input: ActivationTensor, random: Random): Built {
  const { window: kernel, outputRows, outputColumns, ...rest } = fitWindow(recipe, input.shape);
  const { channels, activation } = recipe;
  const output = makeTensor(name, [outputRows, outputColumns, channels], random);
  const weighted = makeWeights(channels, kernel[0] * kernel[1] * input.shape[2], input, output, random);
  return [
    { operator: 'CONV_2D', name, inputs: [input.name], output: name, kernel, activation, ...rest, ...weighted },
    output,
  ];
}

function buildDepthwise(name: string, recipe: LayerRecipe, input: ActivationTensor, random: Random): Built {
  const { window: kernel, outputRows, outputColumns, ...rest } = fitWindow(recipe, input.shape);
  const channels = input.shape[2] * (recipe.seed % 4 === 0 ? 1 + (recipe.channels % 3) : 1);
  const output = makeTensor(name, [outputRows, outputColumns, channels], random);
  const weighted = makeWeights(channels, kernel[0] * kernel[1], input, output, random);
  const common = { name, inputs: [input.name], output: name, activation: recipe.activation };
  return [{ operator: 'DEPTHWISE_CONV_2D', ...common, kernel, ...rest, ...weighted }, output];
}

function buildPool(name: string, recipe: LayerRecipe, input: ActivationTensor): Built {
  const { window: filter, outputRows, outputColumns, ...rest } = fitWindow(recipe, input.shape);
  const operator = recipe.kind === 'MAX' ? 'MAX_POOL_2D' : 'AVERAGE_POOL_2D';
  const output = { ...input, name, shape: [outputRows, outputColumns, input.shape[2]] as Shape };
  const common = { name, inputs: [input.name], output: name, activation: recipe.activation };
  return [{ operator, ...common, filter, ...rest }, output];
}

function buildPad(
  name: string,
  { pads: [top, bottom, left, right], seed }: LayerRecipe,
  input: ActivationTensor,
): Built {
  const channels = seed % 4 === 0 ? ([1, 2] as const) : ([0, 0] as const);
  const [rows, columns, depth] = input.shape;
  const shape = [rows + top + bottom, columns + left + right, depth + channels[0] + channels[1]] as const;
  const pads = [[top, bottom], [left, right], channels] as const;
  return [
    { operator: 'PAD', name, inputs: [input.name], output: name, pads },
    { ...input, name, shape },
  ];
}

/** Half of them with factors that one int8 weight does not hold. */
function buildFactors(
  name: string,
  { kind, activation, seed }: LayerRecipe,
  input: ActivationTensor,
  random: Random,
): Built {
  const output = makeTensor(name, input.shape, random);
  const most = seed % 2 === 0 ? 127 : 255;
  const factors = Int32Array.from({ length: input.shape[2] }, () => random.integer(2 * most + 1) - most);
  const factorScale = Math.fround((output.scale / input.scale / most) * 2 ** (random.integer(5) - 2));
  const common = { name, inputs: [input.name], output: name, factors, factorScale };
  return [kind === 'MUL' ? { operator: 'MUL', activation, ...common } : { operator: 'PRELU', ...common }, output];
}

/** Of two or three tensors of one shape, along rows or columns, or of any channels. Their scale does not matter to a copy. */
function buildConcatenation(
  name: string,
  { other, seed, channels }: LayerRecipe,
  input: ActivationTensor,
  tensors: readonly ActivationTensor[],
): Built {
  const axis = ([2, 0, 2, 1] as const)[seed % 4];
  const alike = tensors.filter(({ shape }) => shape.every((length, at) => at === axis || length === input.shape[at]));
  const inputs = [input, ...Array.from({ length: 1 + (channels % 2) }, (_, i) => alike[(other + i) % alike.length])];
  const shape = input.shape.map((length, at) =>
    at === axis ? inputs.reduce((sum, tensor) => sum + tensor.shape[axis], 0) : length,
  );
  const [rows, columns, depth] = shape;
  return [
    { operator: 'CONCATENATION', name, inputs: inputs.map((tensor) => tensor.name), output: name, axis },
    { ...input, name, shape: [rows, columns, depth] },
  ];
}

/** Weight scales are such that most outputs fall into the int8 range, a few shift far to the left or to the right, and some saturate. */
function makeWeights(
  channels: number,
  taps: number,
  input: ActivationTensor,
  output: ActivationTensor,
  random: Random,
) {
  const typical = output.scale / (input.scale * 60 * Math.sqrt(taps));
  const spread = () => 2 ** (random.integer(8) === 0 ? random.integer(24) - 12 : random.next() * 2 - 1);
  const extreme = random.integer(8) === 0;
  return {
    weights: Int8Array.from({ length: channels * taps }, () =>
      extreme ? (random.integer(2) === 0 ? -127 : 127) : random.integer(255) - 127,
    ),
    weightScales: Float32Array.from({ length: random.integer(4) === 0 ? 1 : channels }, () => typical * spread()),
    bias: Int32Array.from({ length: channels }, () => random.integer(20_001) - 10_000),
  };
}
