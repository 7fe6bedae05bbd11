// Teacher and student of the CIFAR-10 program in the article on knowledge distillation that Retort follows, layer by layer (docs/networks.md,
// "The article's program"). Pools keep ragged edges, of which pictures of 32×32 have none, so that other pictures are taken, too.
import type { Layer, Network } from './network.ts';
import type { ActivationShape } from './shapes.ts';

/** 550,570 parameters for 32×32 pictures in colour. @param shape of a picture, [rows, columns, channels] */
export function articleTeacher(shape: ActivationShape, classes: number): Network {
  return {
    name: 'article-teacher',
    inputShape: shape,
    layers: [
      ...convolutions([32, 32], 1),
      ...poolAndDrop(1),
      ...convolutions([64, 64], 3),
      ...poolAndDrop(2),
      ...convolutions([128, 128], 5),
      ...poolAndDrop(3),
      ...classifier(classes),
    ],
  };
}

/** 256,958 parameters for 32×32 pictures in colour. @param shape of a picture, [rows, columns, channels] */
export function articleStudent(shape: ActivationShape, classes: number): Network {
  return {
    name: 'article-student',
    inputShape: shape,
    layers: [
      ...convolutions([32, 32], 1),
      ...poolAndDrop(1),
      ...convolutions([8], 3),
      { type: 'maxPool2d', name: 'pool2', pool: [4, 4], padding: 'same' },
      ...convolutions([4, 8, 64], 4),
      ...poolAndDrop(3),
      ...convolutions([128, 128], 7),
      ...poolAndDrop(4),
      ...classifier(classes),
    ],
  };
}

/** 3×3, each behind it swish with the article's β. @param first the number of the first, from 1 */
function convolutions(filters: readonly number[], first: number): Layer[] {
  return filters.flatMap((count, i): Layer[] => [
    { type: 'conv2d', name: `conv${first + i}`, filters: count, kernel: [3, 3], padding: 'same' },
    { type: 'swish', name: `swish${first + i}` },
  ]);
}

function poolAndDrop(number: number): Layer[] {
  return [
    { type: 'maxPool2d', name: `pool${number}`, pool: [2, 2], padding: 'same' },
    { type: 'dropout', name: `dropout${number}`, rate: 0.2 },
  ];
}

function classifier(classes: number): Layer[] {
  return [
    { type: 'dense', name: 'hidden', units: 128 },
    { type: 'swish', name: 'hiddenSwish' },
    { type: 'dropout', name: 'hiddenDropout', rate: 0.2 },
    { type: 'dense', name: 'logits', units: classes },
  ];
}
