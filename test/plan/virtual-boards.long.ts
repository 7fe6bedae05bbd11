// What is planned, computed and measured on the virtual boards: the convolutional networks of MLPerf Tiny on every board that holds them.
import { expect, it } from 'vitest';
import { boards } from '../../host/image/core-description.ts';
import { ImageTooLargeError } from '../../host/image/image-errors.ts';
import { importTflite } from '../../host/import/import-tflite.ts';
import { mlperfFound, mlperfMissing, mlperfNames, readMlperfNetwork } from '../support/mlperf-tiny.ts';
import { withVirtualBoard } from '../support/virtual-session.ts';
import { expectAsPlanned, packFor } from './as-planned.ts';

/** ResNet-8 takes 124,496 bytes, and the board has 98,304. */
const tooLarge = (board: string, model: string) => board === 'ulx3s-25f' && model === 'pretrainedResnet_quant';

const cases = boards.flatMap((core) => mlperfNames.map((model) => ({ board: core.name, model, core })));

it.skipIf(!mlperfFound).each(cases)(
  `plan, reference and virtual:$board are one for $model${mlperfFound ? '' : ` (${mlperfMissing})`}`,
  async ({ board: name, model, core }) => {
    const { tflite, inputs } = readMlperfNetwork(model);
    const network = importTflite(tflite, model);
    const size = inputs.length / 64;
    const samples = Array.from({ length: 3 }, (_, at) => inputs.subarray(at * size, (at + 1) * size));
    if (tooLarge(name, model)) {
      expect(() => packFor(network, core)).toThrow(ImageTooLargeError);
      return;
    }
    await withVirtualBoard(name, (board) => expectAsPlanned(board, network, samples, core));
  },
);
