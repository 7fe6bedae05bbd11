// A .npy file of version 1, as numpy.save writes it.

export function writeNpy(
  values: Int8Array | Uint8Array | Float32Array | Float64Array,
  shape: readonly number[],
  { descr = values instanceof Float64Array ? '<f8' : '<f4', fortran = false } = {},
): Uint8Array {
  const text = `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const header = `${text.padEnd(64 * Math.ceil((text.length + 11) / 64) - 11)}\n`;
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length & 255, header.length >> 8]);
  return Buffer.concat([
    start,
    Buffer.from(header),
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  ]);
}
