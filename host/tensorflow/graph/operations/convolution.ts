// Convolutions over [batch, rows, columns, channels], and pooling over windows.

import type { Window } from '../../operations.ts';
import type { Graph, GraphTensor } from '../graph.ts';
import { emit } from './emit.ts';

/** @param kernel [rows, columns, in, filters] */
export function conv2d(graph: Graph, x: GraphTensor, kernel: GraphTensor, window: Window): GraphTensor {
  return convolve(graph, 'Conv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter', x, kernel, kernel.shape[3], window);
}

/** @param kernel [rows, columns, channels, 1] */
export function depthwiseConv2d(graph: Graph, x: GraphTensor, kernel: GraphTensor, window: Window): GraphTensor {
  const backward = ['DepthwiseConv2dNativeBackpropInput', 'DepthwiseConv2dNativeBackpropFilter'] as const;
  return convolve(graph, 'DepthwiseConv2dNative', ...backward, x, kernel, x.shape[3], window);
}

function convolve(
  graph: Graph,
  operation: string,
  backwardToInput: string,
  backwardToKernel: string,
  x: GraphTensor,
  kernel: GraphTensor,
  filters: number,
  { strides, padding }: Window,
): GraphTensor {
  const attributes = describeWindow(strides, padding);
  const { shape } = x;
  return emit(graph, operation, [x, kernel], {
    attributes,
    shape: [...slide(shape, kernel.shape, strides, padding), filters],
    gradient: (dy) => [
      emit(graph, backwardToInput, [graph.integers(shape), kernel, dy], {
        attributes: { ...attributes, T: { type: 'float32' } },
        type: 'float32',
        shape,
      }),
      emit(graph, backwardToKernel, [x, graph.integers(kernel.shape), dy], { attributes, shape: kernel.shape }),
    ],
  });
}

/** @param size [rows, columns] of the window */
export function maxPool2d(graph: Graph, x: GraphTensor, size: readonly [number, number], window: Window): GraphTensor {
  const attributes = { ...describeWindow(window.strides, window.padding), ksize: { ints: [1, ...size, 1] } };
  return emit(graph, 'MaxPool', [x], {
    attributes,
    shape: [...slide(x.shape, size, window.strides, window.padding), x.shape[3]],
    gradient: (dy, y) => [emit(graph, 'MaxPoolGrad', [x, y, dy], { attributes })],
  });
}

/** Padding is left out of the mean. @param size [rows, columns] of the window */
export function averagePool2d(
  graph: Graph,
  x: GraphTensor,
  size: readonly [number, number],
  window: Window,
): GraphTensor {
  const attributes = { ...describeWindow(window.strides, window.padding), ksize: { ints: [1, ...size, 1] } };
  return emit(graph, 'AvgPool', [x], {
    attributes,
    shape: [...slide(x.shape, size, window.strides, window.padding), x.shape[3]],
    gradient: (dy) => [
      emit(graph, 'AvgPoolGrad', [graph.integers(x.shape), dy], {
        attributes: { ...attributes, T: { type: 'float32' } },
        type: 'float32',
        shape: x.shape,
      }),
    ],
  });
}

function describeWindow(strides: readonly [number, number], padding: Window['padding']) {
  return { strides: { ints: [1, ...strides, 1] }, padding: { text: padding.toUpperCase() } };
}

/** [batch, rows, columns] of the output; impossible lengths are found when the node is added. */
function slide(
  [batch, ...sides]: readonly number[],
  window: readonly number[],
  strides: readonly [number, number],
  padding: Window['padding'],
): readonly number[] {
  const along = (axis: 0 | 1) =>
    padding === 'same'
      ? Math.ceil(sides[axis] / strides[axis])
      : Math.floor((sides[axis] - window[axis]) / strides[axis]) + 1;
  return [batch, along(0), along(1)];
}
