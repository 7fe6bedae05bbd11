// Models as people have them, on the RTL: TensorFlow Lite Micro's bytes in the planned cycles.
import { beforeAll, describe, expect, it } from 'vitest';
import { compileNetwork } from '../../../host/image/compile.ts';
import { boards } from '../../../host/image/core-description.ts';
import { importTflite } from '../../../host/import/import-tflite.ts';
import { timeProgram } from '../../../host/plan/clock/time-program.ts';
import { readLayerOutput } from '../../support/layer-output.ts';
import {
  carriedModels,
  finishOutput,
  modelCasesMissing,
  readModelCase,
  readModelSamples,
} from '../../support/model-cases.ts';
import { buildHarness, runCoreJobs, verilatorMissing } from './core-harness.ts';
import { fits } from './random-networks.ts';

const missing = verilatorMissing ?? modelCasesMissing;
const mostSamples = 2;

const cases = missing
  ? []
  : carriedModels.flatMap((model) => {
      const network = importTflite(readModelCase(model), model);
      return boards.filter((core) => fits(network, core)).map((core) => ({ model, network, core, name: core.name }));
    });

describe.skipIf(missing)(`models as people have them, on the core${missing ? ` (${missing})` : ''}`, () => {
  beforeAll(() => boards.forEach(({ name }) => void buildHarness(name)), 600_000);

  it.each(cases)(
    '$model gives TensorFlow Lite Micro’s bytes in the planned cycles, on $name',
    ({ model, network, core }) => {
      const { payload, memory: plan, layers } = compileNetwork(network, core);
      const samples = readModelSamples(model, network).slice(0, mostSamples);
      const jobs = samples.map(({ input }) => {
        const memory = new Uint8Array(Math.ceil(plan.bytesNeeded / 8) * 8).fill(0xa5);
        memory.set(payload);
        memory.set(new Uint8Array(input.slice().buffer), plan.inputAddress);
        return { memory, programAddress: 64 };
      });
      const planned = timeProgram(payload, core).at(-1);
      const last = layers.findLast(({ outputAddress }) => outputAddress === plan.logitsAddress)!;
      for (const [sample, run] of runCoreJobs(core.name, jobs).entries()) {
        expect(run).toMatchObject({ ended: true, fault: false, cycles: planned });
        const logits = readLayerOutput(run.memory, last);
        expect(finishOutput(network, logits), `sample ${sample}`).toEqual(samples[sample].output);
      }
    },
  );
});
