// Writes a quantized network of convolutions and dense layers, such as the demo's student, as a .tflite for other programs to run.
import { sizeOf } from '../../host/network/shapes.ts';
import type { ActivationTensor, QuantizedNetwork, QuantizedOperation } from '../../host/quantize/quantized-network.ts';
import { type OperatorDescription, type TensorDescription, writeTflite } from './tflite-file.ts';

const ACTIVATIONS = { NONE: 0, RELU: 1, RELU_N1_TO_1: 2, RELU6: 3 };
const PADDINGS = { SAME: 0, VALID: 1 };

export function writeNetworkTflite({ tensors, operations, input, output }: QuantizedNetwork): Uint8Array {
  const dense = new Set(
    operations.filter(({ operator }) => operator === 'FULLY_CONNECTED').map((operation) => operation.output),
  );
  const written: TensorDescription[] = Array.from(tensors.values(), (tensor) =>
    describeTensor(tensor, dense.has(tensor.name)),
  );
  const places = new Map(Array.from(tensors.keys(), (name, place) => [name, place]));
  const operators = operations.map((operation) => {
    const constants = describeConstants(operation, tensors.get(operation.inputs[0])!);
    const inputs = [places.get(operation.inputs[0])!, written.length, written.length + 1];
    written.push(...constants);
    return { ...describeOperator(operation), inputs, outputs: [places.get(operation.output)!] };
  });
  return writeTflite({
    tensors: written,
    operators,
    inputs: [places.get(input)!],
    outputs: [places.get(output)!],
  });
}

function describeTensor({ name, shape, scale, zeroPoint }: ActivationTensor, isRow: boolean): TensorDescription {
  return { name, shape: isRow ? [1, shape[2]] : [1, ...shape], type: 'int8', scales: [scale], zeroPoints: [zeroPoint] };
}

function describeConstants(operation: QuantizedOperation, input: ActivationTensor): TensorDescription[] {
  if (!('weights' in operation) || operation.operator === 'DEPTHWISE_CONV_2D') throw unwritten(operation);
  const { weights, bias } = operation;
  const scales = [...operation.weightScales];
  const zeroPoints = scales.map(() => 0);
  const shape =
    operation.operator === 'CONV_2D'
      ? [bias.length, ...operation.kernel, input.shape[2]]
      : [bias.length, sizeOf(input.shape)];
  return [
    { name: `${operation.name} weights`, shape, type: 'int8', scales, zeroPoints, axis: 0, data: weights },
    {
      name: `${operation.name} bias`,
      shape: [bias.length],
      type: 'int32',
      scales: scales.map((scale) => Math.fround(scale * input.scale)),
      zeroPoints,
      data: new Uint8Array(bias.buffer, bias.byteOffset, bias.byteLength),
    },
  ];
}

/** Options as numbered in schema.fbs: padding, strides of columns and rows, activation, dilations; activation. */
function describeOperator(operation: QuantizedOperation): Pick<OperatorDescription, 'code' | 'options'> {
  if (operation.operator === 'FULLY_CONNECTED') {
    return { code: 9, options: [8, [0, 'int8', ACTIVATIONS[operation.activation]]] };
  }
  if (operation.operator !== 'CONV_2D') throw unwritten(operation);
  const [strideY, strideX] = operation.strides;
  return {
    code: 3,
    options: [
      1,
      [0, 'int8', PADDINGS[operation.padding]],
      [1, 'int32', strideX],
      [2, 'int32', strideY],
      [3, 'int8', ACTIVATIONS[operation.activation]],
      [4, 'int32', 1],
      [5, 'int32', 1],
    ],
  };
}

const unwritten = ({ operator }: QuantizedOperation) => new Error(`${operator} is not written here yet`);
