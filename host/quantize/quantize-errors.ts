// Why a trained network cannot be quantized.

import { RetortError } from '../../proto/retort-error.ts';

/** A layer that has no int8 form where it stands. */
export class UnsupportedLayerTypeError extends RetortError {
  readonly code = 'QUANTIZE_UNSUPPORTED_LAYER';
  readonly category = 'training';
  override readonly name = 'UnsupportedLayerTypeError';
  readonly layer: string;
  readonly type: string;
  constructor(layer: string, type: string, reason: string) {
    super(`Layer "${layer}" (${type}) cannot be quantized: ${reason}.`);
    this.layer = layer;
    this.type = type;
  }
}

/** An output channel whose numbers do not fit int8 arithmetic. */
export class ChannelRangeError extends RetortError {
  readonly code = 'QUANTIZE_CHANNEL_RANGE';
  readonly category = 'training';
  override readonly name = 'ChannelRangeError';
  readonly layer: string;
  readonly channel: number;
  constructor(layer: string, channel: number, problem: string) {
    super(
      `Channel ${channel} of layer "${layer}" cannot be quantized: ${problem}. ` +
        'Train longer, with a lower learning rate or without that channel; dead or exploding channels cause this.',
    );
    this.layer = layer;
    this.channel = channel;
  }
}

/** The calibration set gives no range for a tensor. */
export class CalibrationError extends RetortError {
  readonly code = 'QUANTIZE_CALIBRATION';
  readonly category = 'training';
  override readonly name = 'CalibrationError';
  constructor(problem: string) {
    super(`Calibration failed: ${problem}.`);
  }
}
