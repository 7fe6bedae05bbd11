// Parts of images brought to another size.
import type { Graph, GraphTensor } from '../graph.ts';

/**
 * Of each image the part in its box, bilinearly resized to the whole's size. Has no gradient.
 * @param images [batch, rows, columns, channels], of any numeric type
 * @param boxes float32 [batch, 4]: top, left, bottom and right, 0 the centre of the first pixel and 1 that of the last
 * @returns float32, of the images' shape
 */
export function cropAndResize(graph: Graph, images: GraphTensor, boxes: GraphTensor): GraphTensor {
  const [batch, rows, columns] = images.shape;
  const indices = graph.constant(
    Int32Array.from({ length: batch }, (_, i) => i),
    [batch],
  );
  return graph.add({
    operation: 'CropAndResize',
    inputs: [images, boxes, indices, graph.constant(Int32Array.of(rows, columns), [2])],
    attributes: { T: { type: images.type }, method: { text: 'bilinear' }, extrapolation_value: { float: 0 } },
    outputs: [{ type: 'float32', shape: images.shape }],
  })[0];
}
