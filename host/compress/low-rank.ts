// Low rank: a dense layer or convolution becomes two, the first with few outputs, by the singular values of its kernel. No data is needed.
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { Conv2d, Dense, Layer, TrainedNetwork, Weight, Weights } from '../network/network.ts';
import { checkWeights, inferWeightShapes, sizeOf } from '../network/shapes.ts';
import { CompressionSettingError, LayerNotFactorizableError } from './compress-errors.ts';
import { checkShare } from './prune.ts';

/** How many outputs the first of the two has: a number, or the most with which both have this share of the kernel's parameters. */
export type RankChoice = { readonly rank: number } | { readonly parameterShare: number };

export interface LowRankOptions {
  readonly choice: RankChoice;
  /** Names of the layers; absent, all dense layers and convolutions that become smaller by it. */
  readonly layers?: readonly string[];
}

/** The largest r with r (m + n) ≤ share · m n for a kernel [m, n] as a matrix, at least 1 and at most the smaller of both. */
export function rankOfShare(rows: number, columns: number, share: number): number {
  const rank = Math.floor((share * rows * columns) / (rows + columns));
  return Math.max(1, Math.min(rank, rows, columns));
}

/**
 * Each kernel W [m, n], a convolution's as [rows · columns · in, filters], as U_r√Σ_r · √Σ_r V_rᵀ: the nearest of rank r in the Frobenius
 * norm (Eckart, Young 1936; for networks Denton et al. 2014; convolutions are split as by Zhang et al. 2015). The first
 * layer, `${layer}-basis`, has r outputs, neither bias nor activation, and of a convolution its window and strides; the second, of the old
 * name, has bias and activation, and of a convolution a window of 1×1. At full rank the function is the same.
 *
 * Takes of the order of m n · min(m, n) operations for each layer.
 * @throws CompressionSettingError; LayerNotFactorizableError for a layer named that is not there, has another type or a smaller rank;
 * NetworkError, WeightsMismatchError
 */
export function factorizeLayers(trained: TrainedNetwork, { choice, layers }: LowRankOptions): TrainedNetwork {
  const { network, weights } = trained;
  checkChoice(choice);
  checkWeights(network, weights);
  for (const name of layers ?? []) requireFactorizable(trained, name);
  const described: Layer[] = [];
  const factors = new Map<string, Weight>();
  for (const layer of network.layers) {
    const kernel = weights.get(`${layer.name}/kernel`);
    const isChosen = isFactorizable(layer) && (layers ? layers.includes(layer.name) : isSmaller(kernel!, choice));
    if (!isChosen || !kernel) {
      described.push(layer);
      continue;
    }
    const rank = rankFor(trained, layer, kernel, choice);
    const basis = `${layer.name}-basis`;
    if (network.layers.some(({ name }) => name === basis)) {
      throw new LayerNotFactorizableError(network.name, layer.name, `needs the name "${basis}", which is already used`);
    }
    described.push(...splitLayer(layer, basis, rank));
    for (const [name, weight] of splitKernel(layer, basis, kernel, rank)) factors.set(name, weight);
  }
  const result = { ...network, layers: described };
  return { network: result, weights: pickWeights(inferWeightShapes(result), weights, factors) };
}

type Factorizable = Dense | Conv2d;

function isFactorizable(layer: Layer): layer is Factorizable {
  return layer.type === 'dense' || layer.type === 'conv2d';
}

function checkChoice(choice: RankChoice): void {
  if ('parameterShare' in choice) checkShare('parameterShare', choice.parameterShare);
  else if (!(Number.isInteger(choice.rank) && choice.rank > 0)) {
    throw new CompressionSettingError('rank', choice.rank, 'a whole number from 1');
  }
}

function requireFactorizable({ network }: TrainedNetwork, name: string): void {
  const layer = network.layers.find((one) => one.name === name);
  const names = network.layers.filter(isFactorizable).map((one) => one.name);
  if (!layer)
    throw new LayerNotFactorizableError(network.name, name, `does not exist; choose from ${names.join(', ')}`);
  if (isFactorizable(layer)) return;
  const problem = `is of type ${layer.type}, which has no kernel to factorize; choose from ${names.join(', ')}`;
  throw new LayerNotFactorizableError(network.name, name, problem);
}

/** [m, n] of a kernel as a matrix. */
function matrixSize({ shape }: Weight): [rows: number, columns: number] {
  return [sizeOf(shape.slice(0, -1)), shape.at(-1)!];
}

function isSmaller(kernel: Weight, choice: RankChoice): boolean {
  const [rows, columns] = matrixSize(kernel);
  const rank = 'rank' in choice ? choice.rank : rankOfShare(rows, columns, choice.parameterShare);
  return rank * (rows + columns) < rows * columns;
}

function rankFor({ network }: TrainedNetwork, { name }: Layer, kernel: Weight, choice: RankChoice): number {
  const [rows, columns] = matrixSize(kernel);
  if ('parameterShare' in choice) return rankOfShare(rows, columns, choice.parameterShare);
  const full = Math.min(rows, columns);
  if (choice.rank <= full) return choice.rank;
  throw new LayerNotFactorizableError(
    network.name,
    name,
    `has rank ${full}; choose a rank up to that, not ${choice.rank}`,
  );
}

function splitLayer(layer: Factorizable, basis: string, rank: number): [first: Layer, second: Layer] {
  const { inputs: _, ...second } = layer;
  const plain = { name: basis, activation: 'linear', useBias: false } as const;
  if (layer.type === 'dense') return [{ ...layer, ...plain, units: rank }, second];
  return [{ ...layer, ...plain, filters: rank }, { ...second, kernel: [1, 1], strides: [1, 1] } as Conv2d];
}

function splitKernel(layer: Factorizable, basis: string, kernel: Weight, rank: number): [string, Weight][] {
  const [rows, columns] = matrixSize(kernel);
  const matrix = Matrix.from1DArray(rows, columns, [...kernel.data]);
  const { leftSingularVectors, rightSingularVectors, diagonal } = new SingularValueDecomposition(matrix, {
    autoTranspose: true,
  });
  const [first, second] = [new Float32Array(rows * rank), new Float32Array(rank * columns)];
  for (let r = 0; r < rank; r++) {
    const root = Math.sqrt(diagonal[r]);
    for (let i = 0; i < rows; i++) first[i * rank + r] = leftSingularVectors.get(i, r) * root;
    for (let j = 0; j < columns; j++) second[r * columns + j] = rightSingularVectors.get(j, r) * root;
  }
  const window = layer.type === 'conv2d' ? [1, 1] : [];
  return [
    [`${basis}/kernel`, { shape: [...kernel.shape.slice(0, -1), rank], data: first }],
    [`${layer.name}/kernel`, { shape: [...window, rank, columns], data: second }],
  ];
}

/** In the order of the layers. */
function pickWeights(shapes: ReadonlyMap<string, unknown>, kept: Weights, factors: Weights): Weights {
  return new Map([...shapes.keys()].map((name) => [name, factors.get(name) ?? kept.get(name)!]));
}
