// How compressing a trained network can fail.

import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';

/** A setting with which no compression can start. */
export class CompressionSettingError extends RetortError {
  readonly code = 'COMPRESS_SETTING_INVALID';
  readonly category = 'training';
  override readonly name = 'CompressionSettingError';
  readonly setting: string;
  readonly value: unknown;

  constructor(setting: string, value: unknown, expected: string) {
    super(`${setting} is ${value}: it must be ${expected}`);
    this.setting = setting;
    this.value = value;
  }
}

/** A block of weights whose Hessian would not fit. */
export class HessianTooLargeError extends RetortError {
  readonly code = 'COMPRESS_HESSIAN_TOO_LARGE';
  readonly category = 'training';
  override readonly name = 'HessianTooLargeError';
  readonly block: string;
  readonly weights: number;
  readonly limit: number;

  constructor(
    block: string,
    weights: number,
    limit: number,
    advice = 'use blocks of "layer" or "unit", raise the limit, or prune by optimal brain damage, which needs only the diagonal',
  ) {
    super(
      `${block} has ${grouped(weights)} weights, whose Hessian would have ${grouped(weights)}² entries; the limit is ${grouped(limit)} weights: ${advice}`,
    );
    this.block = block;
    this.weights = weights;
    this.limit = limit;
  }
}

/** A layer that cannot become two of a lower rank. */
export class LayerNotFactorizableError extends RetortError {
  readonly code = 'COMPRESS_LAYER_NOT_FACTORIZABLE';
  readonly category = 'training';
  override readonly name = 'LayerNotFactorizableError';
  readonly network: string;
  readonly layer: string;

  constructor(network: string, layer: string, problem: string) {
    super(`layer "${layer}" of network "${network}" ${problem}`);
    this.network = network;
    this.layer = layer;
  }
}

/** A network of which no channel can go. */
export class NoChannelToPruneError extends RetortError {
  readonly code = 'COMPRESS_NO_CHANNEL_TO_PRUNE';
  readonly category = 'training';
  override readonly name = 'NoChannelToPruneError';
  readonly network: string;

  constructor(network: string, problem: string) {
    super(`no channel of network "${network}" can be pruned: ${problem}`);
    this.network = network;
  }
}
