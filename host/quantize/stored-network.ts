// What a quantized network's file says as JSON, beside its tensors: the shape of it, and that the layers follow from one another.
import { z } from 'zod';

const zeroPoint = z.number().int().min(-128).max(127);
const size = z.number().int().positive();
const pair = z.tuple([size, size]);
const count = z.number().int().nonnegative();
const pads = z.tuple([count, count]);
const activation = z.enum(['NONE', 'RELU', 'RELU6', 'RELU_N1_TO_1']);
const axis = z.union([z.literal(0), z.literal(1), z.literal(2)]);
const padding = z.enum(['SAME', 'VALID']);
const common = { name: z.string(), inputs: z.array(z.string()).length(1), output: z.string() };
const operation = z.discriminatedUnion('operator', [
  z.object({ operator: z.literal('CONV_2D'), ...common, activation, padding, strides: pair, kernel: pair }),
  z.object({ operator: z.literal('DEPTHWISE_CONV_2D'), ...common, activation, padding, strides: pair, kernel: pair }),
  z.object({ operator: z.literal('FULLY_CONNECTED'), ...common, activation }),
  z.object({ operator: z.literal('MAX_POOL_2D'), ...common, activation, padding, strides: pair, filter: pair }),
  z.object({ operator: z.literal('AVERAGE_POOL_2D'), ...common, activation, padding, strides: pair, filter: pair }),
  z.object({ operator: z.literal('MEAN'), ...common }),
  z.object({ operator: z.enum(['ADD', 'SUB']), ...common, inputs: z.array(z.string()).length(2), activation }),
  z.object({ operator: z.literal('MUL'), ...common, factorScale: z.number().positive(), activation }),
  z.object({ operator: z.literal('PRELU'), ...common, factorScale: z.number().positive() }),
  z.object({ operator: z.literal('CONCATENATION'), ...common, inputs: z.array(z.string()).min(1).max(64), axis }),
  z.object({ operator: z.literal('PAD'), ...common, pads: z.tuple([pads, pads, pads]) }),
  z.object({ operator: z.literal('RESHAPE'), ...common }),
  z.object({ operator: z.literal('LOGISTIC'), ...common }),
  z.object({ operator: z.literal('TANH'), ...common }),
  z.object({ operator: z.literal('HARD_SWISH'), ...common }),
  z.object({ operator: z.literal('TABLE'), ...common }),
]);
export type StoredOperation = z.infer<typeof operation>;

const edge = z.discriminatedUnion('type', [
  z.object({ type: z.literal('int8') }),
  z.object({ type: z.literal('float32') }),
  z.object({
    type: z.literal('uint8'),
    scale: z.number().positive(),
    zeroPoint: z.number().int().min(0).max(255),
  }),
]);

export const storedNetwork = z.object({
  name: z.string(),
  input: z.string(),
  output: z.string(),
  tensors: z.array(
    z.object({
      name: z.string(),
      shape: z.tuple([size, size, size]),
      scale: z.number().positive(),
      zeroPoint,
    }),
  ),
  operations: z.array(operation).min(1),
  softmax: z.object({ beta: z.number().positive(), scale: z.number().positive(), zeroPoint }).optional(),
  edges: z.object({ input: edge, output: edge }).optional(),
});

/**
 * Every tensor is described, and made once before it is read; every layer has a unique name.
 * @throws what `fail` makes
 */
export function checkOrder(
  { input, output, tensors, operations }: z.infer<typeof storedNetwork>,
  fail: (problem: string) => Error,
): void {
  const described = new Set(tensors.map(({ name }) => name));
  if (!described.has(input)) throw fail(`its tensor "${input}" is not described`);
  const made = new Set([input]);
  const names = new Set<string>();
  for (const { name, inputs, output } of operations) {
    if (names.has(name)) throw fail(`two of its layers are named "${name}"`);
    const unmade = inputs.find((tensor) => !made.has(tensor));
    if (unmade !== undefined) throw fail(`layer "${name}" reads tensor "${unmade}", which no earlier layer makes`);
    if (!described.has(output)) throw fail(`layer "${name}" makes tensor "${output}", which is not described`);
    if (made.has(output)) throw fail(`layer "${name}" makes tensor "${output}" twice`);
    names.add(name);
    made.add(output);
  }
  if (!made.has(output)) throw fail(`its output "${output}" is made by no layer`);
}

/** The operators whose weights do not tell it: the output's shape follows from the input's. Throws what `fail` makes. */
export function checkShapes(
  { tensors, operations }: z.infer<typeof storedNetwork>,
  fail: (problem: string) => Error,
): void {
  const shapes = new Map(tensors.map(({ name, shape }) => [name, shape]));
  for (const operation of operations) {
    const inputs = operation.inputs.map((name) => shapes.get(name)!);
    const output = shapes.get(operation.output)!;
    if (fits(operation, inputs, output)) continue;
    throw fail(`layer "${operation.name}" (${operation.operator}) makes [${output}] of [${inputs.join('] and [')}]`);
  }
}

type Shape = z.infer<typeof storedNetwork>['tensors'][number]['shape'];

function fits(operation: StoredOperation, inputs: readonly Shape[], output: Shape): boolean {
  const [input] = inputs;
  switch (operation.operator) {
    case 'MUL':
    case 'PRELU':
      return input.join() === output.join();
    case 'CONCATENATION':
      return output.every((length, axis) => {
        const lengths = inputs.map((shape) => shape[axis]);
        if (axis !== operation.axis) return lengths.every((other) => other === length);
        return lengths.reduce((sum, other) => sum + other, 0) === length;
      });
    case 'DEPTHWISE_CONV_2D':
      return output[2] % input[2] === 0;
    case 'PAD':
      return operation.pads.every(([before, after], axis) => before + input[axis] + after === output[axis]);
    case 'RESHAPE':
      return input[0] * input[1] * input[2] === output[0] * output[1] * output[2];
    case 'CONV_2D':
    case 'FULLY_CONNECTED':
    case 'MAX_POOL_2D':
    case 'AVERAGE_POOL_2D':
    case 'MEAN':
    case 'ADD':
    case 'SUB':
    case 'LOGISTIC':
    case 'TANH':
    case 'HARD_SWISH':
    case 'TABLE':
      return true;
  }
}
