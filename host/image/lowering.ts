// What an operation is lowered with: its tensors, where they lie, and what is done with its outputs at once.
import type { ActivationTensor } from '../quantize/quantized-network.ts';
import type { CoreDescription } from './core-description.ts';
import type { PlacedTensor } from './tensor-layout.ts';

type Pair = readonly [before: number, after: number];

export interface Lowering {
  readonly core: CoreDescription;
  /** In words, but for convolutions and fully connected layers, which take the dense input as well. */
  readonly input: PlacedTensor;
  /** CONCATENATION: the inputs behind the first. */
  readonly others: readonly PlacedTensor[];
  /** What `input` holds. */
  readonly source: ActivationTensor;
  readonly output: ActivationTensor;
  /** Rows and columns of padding that a PAD before this operation asks for, and that its window reads instead. */
  readonly padded: readonly [rows: Pair, columns: Pair];
  /** The second pass's; empty where there is none. */
  readonly tables: Uint8Array;
  /** Of a window over the dense input, that may be expanded at once, which may take more memory than padding the channels, as 0 does. */
  readonly mostRowsAtOnce: number;
  /** A name for a tensor of this layer alone, and how to have it placed. */
  readonly scratchName: string;
  scratch(tensor: PlacedTensor): void;
}
