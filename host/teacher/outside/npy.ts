// A NumPy .npy file of one matrix: what a teacher has put out.
import { decodeNpy } from '../../artifact/npy.ts';
import { OutsideTeacherFileError } from './outside-errors.ts';

const saveAgain =
  'Save it with numpy.save(path, numpy.ascontiguousarray(rows, "<f4")), rows of shape [samples, classes].';

const elementBytes: Readonly<Record<string, number>> = { '<f4': 4, '<f8': 8 };

/**
 * float32 or float64, little-endian, C order, two axes.
 * @throws OutsideTeacherFileError
 */
export function decodeNpyMatrix(bytes: Uint8Array, path: string): { values: Float32Array; classes: number } {
  const fail = (problem: string) => new OutsideTeacherFileError(path, problem, saveAgain);
  const sizeOf = (type: string) => {
    if (Object.hasOwn(elementBytes, type)) return elementBytes[type];
    throw fail(`its elements are ${type}, not float32 or float64`);
  };
  const { type, shape, data } = decodeNpy(bytes, sizeOf, fail);
  if (shape.length !== 2) throw fail(`it has shape [${shape.join(', ')}]`);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const read = (i: number) => (type === '<f4' ? view.getFloat32(4 * i, true) : view.getFloat64(8 * i, true));
  return { values: Float32Array.from({ length: shape[0] * shape[1] }, (_, i) => read(i)), classes: shape[1] };
}
