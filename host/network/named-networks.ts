// Networks by what a user writes for them: one table of families, from which parsing, errors and help follow; docs/networks.md repeats it.

import { perceptron, shallowNetwork, studentNetwork, teacherNetwork } from './architectures.ts';
import { articleStudent, articleTeacher } from './article-networks.ts';
import { detectorNetwork } from './detector.ts';
import type { Network } from './network.ts';
import { NetworkNameError, NetworkTooLargeError } from './network-errors.ts';
import { type ActivationShape, countParameters } from './shapes.ts';
import { dsCnn, fireNetwork, resNet8, vggNetwork } from './staged-architectures.ts';
import { deepestTree, fullTreeNetwork } from './tree-architecture.ts';

/** A way to write networks. */
export interface NetworkFamily {
  readonly pattern: string;
  readonly example: string;
  /** In one line. */
  readonly meaning: string;
}

export interface NamedNetwork {
  /** Of several ways to write the same network, the one that all become. */
  readonly name: string;
  /** Whether it says boxes in a picture; the others say one thing of a picture. */
  readonly detects?: true;
  /**
   * @param shape of a picture, [rows, columns, channels]
   * @param samples of the training split; few get smaller default networks. Many where absent
   * @throws NetworkTooDeepError, NetworkTooLargeError
   */
  build(shape: ActivationShape, classes: number, samples?: number): Network;
}

interface Family extends NetworkFamily {
  /** Its groups are handed to `read`. */
  readonly form: RegExp;
  read(...groups: readonly (string | undefined)[]): NamedNetwork;
}

/** Beyond them, weights and optimizer take gigabytes. */
const mostParameters = 100_000_000;

