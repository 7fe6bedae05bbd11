// A network as a tfjs layers model, for `fit`: what a user of tfjs would write.
import type { Network } from '../../../host/network/network.ts';
import { inputsOf, networkInput } from '../../../host/network/shapes.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';

type Symbolic = ReturnType<typeof tf.input>;

export function buildTfjsLayers(network: Network): ReturnType<typeof tf.model> {
  const inputs = tf.input({ shape: [...network.inputShape] });
  const outputs = new Map<string, Symbolic>([[networkInput, inputs]]);
  let output = inputs;
  for (const [position, layer] of network.layers.entries()) {
    const from = inputsOf(network, position).map((name) => outputs.get(name)!);
    output = apply(layer, from);
    if ('activation' in layer && layer.activation && layer.activation !== 'linear') {
      const relu = tf.layers.reLU(layer.activation === 'relu6' ? { maxValue: 6 } : {});
      output = relu.apply(output) as Symbolic;
    }
    outputs.set(layer.name, output);
  }
  return tf.model({ inputs, outputs: output });
}

function apply(layer: Network['layers'][number], inputs: readonly Symbolic[]): Symbolic {
  const [input] = inputs;
  switch (layer.type) {
    case 'conv2d':
    case 'depthwiseConv2d': {
      const { padding, useBias, kernel, strides = [1, 1] } = layer;
      const pair = ([rows, columns]: readonly [number, number]): [number, number] => [rows, columns];
      const settings = { kernelSize: pair(kernel), strides: pair(strides), padding, useBias };
      const built =
        layer.type === 'conv2d'
          ? tf.layers.conv2d({ ...settings, filters: layer.filters })
          : tf.layers.depthwiseConv2d(settings);
      return built.apply(input) as Symbolic;
    }
    case 'dense': {
      const flat = input.shape.length > 2 ? (tf.layers.flatten().apply(input) as Symbolic) : input;
      return tf.layers.dense({ units: layer.units, useBias: layer.useBias }).apply(flat) as Symbolic;
    }
    case 'batchNorm':
      return tf.layers.batchNormalization({ momentum: 0.9 }).apply(input) as Symbolic;
    case 'globalAveragePool':
      return tf.layers.globalAveragePooling2d({}).apply(input) as Symbolic;
    case 'add':
      return tf.layers.add().apply([...inputs]) as Symbolic;
    case 'dropout':
      return tf.layers.dropout({ rate: layer.rate }).apply(input) as Symbolic;
    default:
      throw new RangeError(`a layer of type ${layer.type} is in none of the bench’s networks`);
  }
}
