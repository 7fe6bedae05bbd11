// A layer's output out of a core's memory, without its padding channels.
import type { ImageLayer } from '../../host/image/student-image.ts';

/** int8 [rows, columns, channels] */
export function readLayerOutput(memory: Uint8Array, layer: ImageLayer): Int8Array {
  const [rows, columns, channels] = layer.shape;
  const values = new Int8Array(rows * columns * channels);
  for (let i = 0; i < values.length; i++) {
    const pixel = Math.floor(i / channels);
    values[i] = memory[layer.outputAddress + pixel * layer.channelsPadded + (i % channels)];
  }
  return values;
}
