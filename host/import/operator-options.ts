// Where the options of TFLite's operators stand in their tables (TensorFlow, tensorflow/compiler/mlir/lite/schema/schema.fbs): the member of the
// union BuiltinOptions, and each field's slot, type and default. Fields that the importer does not read are left out.
import type { Scalar } from './flatbuffer-table.ts';

interface Field {
  readonly slot: number;
  readonly type: Scalar;
  /** What it is where the file leaves it out. */
  readonly absent: number;
}

interface OptionsTable {
  readonly member: number;
  readonly fields: Readonly<Partial<Record<OptionName, Field>>>;
}

export type OptionName =
  | 'padding'
  | 'strideWidth'
  | 'strideHeight'
  | 'filterWidth'
  | 'filterHeight'
  | 'dilationWidth'
  | 'dilationHeight'
  | 'depthMultiplier'
  | 'fusedActivation'
  | 'weightsFormat'
  | 'keepDims'
  | 'beta'
  | 'alpha'
  | 'axis'
  | 'newShape'
  | 'squeezeDims'
  | 'beginMask'
  | 'endMask'
  | 'ellipsisMask'
  | 'newAxisMask'
  | 'shrinkAxisMask'
  | 'offset';

const byte = (slot: number): Field => ({ slot, type: 'int8', absent: 0 });
const flag = (slot: number): Field => ({ slot, type: 'uint8', absent: 0 });
const int = (slot: number, absent = 0): Field => ({ slot, type: 'int32', absent });
const float = (slot: number): Field => ({ slot, type: 'float32', absent: 0 });

const window = { padding: byte(0), strideWidth: int(1), strideHeight: int(2) };
const arithmetic = { fusedActivation: byte(0) };

const pool: OptionsTable = {
  member: 5,
  fields: { ...window, filterWidth: int(3), filterHeight: int(4), fusedActivation: byte(5) },
};
const reducer: OptionsTable = { member: 27, fields: { keepDims: flag(0) } };

const tables: Readonly<Record<string, OptionsTable>> = {
  CONV_2D: {
    member: 1,
    fields: { ...window, fusedActivation: byte(3), dilationWidth: int(4, 1), dilationHeight: int(5, 1) },
  },
  DEPTHWISE_CONV_2D: {
    member: 2,
    fields: {
      ...window,
      depthMultiplier: int(3),
      fusedActivation: byte(4),
      dilationWidth: int(5, 1),
      dilationHeight: int(6, 1),
    },
  },
  AVERAGE_POOL_2D: pool,
  MAX_POOL_2D: pool,
  FULLY_CONNECTED: { member: 8, fields: { fusedActivation: byte(0), weightsFormat: byte(1), keepDims: flag(2) } },
  SOFTMAX: { member: 9, fields: { beta: float(0) } },
  CONCATENATION: { member: 10, fields: { axis: int(0), fusedActivation: byte(1) } },
  ADD: { member: 11, fields: arithmetic },
  RESHAPE: { member: 17, fields: { newShape: int(0) } },
  MUL: { member: 21, fields: arithmetic },
  MEAN: reducer,
  REDUCE_PROD: reducer,
  REDUCE_MAX: reducer,
  SUB: { member: 28, fields: arithmetic },
  SQUEEZE: { member: 30, fields: { squeezeDims: int(0) } },
  STRIDED_SLICE: {
    member: 32,
    fields: {
      beginMask: int(0),
      endMask: int(1),
      ellipsisMask: int(2),
      newAxisMask: int(3),
      shrinkAxisMask: int(4),
      offset: flag(5),
    },
  },
  SPLIT: { member: 35, fields: {} },
  PACK: { member: 59, fields: { axis: int(1) } },
  UNPACK: { member: 64, fields: { axis: int(1) } },
  LEAKY_RELU: { member: 75, fields: { alpha: float(0) } },
};

/** Which member of BuiltinOptions belongs to `operator`; undefined for one whose options are not read. */
export function optionsMemberOf(operator: string): number | undefined {
  return tables[operator]?.member;
}

/** Where the option `name` of `operator` stands. To ask for one that the operator has not is the caller's mistake. */
export function fieldOf(operator: string, name: OptionName): Field {
  const field = tables[operator]?.fields[name];
  if (!field) throw new Error(`${operator} has no option "${name}"`);
  return field;
}
