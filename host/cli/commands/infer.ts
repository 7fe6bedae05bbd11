// `retort infer FILE`: one sample, a picture or a raw tensor, or a file of raw tensors, on a board or on the integer reference.

import { Command } from 'commander';
import type { Prediction } from '../../../proto/prediction.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import { readOutsideFile } from '../../artifact/read-outside-file.ts';
import { isPictureName } from '../../dataset/picture.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { addBoardOption, addPictureOptions } from '../settings/options.ts';
import { resolveSettings, type SettingsFlags } from '../settings/settings.ts';
import { refuseOverwrite } from '../steps/refuse-overwrite.ts';
import { boardTime } from '../text/board-time.ts';
import { grouped } from '../text/format.ts';
import type { Picture } from '../text/prediction-outcome.ts';
import { warningLine } from '../text/reading-text.ts';

interface InferOptions extends SettingsFlags {
  readonly image?: string;
  readonly quantized?: string;
  readonly inputs?: string;
  readonly logits?: boolean;
  readonly question?: string;
}

export function inferCommand(): Command {
  return addPictureOptions(addBoardOption(new Command('infer')))
    .description('classifies one sample on a board (or finds boxes in it), or runs a file of raw tensors')
    .argument(
      '<file>',
      'a picture (PNG, JPEG, WebP, GIF, TIFF, AVIF), a recording (.wav), a raw row of a table (.csv), or a tensor (.npy, or raw): the input row by row, channels last; with --inputs the image',
    )
    .option('--question <text>', 'the question about the picture, for a student that answers questions')
    .option('--image <file>', 'the image, for one sample (default: student.retort of the run folder)')
    .option('--quantized <file>', 'the int8 network, for --on reference (default: the one in the image)')
    .option(
      '--inputs <file>',
      "tensors back to back: .npy, or raw in the type given by the extension (.i8, .u8, .f32), otherwise in the model's own type",
    )
    .option(
      '-o, --out <path>',
      "the run folder; with --inputs the file for the outputs: .npy, .i8 for the int8 values inside the model, or raw in the model's own type",
    )
    .option('--logits', 'with --inputs: write the int8 input of SOFTMAX instead of its output')
    .addHelpText(
      'after',
      '\nExample:\n  retort infer seven.png --on virtual:up5k\n  retort infer shape.png --question "what color is the shape?"\n  retort infer student.retort --inputs inputs.i8 --out outputs.i8 --logits\n  retort infer student.retort --inputs inputs.npy --out outputs.npy',
    )
    .action((file: string, options: InferOptions) =>
      runCommand(options.json === true, (context) =>
        options.inputs === undefined
          ? inferOne(file, options, context)
          : inferFile(file, options.inputs, options, context),
      ),
    );
}

async function inferOne(file: string, options: InferOptions, context: CommandContext): Promise<CommandOutcome> {
  const { openImage } = await import('../steps/open-image.ts');
  const { madeFromOf } = await import('../steps/image-origin.ts');
  const { readSample } = await import('../steps/read-sample.ts');
  const { openPredictor } = await import('../steps/open-predictor.ts');
  const { beginsAsImage } = await import('../../image/read.ts');
  const bytes = await readOutsideFile(file, 'picture', context.signal);
  if (beginsAsImage(bytes)) {
    throw new InferOptionsError(
      `${file} is an image, not a sample: name raw inputs for it with --inputs, or give a picture instead`,
    );
  }
  if (options.logits)
    throw new InferOptionsError('--logits needs --inputs; a single sample always shows logits and probabilities');
  const settings = await resolveSettings(options);
  const image = await openImage(settings.out, options.image);
  requireQuestionTaken(file, image, options.question);
  const { origin } = madeFromOf(image, settings.out, options.image);
  const { question } = options;
  const fitting = { ...settings.dataSettings, ...origin?.settings, ...settings.dataFlags, question };
  const { input, warnings, picture } = await readSample(file, bytes, image, fitting);
  for (const warning of warnings) context.output.note(warningLine(warning));
  const predictor = await openPredictor(settings, image, { quantized: options.quantized }, context);
  try {
    for await (const prediction of predictor.predict([{ sampleId: 0, input }])) {
      return await outcomeOfOne(prediction, image, { on: settings.on, clockHz: predictor.clockHz, picture });
    }
    throw new Error(`${settings.on} ended without a prediction`);
  } finally {
    await predictor.close();
  }
}

/** @throws InferOptionsError */
function requireQuestionTaken(file: string, { name, input }: StudentImage, question: string | undefined): void {
  if (question === undefined) return;
  if (!input.vocabulary) throw new InferOptionsError(`${name} does not answer questions: leave --question out`);
  if (!isPictureName(file)) {
    throw new InferOptionsError(`${file} is a tensor, which already contains its question: leave --question out`);
  }
}

async function outcomeOfOne(
  prediction: Prediction,
  image: StudentImage,
  { on, clockHz, picture }: { readonly on: string; readonly clockHz?: number; readonly picture?: Picture },
): Promise<CommandOutcome> {
  const { predictionOutcome } = await import('../text/prediction-outcome.ts');
  const { cycles } = prediction;
  const time = clockHz === undefined ? undefined : { cycles, milliseconds: (1000 * cycles) / clockHz };
  const { json, headline, table } = predictionOutcome(prediction, image, picture);
  const after = clockHz && time ? `, after ${grouped(cycles)} cycles (${boardTime(time.milliseconds, clockHz)})` : '';
  return { json: { on, head: image.head.kind, ...json, ...time }, text: `${headline}${after}\n\n${table}` };
}

/** Options that make no sense together. */
class InferOptionsError extends RetortError {
  readonly code = 'CLI_INFER_OPTIONS';
  readonly category = 'usage';
  override readonly name = 'InferOptionsError';
}

async function inferFile(
  file: string,
  inputs: string,
  options: InferOptions,
  context: CommandContext,
): Promise<CommandOutcome> {
  const { openImage } = await import('../steps/open-image.ts');
  const { inferTensors } = await import('../steps/infer-tensors.ts');
  const { out, ...flags } = options;
  if (out === undefined) {
    throw new InferOptionsError(`no output file is given for the inputs in ${inputs}: name one with --out`);
  }
  if (options.question !== undefined) {
    throw new InferOptionsError('--question needs a single picture; tensors already contain their questions');
  }
  if (options.image !== undefined) {
    throw new InferOptionsError(`with --inputs, ${file} is the image: leave --image ${options.image} out`);
  }
  const settings = await resolveSettings(flags);
  await refuseOverwrite(out, [inputs, file, options.quantized, options.config]);
  const image = await openImage(settings.out, file);
  const files = { inputs, out, quantized: options.quantized, logits: options.logits === true };
  const { count, bytes, type, seconds, cycles, shape } = await inferTensors(settings, image, files, context);
  const range =
    cycles && (cycles.min === cycles.max ? grouped(cycles.min) : `${grouped(cycles.min)} to ${grouped(cycles.max)}`);
  const time = `${seconds.toFixed(2)} s${range ? `, ${range} cycles each` : ''}`;
  return {
    json: { on: settings.on, image: file, outputs: out, count, bytes, type, shape, seconds, ...(cycles && { cycles }) },
    text: `${out}: ${grouped(count)} outputs of ${shape.join('×')} ${type} values, ${grouped(bytes)} bytes, in ${time}.`,
  };
}
