// The layer that gives a network's logits, where its columns and biases can be told apart by class.
import type { Dense, TrainedNetwork, Weight } from '../network/network.ts';
import { OutputBiasError } from './distill-errors.ts';

export interface OutputLayer {
  readonly layer: Dense;
  /** [inputs, classes] */
  readonly kernel: Weight;
  /** [classes] */
  readonly bias: Weight;
}

/** @throws OutputBiasError where the last layer is not dense and linear with a bias */
export function readOutputLayer({ network, weights }: TrainedNetwork): OutputLayer {
  const layer = network.layers.at(-1);
  const [kernel, bias] = [weights.get(`${layer?.name}/kernel`), weights.get(`${layer?.name}/bias`)];
  if (layer?.type !== 'dense' || (layer.activation ?? 'linear') !== 'linear' || !kernel || !bias) {
    throw new OutputBiasError(network.name, layer?.name ?? '', 'is not a linear layer with a bias');
  }
  return { layer, kernel, bias };
}
