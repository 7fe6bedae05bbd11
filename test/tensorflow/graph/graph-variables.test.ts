import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { Graph } from '../../../host/tensorflow/graph/graph.ts';
import { openGraphSession } from '../../../host/tensorflow/graph/graph-session.ts';
import { GraphVariables } from '../../../host/tensorflow/graph/graph-variables.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** TensorFlow takes memory over that is aligned to 64 bytes and copies all other: of arrays 16 bytes apart it would take one in four. */
function makeArrays(): Float32Array[] {
  const buffer = new ArrayBuffer(4096);
  return [0, 1, 2, 3].map((i) => new Float32Array(buffer, i * (512 + 16), 100).fill(i));
}

it('variables let go of the arrays that they were set from', async () => {
  const graph = new Graph();
  const variables = new GraphVariables(graph);
  const held: WeakRef<Float32Array>[] = [];
  const created = makeArrays().map((values, i) => {
    held.push(new WeakRef(values));
    return variables.create(`w${i}`, [100], values);
  });
  const readouts = created.map((variable) => variables.read(variable));
  variables.finish();
  const session = openGraphSession(graph);
  const whatIsHeld = async () => {
    await setTimeout(0);
    collectGarbage();
    return held.map((array) => array.deref()?.[0]);
  };
  expect(await whatIsHeld()).toEqual([0, 1, 2, 3]);
  variables.initialize(session);
  expect(await whatIsHeld()).toEqual([undefined, undefined, undefined, undefined]);
  const others = () =>
    makeArrays().map((values, i) => {
      held[i] = new WeakRef(values);
      return [created[3 - i], values] as const;
    });
  variables.set(session, others());
  expect(await whatIsHeld()).toEqual([undefined, undefined, undefined, undefined]);
  expect(session.run([], readouts).map(([first]) => first)).toEqual([3, 2, 1, 0]);
  session.dispose();
});