const families: readonly Family[] = [
  {
    pattern: 'student',
    example: 'student',
    meaning: 'the default student: three strided convolutions; four with batch normalization for few pictures',
    form: /^student$/,
    read: () => ({ name: 'student', build: studentNetwork }),
  },
  {
    pattern: 'teacher',
    example: 'teacher',
    meaning:
      'the default teacher: three convolutions and a dense layer; four with batch normalization for few pictures',
    form: /^teacher$/,
    read: () => ({ name: 'teacher', build: teacherNetwork }),
  },
  {
    pattern: 'vgg:A-B-…[/S]',
    example: 'vgg:16-32-64/2',
    meaning:
      'stages of two 3×3 convolutions with A, B, … filters, and a mean over the map; the first has stride S, later ones 2',
    form: /^vgg:([1-9]\d{0,3}(?:-[1-9]\d{0,3})*)(?:\/([1-4]))?$/,
    read(widths = '', stride = '1') {
      const name = `vgg:${widths}${stride === '1' ? '' : `/${stride}`}`;
      const filters = listOf(widths);
      return limited(name, (shape, classes) => vggNetwork({ name, shape, classes }, filters, Number(stride)));
    },
  },
  {
    pattern: 'resnet8[:W]',
    example: 'resnet8:16',
    meaning: 'ResNet-8 of MLPerf Tiny: three residual blocks of W, 2 W and 4 W filters; W is 16 by default',
    form: /^resnet8(?::([1-9]\d{0,3}))?$/,
    read(width = '16') {
      const name = `resnet8:${width}`;
      return limited(name, (shape, classes) => resNet8({ name, shape, classes }, Number(width)));
    },
  },
  {
    pattern: 'fire:A-B-…',
    example: 'fire:4-8-12',
    meaning:
      'SqueezeNet’s fire modules after a strided convolution: each squeezes to A, B, … channels and outputs eight times as many; with pooling in between, and a mean over the map',
    form: /^fire:([1-9]\d{0,3}(?:-[1-9]\d{0,3})*)$/,
    read: (widths = '') =>
      limited(`fire:${widths}`, (shape, classes) =>
        fireNetwork({ name: `fire:${widths}`, shape, classes }, listOf(widths)),
      ),
  },
  {
    pattern: 'dscnn:FxN',
    example: 'dscnn:64x4',
    meaning: 'a strided 5×5 convolution and N depthwise-separable blocks, all of F filters, and a mean over the map',
    form: /^dscnn:([1-9]\d{0,3})x([1-9]\d?)$/,
    read(filters, blocks) {
      const name = `dscnn:${filters}x${blocks}`;
      return limited(name, (shape, classes) => dsCnn({ name, shape, classes }, Number(filters), Number(blocks)));
    },
  },
  {
    pattern: 'mlp:A-B-…[:dropout]',
    example: 'mlp:800-800',
    meaning:
      'dense layers of A, B, … units; with :dropout, a fifth of the input and half of each layer is dropped in training',
    form: /^mlp:([1-9]\d{0,4}(?:-[1-9]\d{0,4})*)(:dropout)?$/,
    read(widths = '', dropout = '') {
      const units = listOf(widths);
      return limited(`mlp:${widths}${dropout}`, (shape, classes) => perceptron(shape, classes, units, dropout !== ''));
    },
  },
  {
    pattern: 'shallow:F',
    example: 'shallow:64',
    meaning: 'one 7×7 convolution of F filters with stride 2, and a dense layer',
    form: /^shallow:([1-9]\d{0,3})$/,
    read: (filters) =>
      limited(`shallow:${filters}`, (shape, classes) => shallowNetwork(shape, classes, Number(filters))),
  },
  {
    pattern: 'detector:A-B-…',
    example: 'detector:8-16-32',
    meaning:
      'for boxes in pictures: stages of two 3×3 convolutions with A, B, … filters, and a class and a box for each cell of a grid',
    form: /^detector:([1-9]\d{0,3}(?:-[1-9]\d{0,3})*)$/,
    read(widths = '') {
      const name = `detector:${widths}`;
      const filters = listOf(widths);
      return {
        ...limited(name, (shape, classes) => detectorNetwork({ name, shape, classes }, filters)),
        detects: true,
      };
    },
  },
  {
    pattern: 'tree:D',
    example: 'tree:8',
    meaning: `a decision tree of depth D, at most ${deepestTree}; it is grown, not trained`,
    form: /^tree:([1-9]|1[0-2])$/,
    read: (depth) => limited(`tree:${depth}`, (shape, classes) => fullTreeNetwork(shape, classes, Number(depth))),
  },
  {
    pattern: 'article-student',
    example: 'article-student',
    meaning: 'eight convolutions and a dense layer with swish: the student of the article’s CIFAR-10 program',
    form: /^article-student$/,
    read: () => limited('article-student', articleStudent),
  },
  {
    pattern: 'article-teacher',
    example: 'article-teacher',
    meaning: 'six convolutions and a dense layer with swish: the teacher of the article’s CIFAR-10 program',
    form: /^article-teacher$/,
    read: () => limited('article-teacher', articleTeacher),
  },
];

/** Every way to write a network. */
export const networkFamilies: readonly NetworkFamily[] = families;

/** Reads a name before there is a picture to build its network for. @throws NetworkNameError, which lists all there are */
export function parseNetworkName(text: string): NamedNetwork {
  for (const { form, read } of families) {
    const [whole, ...groups] = form.exec(text) ?? [];
    if (whole !== undefined) return read(...groups);
  }
  throw new NetworkNameError(text, families);
}

/**
 * The network that an option such as `--student` names: layers and shapes, without weights (docs/networks.md).
 * @param shape of a picture, [rows, columns, channels]
 * @param samples of the training split; few get smaller default networks. Many where absent
 * @throws NetworkNameError, NetworkTooDeepError, NetworkTooLargeError
 * @example
 * import { countParameters, networkNamed } from 'retort-fpga/train';
 *
 * const student = networkNamed('vgg:12-24/2', [28, 28, 1], 10);
 * console.log(countParameters(student));
 */
export function networkNamed(name: string, shape: ActivationShape, classes: number, samples?: number): Network {
  return parseNetworkName(name).build(shape, classes, samples);
}

function limited(name: string, build: (shape: ActivationShape, classes: number) => Network): NamedNetwork {
  return {
    name,
    build(shape, classes) {
      const network = build(shape, classes);
      const parameters = countParameters(network);
      if (parameters > mostParameters) throw new NetworkTooLargeError(name, shape, parameters, mostParameters);
      return network;
    },
  };
}

function listOf(numbers: string): number[] {
  return numbers.split('-').map(Number);
}
