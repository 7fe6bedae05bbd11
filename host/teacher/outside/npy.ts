// Decodes a NumPy .npy file of one matrix (numpy/lib/format.py, versions 1 to 3). Never executes what pickles hold: objects are refused.
import { OutsideTeacherFileError } from './outside-errors.ts';

const magic = '\u0093NUMPY';
const saveAgain =
  'Save it with numpy.save(path, numpy.ascontiguousarray(rows, "<f4")), rows of shape [samples, classes].';

/**
 * float32 or float64, little-endian, C order, two axes.
 * @throws OutsideTeacherFileError
 */
export function decodeNpy(bytes: Uint8Array, path: string): { values: Float32Array; classes: number } {
  const fail = (problem: string) => new OutsideTeacherFileError(path, problem, saveAgain);
  if (bytes.length < 12 || Buffer.from(bytes.subarray(0, 6)).toString('latin1') !== magic) {
    throw fail('it does not begin as a .npy file');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6];
  if (version < 1 || version > 3) throw fail(`its format has version ${version}`);
  const start = version === 1 ? 10 : 12;
  const end = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (end > bytes.length) throw fail(`its header should end at byte ${end} of ${bytes.length}: it is cut off`);
  const header = new TextDecoder().decode(bytes.subarray(start, end));
  const type = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const size = type === '<f4' ? 4 : type === '<f8' ? 8 : undefined;
  if (size === undefined) throw fail(`its elements are ${type ?? 'records'}, not float32 or float64`);
  if (!/'fortran_order':\s*False/.test(header)) throw fail('it lies in Fortran order');
  const shape = (/'shape':\s*\(([^)]*)\)/.exec(header)?.[1] ?? '').split(',').map((part) => part.trim());
  const sizes = shape.filter((part) => part !== '').map(Number);
  if (sizes.length !== 2 || !sizes.every((length) => Number.isSafeInteger(length) && length > 0)) {
    throw fail(`it has shape [${sizes.join(', ')}]`);
  }
  const [rows, classes] = sizes;
  if (bytes.length - end !== rows * classes * size) {
    throw fail(`${rows} × ${classes} elements take ${rows * classes * size} bytes, it has ${bytes.length - end}`);
  }
  const read = (at: number) => (size === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true));
  return { values: Float32Array.from({ length: rows * classes }, (_, i) => read(end + i * size)), classes };
}
