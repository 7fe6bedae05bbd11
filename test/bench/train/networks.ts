// The networks whose training is timed, each with as many images as make a measurement of about a second.
import { studentNetwork, teacherNetwork } from '../../../host/network/architectures.ts';
import type { Layer, Network } from '../../../host/network/network.ts';

export interface BenchNetwork {
  readonly network: Network;
  readonly images: number;
}

const norm = (name: string, activation: 'relu' | 'linear' = 'relu'): Layer => ({ type: 'batchNorm', name, activation });

/** A convolution without bias and its batch-norm. */
function convolution(name: string, filters: number, side: number, stride: number, inputs?: readonly string[]) {
  const [kernel, strides] = [[side, side] as const, [stride, stride] as const];
  return { type: 'conv2d', name, filters, kernel, strides, padding: 'same', useBias: false, inputs } as const;
}

/** Two convolutions of 3×3 beside a shortcut (He et al. 2016), as MLPerf Tiny's image classification has them. */
function block(name: string, input: string, filters: number, stride: number): Layer[] {
  const [first, second] = [`${name}a`, `${name}b`];
  const shortcut = stride === 1 ? [] : [convolution(`${name}s`, filters, 1, stride, [input])];
  return [
    convolution(first, filters, 3, stride, [input]),
    norm(`${first}n`),
    convolution(second, filters, 3, 1),
    norm(`${second}n`, 'linear'),
    ...shortcut,
    { type: 'add', name, inputs: [shortcut[0]?.name ?? input, `${second}n`], activation: 'relu' },
  ];
}

const resnet8: Network = {
  name: 'ResNet-8',
  inputShape: [32, 32, 3],
  layers: [
    convolution('stem', 16, 3, 1),
    norm('stemn'),
    ...block('block1', 'stemn', 16, 1),
    ...block('block2', 'block1', 32, 2),
    ...block('block3', 'block2', 64, 2),
    { type: 'globalAveragePool', name: 'mean' },
    { type: 'dense', name: 'logits', units: 10 },
  ],
};

const separable = (name: string): Layer[] => [
  { type: 'depthwiseConv2d', name: `${name}d`, kernel: [3, 3], padding: 'same', useBias: false },
  norm(`${name}dn`),
  convolution(`${name}p`, 64, 1, 1),
  norm(`${name}pn`),
];

/** MLPerf Tiny's keyword spotting (Zhang et al. 2017, DS-CNN small): 49 frames of 10 coefficients. */
const dsCnn: Network = {
  name: 'DS-CNN',
  inputShape: [49, 10, 1],
  layers: [
    { type: 'conv2d', name: 'stem', filters: 64, kernel: [10, 4], strides: [2, 2], padding: 'same', useBias: false },
    norm('stemn'),
    ...['one', 'two', 'three', 'four'].flatMap(separable),
    { type: 'globalAveragePool', name: 'mean' },
    { type: 'dense', name: 'logits', units: 12 },
  ],
};

const perceptron: Network = {
  name: 'MLP 1200-1200',
  inputShape: [28, 28, 1],
  layers: [
    { type: 'dense', name: 'hidden1', units: 1200, activation: 'relu' },
    { type: 'dense', name: 'hidden2', units: 1200, activation: 'relu' },
    { type: 'dense', name: 'logits', units: 10 },
  ],
};

/** The demo's student and teacher, at the demo's number of epochs. */
export interface BenchDistillation extends BenchNetwork {
  readonly teacher: Network;
  readonly epochs: number;
  readonly alpha: number;
  readonly temperature: number;
}

export const benchDistillation: BenchDistillation = {
  network: studentNetwork([28, 28, 1], 10),
  teacher: teacherNetwork([28, 28, 1], 10),
  images: 16 * 128,
  epochs: 10,
  alpha: 0.9,
  temperature: 4,
};

export const benchNetworks: readonly BenchNetwork[] = [
  { network: { ...studentNetwork([28, 28, 1], 10), name: 'small CNN' }, images: 128 * 128 },
  { network: { ...teacherNetwork([28, 28, 1], 10), name: 'larger CNN' }, images: 24 * 128 },
  { network: perceptron, images: 64 * 128 },
  { network: resnet8, images: 8 * 128 },
  { network: dsCnn, images: 16 * 128 },
];
