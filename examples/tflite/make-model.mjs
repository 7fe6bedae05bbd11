// Writes model.tflite, an int8 TensorFlow Lite classifier of stripes with hand-set weights, so that nothing has to be trained or downloaded; the
// names of its classes; a picture of each; and the pictures as raw inputs. Your own model comes from TensorFlow's converter, and goes the same way.
import { writeFileSync } from 'node:fs';
import { Builder } from 'flatbuffers';
import sharp from 'sharp';

const side = 16;
const classes = ['horizontal', 'vertical'];

// A 3×3 kernel for each direction of an edge, real weights −1/3 … 1/3; the mean of each map; and 8 times the sum of the two maps of a class.
const edge = { horizontal: [1, 1, 1, 0, 0, 0, -1, -1, -1], vertical: [1, 0, -1, 1, 0, -1, 1, 0, -1] };
const kernels = classes.flatMap((name) => [edge[name], edge[name].map((weight) => -weight)]);

const [INT8, INT32] = [9, 2];
const unit = 1 / 255; // of what lies in 0 … 1
const tensors = [
  { name: 'pixels', shape: [1, side, side, 1], scales: [unit], zeroPoint: -128 },
  { name: 'kernels', shape: [4, 3, 3, 1], scales: Array(4).fill(1 / 381), data: kernels.flat().map((w) => 127 * w) },
  { name: 'no bias', shape: [4], type: INT32, scales: Array(4).fill(unit / 381), data: Array(16).fill(0) },
  { name: 'edges', shape: [1, 14, 14, 4], scales: [unit], zeroPoint: -128 },
  { name: 'means', shape: [1, 1, 1, 4], scales: [unit], zeroPoint: -128 },
  { name: 'pairs', shape: [2, 4], scales: [8 / 127], data: [127, 127, 0, 0, 0, 0, 127, 127] },
  { name: 'no bias either', shape: [2], type: INT32, scales: [(8 * unit) / 127], data: Array(8).fill(0) },
  { name: 'logits', shape: [1, 2], scales: [16 * unit], zeroPoint: -128 },
];

/** Operator codes, kinds of options and their slots as in TensorFlow Lite's schema.fbs. */
const operators = [
  { name: 'CONV_2D', code: 3, inputs: [0, 1, 2], outputs: [3], kind: 1, bytes: { 0: 1, 3: 1 }, ints: { 1: 1, 2: 1 } }, // VALID, RELU; strides
  {
    name: 'AVERAGE_POOL_2D',
    code: 1,
    inputs: [3],
    outputs: [4],
    kind: 5,
    bytes: { 0: 1 },
    ints: { 1: 1, 2: 1, 3: 14, 4: 14 },
  },
  { name: 'FULLY_CONNECTED', code: 9, inputs: [4, 5, 6], outputs: [7], kind: 8, bytes: {}, ints: {} },
];

const builder = new Builder(4096);
const vector = (size, values, add) => {
  builder.startVector(size, values.length, size);
  for (const value of values.toReversed()) add(value);
  return builder.endVector();
};
const int32s = (values) => vector(4, values, (value) => builder.addInt32(value));
const offsets = (values) => vector(4, values, (value) => builder.addOffset(value));
/** Fields by slot; 99 is no field's default, so each is written. */
const table = ({ bytes = {}, ints = {}, parts = {} }) => {
  builder.startObject(8);
  for (const [slot, value] of Object.entries(bytes)) builder.addFieldInt8(Number(slot), value, 99);
  for (const [slot, value] of Object.entries(ints)) builder.addFieldInt32(Number(slot), value, 99);
  for (const [slot, value] of Object.entries(parts)) builder.addFieldOffset(Number(slot), value, 0);
  return builder.endObject();
};

const buffers = [[], ...tensors.map(({ data = [] }) => data)].map((data) =>
  table({ parts: data.length > 0 ? { 0: vector(1, data, (value) => builder.addInt8(value)) } : {} }),
);
const writtenTensors = tensors.map(({ name, shape, type = INT8, scales, zeroPoint = 0, data }, i) => {
  const quantization = table({
    parts: {
      2: vector(4, scales, (scale) => builder.addFloat32(scale)),
      3: vector(8, scales, () => builder.addInt64(BigInt(zeroPoint))),
    },
  });
  const parts = { 0: int32s(shape), 3: builder.createString(name), 4: quantization };
  return table({ bytes: { 1: type }, ints: { 2: data ? i + 1 : 0 }, parts });
});
const codes = operators.map(({ code }) => table({ bytes: { 0: code }, ints: { 3: code } }));
const writtenOperators = operators.map(({ inputs, outputs, kind, bytes, ints }, i) =>
  table({
    bytes: { 3: kind },
    ints: { 0: i },
    parts: { 1: int32s(inputs), 2: int32s(outputs), 4: table({ bytes, ints }) },
  }),
);
const graph = table({
  parts: { 0: offsets(writtenTensors), 1: int32s([0]), 2: int32s([7]), 3: offsets(writtenOperators) },
});
const model = table({ ints: { 0: 3 }, parts: { 1: offsets(codes), 2: offsets([graph]), 4: offsets(buffers) } });
builder.finish(model, 'TFL3');
writeFileSync('model.tflite', builder.asUint8Array());
writeFileSync('labels.txt', `${classes.join('\n')}\n`);

const pictures = classes.map((name) =>
  Uint8Array.from({ length: side * side }, (_, i) => {
    const position = name === 'horizontal' ? Math.floor(i / side) : i % side;
    return position % 4 < 2 ? 40 : 220;
  }),
);
for (const [i, name] of classes.entries()) {
  await sharp(pictures[i], { raw: { width: side, height: side, channels: 1 } })
    .png()
    .toFile(`${name}.png`);
}
writeFileSync(
  'inputs.i8',
  Int8Array.from(
    pictures.flatMap((pixels) => [...pixels]),
    (pixel) => pixel - 128,
  ),
);
console.log(
  `wrote model.tflite (${operators.map(({ name }) => name).join(', ')}), labels.txt, horizontal.png, vertical.png, inputs.i8`,
);
