// A decision tree as a network: a dense layer of all its decisions, one of its leaves, and one of what the leaves say, with steps between them. Which
// pixels are asked about, and what the leaves say, is in the weights (tree/tree-network.ts).
import { hasSteps, type Network } from './network.ts';
import type { ActivationShape } from './shapes.ts';

export const deepestTree = 12;

export interface TreeParts {
  readonly decisions: number;
  readonly leaves: number;
  /** From a pixel's value to the next, as the network is fed it; of a table, from one int8 value to the next. */
  readonly step: number;
  /** Of samples that are not whole steps, as a table's are: what they are rounded to first. */
  readonly input?: { readonly scale: number; readonly zeroPoint: number };
  /** Of the logits, which are −127 … 127 times it. */
  readonly logitStep: number;
}

/**
 * Every range is fixed, so that int8 computes exactly what the float network does. A decision's margin to its threshold is an odd number of half
 * steps; a leaf's sum is half a unit above 0 where every decision leads to it, and at least half a unit below elsewhere.
 */
export function treeNetwork(name: string, inputShape: ActivationShape, classes: number, parts: TreeParts): Network {
  return {
    name,
    inputShape,
    layers: [
      ...(parts.input ? [{ type: 'fakeQuantize' as const, name: 'input-int8', ...parts.input }] : []),
      { type: 'dense', name: 'margins', units: parts.decisions },
      { type: 'fakeQuantize', name: 'margins-int8', scale: Math.fround(parts.step / 2), zeroPoint: 0 },
      { type: 'step', name: 'decisions' },
      { type: 'dense', name: 'paths', units: parts.leaves },
      { type: 'fakeQuantize', name: 'paths-int8', scale: 0.5, zeroPoint: 0 },
      { type: 'step', name: 'leaves' },
      { type: 'dense', name: 'logits', units: classes },
      { type: 'fakeQuantize', name: 'logits-int8', scale: parts.logitStep, zeroPoint: 0 },
    ],
  };
}

/** With as many decisions and leaves as the depth allows: what is planned with before a tree is grown, which seldom has them all. */
export function fullTreeNetwork(shape: ActivationShape, classes: number, depth: number): Network {
  const leaves = 2 ** depth;
  return treeNetwork(`tree:${depth}`, shape, classes, {
    decisions: leaves - 1,
    leaves,
    step: 1 / 255,
    logitStep: 1 / 8,
  });
}

/** Of a network by its name. */
export function isTreeName(name: string): boolean {
  return name.startsWith('tree:');
}

/** Of `fullTreeNetwork`; `undefined` of any other network. */
export function treeDepth(network: Network): number | undefined {
  const paths = network.layers.find(({ name }) => name === 'paths');
  if (!hasSteps(network) || paths?.type !== 'dense') return undefined;
  const depth = Math.log2(paths.units);
  return Number.isInteger(depth) && network.name === `tree:${depth}` ? depth : undefined;
}
