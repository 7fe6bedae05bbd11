// The methods of graphs on real digits, in the laboratory: what each compares comes closer to the teacher, and the student learns.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoreFloat } from '../../host/lab/judge.ts';
import { findMethod, readMethodOptions } from '../../host/lab/methods.ts';
import { createStageRunner } from '../../host/lab/train-stage.ts';
import { withholdTest } from '../../host/lab/withhold-test.ts';
import { drawInitialWeights } from '../../host/network/initial-weights.ts';
import { networkNamed } from '../../host/network/named-networks.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { computeTeacherOutputs, indexTeacherOutputs } from '../../host/teacher/teacher-outputs.ts';
import { hasDigits, loadDigits, trainOnDigits } from '../support/digits.ts';

const folder = await mkdtemp(join(tmpdir(), 'retort-graphs-'));
afterAll(() => rm(folder, { recursive: true }));
const recipe = { epochs: 4, batchSize: 64, learningRate: 0.01 };

async function setUp() {
  const digits = await loadDigits();
  const { data } = withholdTest(digits);
  const trained = await trainOnDigits(digits, networkNamed('vgg:8-16', digits.shape, 10), recipe);
  const digest = digestTrainedNetwork(trained);
  const logitsOf = indexTeacherOutputs(await computeTeacherOutputs(trained, digits));
  const network = networkNamed('vgg:4-8', digits.shape, 10);
  return { data, network, recipe, seed: 1, teachers: [{ digest, logitsOf, trained }] };
}

describe.skipIf(!hasDigits)('on digits', () => {
  let shared: Awaited<ReturnType<typeof setUp>>;
  beforeAll(async () => {
    shared = await setUp();
  }, 120_000);

  it.each([
    ['irg', ['irg-edges', 'irg-edge-transformation', 'irg-vertex-transformation']],
    ['attention-graph', ['attention-graph']],
  ] as const)('%s brings a student closer to its teacher, which keeps its bytes', async (method, compared) => {
    const { data, network, teachers } = shared;
    const [{ trained, digest }] = teachers;
    const stages = createStageRunner({ ...shared, folder: join(folder, method) });
    const student = await findMethod(method).run({ ...shared, ...stages }, readMethodOptions(method, {}));
    expect((await scoreFloat(student, data.validation, data)).accuracy).toBeGreaterThan(0.85);
    expect([...student.weights.keys()]).toEqual([...drawInitialWeights(network, 1).keys()]);
    const [{ epochs }] = stages.history();
    for (const term of compared) expect(epochs.at(-1)!.terms[term].value).toBeLessThan(epochs[0].terms[term].value);
    expect(digestTrainedNetwork(trained)).toBe(digest);
  });
});
