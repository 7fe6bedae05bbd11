// The students that `retort demo --gallery` shows: one of each kind of method, network and data set, each with all that its run needs.
import type { Recipe } from '../../train/recipe.ts';
import type { Settings } from '../settings/settings.ts';

export interface Exhibit {
  /** Its run folder's name in the gallery's. */
  readonly name: string;
  /** What is shown, in a line. */
  readonly title: string;
  readonly data: string;
  /** The board's URL. */
  readonly on: string;
  /** The small size's where absent. */
  readonly studentNetwork?: string;
  readonly teacherNetwork?: string;
  readonly teacher?: Partial<Recipe>;
  /** Soft targets where it names no method. */
  readonly distill?: Partial<Settings['distill']>;
}

export const exhibits: readonly Exhibit[] = [
  {
    name: 'soft-targets',
    title: 'soft targets on drawn glyphs',
    data: 'glyphs',
    on: 'virtual:up5k',
  },
  {
    name: 'hints',
    title: 'hints from a layer of the teacher (FitNets)',
    data: 'glyphs',
    on: 'virtual:up5k',
    distill: { method: 'hints' },
  },
  {
    name: 'born-again',
    title: 'three generations joined into one network (born again)',
    data: 'glyphs',
    on: 'virtual:up5k',
    distill: { method: 'born-again?ensemble=true' },
  },
  {
    name: 'tree',
    title: 'a decision tree of depth 8, grown on the teacher’s logits',
    data: 'digits',
    on: 'virtual:up5k',
    studentNetwork: 'tree:8',
  },
  {
    name: 'robust',
    title: 'wider margins and smaller input gradients, against noise and attacks',
    data: 'digits',
    on: 'virtual:up5k',
    distill: { method: 'robust' },
  },
  {
    name: 'speech',
    title: 'spoken digits as log-mel spectrograms, depthwise-separable blocks',
    data: 'fsdd',
    on: 'virtual:up5k',
    studentNetwork: 'dscnn:32x4',
    teacherNetwork: 'vgg:32-64-128/2',
  },
  {
    name: 'questions',
    title: 'questions about pictures, answered by three networks that specialize (multiple choice)',
    data: 'easy-vqa',
    on: 'virtual:up5k',
    studentNetwork: 'vgg:8-16-32/2',
    teacherNetwork: 'vgg:16-32-64/2',
    distill: { method: 'multiple-choice' },
  },
  {
    name: 'detection',
    title: 'blood cells found in pictures, learned from a teacher’s boxes',
    data: 'bccd',
    on: 'virtual:up5k',
    studentNetwork: 'detector:8-16-32',
    teacherNetwork: 'detector:32-64-96',
    distill: { method: 'bounded-detection' },
  },
  {
    name: 'few-sample',
    title: 'a pruned teacher, repaired with 1 % of the pictures and no labels',
    data: 'mnist',
    on: 'virtual:ulx3s-85f',
    distill: { method: 'few-sample?keep=0.75' },
  },
  {
    name: 'zero-shot',
    title: 'a student trained without a single picture',
    data: 'mnist',
    on: 'virtual:up5k',
    distill: { method: 'zero-shot' },
  },
  {
    name: 'swish',
    title: 'the article’s CIFAR-10 student, with swish as a lookup table',
    data: 'cifar10',
    on: 'virtual:ulx3s-85f',
    studentNetwork: 'article-student',
    teacherNetwork: 'article-teacher',
    teacher: { epochs: 15, batchSize: 64, learningRate: 0.002, augmentation: {} },
    distill: { epochs: 30, batchSize: 64, learningRate: 0.002, augmentation: {}, temperature: 4, alpha: 1 },
  },
];
