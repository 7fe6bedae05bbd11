// What a step's graph can tell without updating anything: how strongly the loss pulls at the weights, and which units are silent. One row
// of numbers, so that it is one fetch; what the numbers mean for the training is watch.ts's matter.
import type { Layer, Network } from '../network/network.ts';
import { sizeOf } from '../network/shapes.ts';
import type { Graph, GraphTensor } from '../tensorflow/graph/graph.ts';
import { createGraphOperations } from '../tensorflow/graph/graph-operations.ts';
import { compare } from '../tensorflow/graph/operations/arithmetic.ts';
import { cast } from '../tensorflow/graph/operations/elementwise.ts';
import { globalNorm } from './optimizer.ts';
import type { LayerReport, OwnReport } from './training-events.ts';

export interface MeasuredParts {
  readonly network: Network;
  /** Those that learn, by `${layer}/${weight}`. */
  readonly weights: ReadonlyMap<string, GraphTensor>;
  /** The loss's own, likewise. */
  readonly own: ReadonlyMap<string, GraphTensor>;
  /** Of each term by each of the weights, the student's and then the loss's own, in their order. */
  readonly gradientsByTerm: readonly (readonly GraphTensor[])[];
  /** Each layer's, by its name: [batch, …, channels]. */
  readonly outputs: ReadonlyMap<string, GraphTensor>;
}

export interface MeasurementGraph {
  /** [numbers], to be read by `read`. */
  readonly row: GraphTensor;
  read(row: Float32Array): MeasuredRow;
}

export interface MeasuredRow {
  /** Norm of each term's gradient by all weights of the student, in the order of the terms. */
  readonly termNorms: readonly number[];
  /** Of the sum of the terms; in the order of the network, those that have weights or a ReLU. */
  readonly layers: Readonly<Record<string, LayerReport>>;
  /** Of the loss's own weights, by name; absent where there are none. */
  readonly own?: Readonly<Record<string, OwnReport>>;
}

/** The whole loss's gradient is taken as the sum of its terms': no further backward pass. */
export function buildMeasurement(graph: Graph, parts: MeasuredParts): MeasurementGraph {
  const { network, weights, own, gradientsByTerm, outputs } = parts;
  const ops = createGraphOperations(graph);
  const numbers: GraphTensor[] = [];
  const keep = (number: GraphTensor) => numbers.push(ops.reshape(number, [1])) - 1;
  const normOf = (tensors: readonly GraphTensor[]) => (tensors.length > 0 ? keep(globalNorm(graph, tensors)) : -1);

  return graph.within('measurement', () => {
    const terms = gradientsByTerm.map((gradients) => normOf(gradients.slice(0, weights.size)));
    const names = [...weights.keys()];
    const wholeAt = (i: number) => gradientsByTerm.map((gradients) => gradients[i]).reduce((a, b) => ops.add(a, b));
    const whole = names.map((_, i) => wholeAt(i));
    const places = network.layers.map((layer) => {
      const mine = names.flatMap((name, i) => (name.slice(0, name.lastIndexOf('/')) === layer.name ? [i] : []));
      const output = isRectified(layer) ? outputs.get(layer.name)! : undefined;
      return {
        name: layer.name,
        gradient: normOf(mine.map((i) => whole[i])),
        weight: normOf(mine.map((i) => weights.get(names[i])!)),
        dead: output ? keep(shareOfDeadUnits(graph, output)) : -1,
        units: output?.shape.at(-1),
      };
    });
    const ofLoss = [...own].map(([name, weight], i) => ({
      name,
      gradient: normOf([wholeAt(weights.size + i)]),
      weight: normOf([weight]),
      values: sizeOf(weight.shape),
    }));
    const measured = places.filter(({ gradient, dead }) => gradient >= 0 || dead >= 0);
    return {
      row: ops.concat(numbers, 0),
      read(row) {
        const layers = measured.map(({ name, gradient, weight, dead, units }): [string, LayerReport] => {
          const norms = { gradientNorm: row[gradient] ?? 0, weightNorm: row[weight] ?? 0 };
          return [name, dead < 0 ? norms : { ...norms, deadUnits: row[dead], units }];
        });
        const reports = ofLoss.map(({ name, gradient, weight, values }): [string, OwnReport] => [
          name,
          { gradientNorm: row[gradient], weightNorm: row[weight], values },
        ]);
        return {
          termNorms: terms.map((place) => row[place]),
          layers: Object.fromEntries(layers),
          ...(reports.length > 0 && { own: Object.fromEntries(reports) }),
        };
      },
    };
  });
}

function isRectified(layer: Layer): boolean {
  return 'activation' in layer && (layer.activation === 'relu' || layer.activation === 'relu6');
}

/** Of the channels of a ReLU's output [batch, …, channels], those that are 0 at every position of every sample: 0 … 1, a scalar. */
function shareOfDeadUnits(graph: Graph, output: GraphTensor): GraphTensor {
  const ops = createGraphOperations(graph);
  const others = output.shape.slice(0, -1).map((_, axis) => axis);
  const isDead = compare(graph, 'Equal', ops.max(output, others), graph.scalar(0));
  return ops.mean(cast(graph, isDead, 'float32'));
}
