// What can prevent distillation, besides its settings (train/training-errors.ts) and its teacher
// (teacher/teacher-errors.ts).

import { RetortError } from '../../proto/retort-error.ts';

/** A network whose logits' biases or columns cannot be told apart by class. */
export class OutputBiasError extends RetortError {
  readonly code = 'OUTPUT_BIAS_MISSING';
  readonly category = 'training';
  override readonly name = 'OutputBiasError';
  readonly network: string;
  readonly layer: string;

  constructor(network: string, layer: string, problem: string) {
    super(
      `network "${network}", last layer "${layer}": it ${problem}; end the network with a dense layer that has a bias, ` +
        'no activation and one unit for each class',
    );
    this.network = network;
    this.layer = layer;
  }
}
