// Quantization-aware training (Jacob et al. 2018, section 3): a trained network made to compute with what quantizing will leave of its
// weights and activations, so that training on learns to live with it. quantize.ts takes the scales from there again.
import type { Preprocessing } from '../dataset/dataset.ts';
import type { SampleValues } from '../dataset/sample-values.ts';
import { isWeighted, type Layer, type TrainedNetwork, type WeightBits } from '../network/network.ts';
import { networkInput } from '../network/shapes.ts';
import { type ActivationQuantization, quantizeRange } from './activation-range.ts';
import { calibrateActivations } from './calibrate.ts';
import { foldNetwork, nameInputs } from './fold.ts';
import { UnsupportedLayerTypeError } from './quantize-errors.ts';
import { keepsScale } from './tied-scales.ts';

export interface QuantizationAwareOptions {
  readonly weightBits: WeightBits;
  /** Samples [n, rows, columns, channels] of the training split, as for `quantizeNetwork`. */
  readonly calibration: { readonly images: SampleValues };
  readonly preprocessing: Preprocessing;
}

/**
 * Batch-norm is folded away and dropout gone, as on the board. Every kernel gets `weightBits`, and a `fakeQuantize`
 * stands behind every layer that has a separate scale: calibrated here and kept while the weights learn, whereas Jacob
 * et al. update it with moving averages.
 * @throws UnsupportedLayerTypeError, CalibrationError
 */
export function makeQuantizationAware(trained: TrainedNetwork, options: QuantizationAwareOptions): TrainedNetwork {
  const aware = trained.network.layers.find(({ type }) => type === 'fakeQuantize');
  if (aware) throw new UnsupportedLayerTypeError(aware.name, aware.type, 'the network is already quantization-aware');
  const { network, weights } = foldNetwork(trained);
  const ranges = calibrateActivations({ network, weights }, options.calibration.images, options.preprocessing);
  const renamed = new Map<string, string>();
  const layers: Layer[] = [];
  for (const layer of network.layers) {
    const reading = readFrom(layer, renamed);
    layers.push(isWeighted(reading) ? { ...reading, weightBits: options.weightBits } : reading);
    if (keepsScale(layer)) continue;
    const name = `${layer.name}-int8`;
    renamed.set(layer.name, name);
    layers.push({ type: 'fakeQuantize', name, inputs: [layer.name], ...quantizeRange(ranges.get(layer.name)!) });
  }
  return { network: { ...network, layers }, weights };
}

/**
 * The inverse, but that kernels keep their `weightBits`: the network without `fakeQuantize`, and what those say of the layers before them; steps put
 * out 0 and 1.
 * @param folded whose layers name their inputs
 * @throws UnsupportedLayerTypeError if one follows a layer without its own scale
 */
export function settleRanges({ network, weights }: TrainedNetwork): {
  readonly folded: TrainedNetwork;
  /** By layer; the network's input, too, where one stands behind it. */
  readonly settled: ReadonlyMap<string, ActivationQuantization>;
} {
  const settled = new Map<string, ActivationQuantization>();
  const renamed = new Map<string, string>();
  const layers: Layer[] = [];
  for (const layer of network.layers) {
    if (layer.type === 'step') settled.set(layer.name, ofSteps);
    if (layer.type !== 'fakeQuantize') {
      layers.push(readFrom(layer, renamed));
      continue;
    }
    const [input] = layer.inputs!;
    const before = network.layers.find(({ name }) => name === input);
    if (input !== networkInput && (!before || keepsScale(before) || before.type === 'fakeQuantize')) {
      throw new UnsupportedLayerTypeError(layer.name, layer.type, `"${input}" before it has no scale`);
    }
    renamed.set(layer.name, input);
    settled.set(input, { scale: layer.scale, zeroPoint: layer.zeroPoint });
  }
  return { folded: { network: { ...network, layers }, weights }, settled };
}

/** 0 and 1 as themselves. */
const ofSteps: ActivationQuantization = { scale: 1, zeroPoint: 0 };

function readFrom(layer: Layer, renamed: ReadonlyMap<string, string>): Layer {
  return nameInputs(
    layer,
    layer.inputs!.map((name) => renamed.get(name) ?? name),
  );
}
