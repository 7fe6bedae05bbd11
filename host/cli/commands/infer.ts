// `retort infer FILE`: one sample, a picture or a raw tensor, on a board or on the integer reference.

import { Command } from 'commander';
import type { StudentImage } from '../../image/student-image.ts';
import type { Prediction } from '../../validate/prediction.ts';
import { columns, percent } from '../format.ts';
import { addBoardOption } from '../options.ts';
import { type CommandOutcome, runCommand } from '../run-command.ts';
import { resolveSettings, type SettingsFlags } from '../settings.ts';

interface InferOptions extends SettingsFlags {
  readonly image?: string;
  readonly quantized?: string;
}

export function inferCommand(): Command {
  return addBoardOption(new Command('infer'))
    .description('classifies one sample on a board')
    .argument(
      '<file>',
      'a PNG or JPEG picture, or a raw tensor: the int8 values of the input, row by row, channels last',
    )
    .option('--image <file>', 'the image (default: student.retort of the run folder)')
    .option(
      '--quantized <file>',
      'the int8 network, for --on reference (default: student.int8.safetensors of the run folder)',
    )
    .addHelpText('after', '\nExample:\n  retort infer seven.png --on virtual:up5k')
    .action((file: string, options: InferOptions) =>
      runCommand(options.json === true, async (context) => {
        const { openImage } = await import('../steps/open-image.ts');
        const { readSample } = await import('../steps/read-sample.ts');
        const { openPredictor } = await import('../steps/open-predictor.ts');
        const settings = await resolveSettings(options);
        const image = await openImage(settings.out, options.image);
        const input = await readSample(file, image);
        const predictor = await openPredictor(settings, image, { quantized: options.quantized }, context);
        try {
          for await (const prediction of predictor.predict([{ sampleId: 0, input }])) {
            return await outcomeOf(prediction, image, settings.on, predictor.clockHz);
          }
          throw new Error(`${settings.on} ended without a prediction`);
        } finally {
          await predictor.close();
        }
      }),
    );
}

async function outcomeOf(
  prediction: Prediction,
  image: StudentImage,
  on: string,
  clockHz: number | undefined,
): Promise<CommandOutcome> {
  const { softmax } = await import('../../network/logits.ts');
  const { scale, zeroPoint } = image.logitsQuantization;
  const { label, cycles } = prediction;
  const logits = Array.from(prediction.logits);
  const probabilities = Array.from(softmax(logits.map((q) => scale * (q - zeroPoint))));
  const names = logits.map((_, i) => image.labels[i] ?? String(i));
  const time = clockHz === undefined ? undefined : { cycles, milliseconds: (1000 * cycles) / clockHz };
  const likeliest = [...logits.keys()].sort((a, b) => logits[b] - logits[a] || a - b).slice(0, 5);
  const rows = likeliest.map((i) => [names[i], percent(probabilities[i], 1), String(logits[i])]);
  return {
    json: { on, label, class: names[label], logits, probabilities, ...time },
    text: [
      time ? `${names[label]}, after ${cycles} cycles (${time.milliseconds.toFixed(3)} ms)` : names[label],
      columns(['class', 'probability', 'logit'], rows, new Set([1, 2])),
    ].join('\n\n'),
  };
}
