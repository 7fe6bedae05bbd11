// What today's Keras and converter make, on the RTL: the tensor that enters SOFTMAX, or the last one, held against TensorFlow Lite Micro's.
import { beforeAll, describe, expect, it } from 'vitest';
import { compileNetwork } from '../../../host/image/compile.ts';
import { boards } from '../../../host/image/core-description.ts';
import { importTflite } from '../../../host/import/import-tflite.ts';
import { timeProgram } from '../../../host/plan/clock/time-program.ts';
import { goldenFolder, listGeneratedNetworks, readGeneratedNetwork } from '../../support/generated-networks.ts';
import { buildHarness, runCoreJobs, verilatorMissing } from './core-harness.ts';

const folder = process.env.RETORT_NETWORKS ?? goldenFolder;
const cases = listGeneratedNetworks(folder).run.flatMap((network) =>
  boards.map((core) => ({ network, core, name: core.name })),
);
const mostSamples = 4;

describe.skipIf(verilatorMissing)(
  `generated networks on the core${verilatorMissing ? ` (${verilatorMissing})` : ''}`,
  () => {
    beforeAll(() => boards.forEach(({ name }) => void buildHarness(name)), 600_000);

    it.each(cases)(
      '$network gives TensorFlow Lite Micro’s values in the planned cycles, on $name',
      ({ network: name, core }) => {
        const generated = readGeneratedNetwork(folder, name);
        const network = importTflite(generated.tflite, name);
        const { payload, memory: plan } = compileNetwork(network, core);
        const samples = Math.min(mostSamples, generated.samples);
        const jobs = Array.from({ length: samples }, (_, sample) => {
          const memory = new Uint8Array(Math.ceil(plan.bytesNeeded / 8) * 8).fill(0xa5);
          memory.set(payload);
          const input = generated.inputs.subarray(sample * plan.inputBytes, (sample + 1) * plan.inputBytes);
          memory.set(new Uint8Array(input.buffer, input.byteOffset, input.length), plan.inputAddress);
          return { memory, programAddress: 64 };
        });
        const [rows, columns, channels] = network.tensors.get(network.output)!.shape;
        const values = rows * columns * channels;
        const pitch = Math.ceil(channels / 8) * 8;
        const planned = timeProgram(payload, core).at(-1);
        for (const [sample, run] of runCoreJobs(core.name, jobs).entries()) {
          const logits = Int8Array.from({ length: values }, (_, i) => {
            const pixel = rows * columns === 1 ? 0 : Math.floor(i / channels);
            return run.memory[plan.logitsAddress + pixel * pitch + (i - pixel * channels)];
          });
          expect(logits, `sample ${sample}`).toEqual(generated.logits.subarray(sample * values, (sample + 1) * values));
          expect(run).toMatchObject({ ended: true, fault: false, cycles: planned });
        }
      },
    );
  },
);
