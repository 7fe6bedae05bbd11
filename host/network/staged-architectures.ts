// Students that shrink pictures stage by stage and end in a mean over the map, so that a larger picture takes time and no further weights: plain
// 3×3 convolutions, residual blocks, depthwise-separable blocks. All have batch normalization, which quantizing folds away.
import { firstStrides } from './architectures-for-few.ts';
import type { Activation, Layer, Network, Pair } from './network.ts';
import { NetworkTooDeepError } from './network-errors.ts';
import type { ActivationShape } from './shapes.ts';

/** The name that is written for a network, and the shape of a picture, [rows, columns, channels]. */
interface Site {
  readonly name: string;
  readonly shape: ActivationShape;
  readonly classes: number;
}

/**
 * Two 3×3 convolutions a stage, as Simonyan, Zisserman 2015 stack them, with strides in place of pooling.
 * @param filters of each stage
 * @param stride of the first stage; further ones begin with 2
 * @throws NetworkTooDeepError
 */
export function vggNetwork(site: Site, filters: readonly number[], stride: number): Network {
  const strides = filters.map((_, stage) => (stage === 0 ? stride : 2));
  const fitting = countFittingStages(site.shape, strides);
  if (fitting < filters.length) {
    const shorter = `vgg:${filters.slice(0, Math.max(1, fitting)).join('-')}${fitting > 0 && stride > 1 ? `/${stride}` : ''}`;
    throw new NetworkTooDeepError(site.name, site.shape, fitting + 1, shorter);
  }
  return endInMean(
    site,
    filters.flatMap((count, stage) => [
      ...convolution(`stage${stage + 1}a`, count, 3, strides[stage]),
      ...convolution(`stage${stage + 1}b`, count, 3, 1),
    ]),
  );
}

/**
 * ResNet-8 of MLPerf Tiny (Banbury et al. 2021; He et al. 2016): a 3×3 convolution, and three blocks of two that are added to what they read, at
 * `width`, twice and four times as many filters.
 * @throws NetworkTooDeepError
 */
export function resNet8(site: Site, width: number): Network {
  const strides = [1, 2, 2];
  const fitting = countFittingStages(site.shape, strides);
  if (fitting < strides.length) throw new NetworkTooDeepError(site.name, site.shape, fitting + 1, `vgg:${width}`);
  const layers = convolution('first', width, 3, 1);
  let before = 'first-norm';
  for (const [i, stride] of strides.entries()) {
    const [block, filters] = [`block${i + 1}`, width * 2 ** i];
    layers.push(...convolution(`${block}a`, filters, 3, stride, { reads: before }));
    layers.push(...convolution(`${block}b`, filters, 3, 1, { activation: 'linear' }));
    const isShrunk = stride > 1;
    if (isShrunk) layers.push(...convolution(`${block}c`, filters, 1, stride, { reads: before, activation: 'linear' }));
    const inputs = [`${block}b-norm`, isShrunk ? `${block}c-norm` : before] as const;
    layers.push({ type: 'add', name: block, inputs, activation: 'relu' });
    before = block;
  }
  return endInMean(site, layers);
}

/**
 * A strided 5×5 convolution, and blocks of a depthwise 3×3 and a 1×1 convolution on the map that it leaves, as the DS-CNN of Zhang et al. 2017.
 * @param filters of all convolutions
 */
export function dsCnn(site: Site, filters: number, blocks: number): Network {
  const layers = convolution('first', filters, 5, firstStrides(site.shape));
  for (let block = 1; block <= blocks; block++) {
    layers.push(
      { type: 'depthwiseConv2d', name: `depth${block}`, kernel: [3, 3], padding: 'same', useBias: false },
      { type: 'batchNorm', name: `depth${block}-norm`, activation: 'relu' },
      ...convolution(`point${block}`, filters, 1, 1),
    );
  }
  return endInMean(site, layers);
}

/**
 * A strided 3×3 convolution, and fire modules (Iandola et al. 2016, section 3.2) with 2×2 maximum pooling between them. A module squeezes by a 1×1
 * convolution, and joins a 1×1 and a 3×3 convolution of that, each of four times as many filters, as in SqueezeNet. Batch normalization is added.
 * @param squeezed filters of each module's first convolution
 * @throws NetworkTooDeepError
 */
export function fireNetwork(site: Site, squeezed: readonly number[]): Network {
  const strides = firstStrides(site.shape);
  const map = [0, 1].map((axis) => Math.ceil(site.shape[axis] / strides[axis]));
  const fitting = countFittingStages(
    map,
    squeezed.map((_, module) => (module === 0 ? 1 : 2)),
  );
  if (fitting < squeezed.length) {
    throw new NetworkTooDeepError(site.name, site.shape, fitting + 1, `fire:${squeezed.slice(0, fitting).join('-')}`);
  }
  const layers = convolution('first', 4 * squeezed[0], 3, strides);
  for (const [i, filters] of squeezed.entries()) {
    const module = `fire${i + 1}`;
    if (i > 0) layers.push({ type: 'maxPool2d', name: `pool${i + 1}`, pool: [2, 2], padding: 'same' });
    layers.push(
      ...convolution(`${module}-squeeze`, filters, 1, 1),
      ...convolution(`${module}-narrow`, 4 * filters, 1, 1),
      ...convolution(`${module}-wide`, 4 * filters, 3, 1, { reads: `${module}-squeeze-norm` }),
      { type: 'concatenate', name: module, inputs: [`${module}-narrow-norm`, `${module}-wide-norm`] },
    );
  }
  return endInMean(site, layers);
}

/** How many stages of these strides leave something to shrink: one that strides over a map of 1×1 does not count, nor do those behind it. */
function countFittingStages([rows, columns]: readonly number[], strides: readonly number[]): number {
  let side = Math.max(rows, columns);
  const lost = strides.findIndex((stride) => {
    if (stride > 1 && side === 1) return true;
    side = Math.ceil(side / stride);
    return false;
  });
  return lost < 0 ? strides.length : lost;
}

interface Choices {
  /** The layer before it where absent. */
  readonly reads?: string;
  readonly activation?: Activation;
}

/** With batch normalization behind it, which is named `${name}-norm`. */
export function convolution(
  name: string,
  filters: number,
  side: number,
  stride: number | Pair,
  { reads, activation = 'relu' }: Choices = {},
): Layer[] {
  const strides: Pair = typeof stride === 'number' ? [stride, stride] : stride;
  const inputs = reads === undefined ? {} : { inputs: [reads] };
  return [
    { type: 'conv2d', name, ...inputs, filters, kernel: [side, side], strides, padding: 'same', useBias: false },
    { type: 'batchNorm', name: `${name}-norm`, activation },
  ];
}

function endInMean({ name, shape, classes }: Site, layers: readonly Layer[]): Network {
  const end: Layer[] = [
    { type: 'globalAveragePool', name: 'mean' },
    { type: 'dense', name: 'logits', units: classes },
  ];
  return { name, inputShape: shape, layers: [...layers, ...end] };
}
