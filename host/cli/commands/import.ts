// `retort import MODEL`: from an int8 .tflite file to the image that a board is flashed with.

import { Command, InvalidArgumentError, Option } from 'commander';
import type { Preprocessing } from '../../dataset/dataset.ts';
import { requireUniform } from '../../dataset/preprocessing.ts';
import { type HeadChoice, headChoices } from '../../image/deduce-head.ts';
import { describeHead, positionsOf } from '../../image/head.ts';
import { sizeOf } from '../../network/shapes.ts';
import type { Edges } from '../../quantize/quantized-network.ts';
import { type CommandOutcome, runCommand } from '../run-command.ts';
import {
  addCoreOption,
  addInputOption,
  type CommonOptions,
  type CoreOptions,
  type InputOptions,
} from '../settings/options.ts';
import type { ImportedModel } from '../steps/import-model.ts';
import { grouped, table } from '../text/format.ts';

interface ImportOptions extends Omit<CommonOptions, 'out'>, CoreOptions, InputOptions {
  readonly out: string;
  readonly labels?: string;
  readonly head?: HeadChoice;
  readonly pixels?: Preprocessing;
}

export function importCommand(): Command {
  return addInputOption(addCoreOption(new Command('import'), 'up5k'))
    .description(
      'packs an int8 TensorFlow Lite classifier for a board, which computes the same results as TensorFlow Lite Micro',
    )
    .argument('<model>', 'the .tflite file, quantized to int8; its input and output may be float32 or uint8')
    .requiredOption('-o, --out <file>', 'the image to write')
    .option(
      '--labels <file>',
      "the classes' names, one per line; two for a single output, the negative class first (default: numbers)",
    )
    .addOption(
      new Option(
        '--head <kind>',
        "what the output means: one class of several, two classes by a single output, independent labels, or plain values (default: from the model's last operators and the labels)",
      ).choices(headChoices),
    )
    .option(
      '--pixels <scale,offset>',
      'what the model was trained on: real = scale · pixel + offset (default: its input tensor spans the pixels 0 … 255)',
      pixelScaling,
    )
    .addHelpText(
      'after',
      '\nExample:\n  retort import model.tflite --out student.retort --labels labels.txt\n\nNext: retort plan student.retort',
    )
    .action((model: string, options: ImportOptions) =>
      runCommand(options.json === true, async (context) => {
        const { importModel } = await import('../steps/import-model.ts');
        return outcomeOf(await importModel(model, options, context));
      }),
    );
}

function pixelScaling(text: string): Preprocessing {
  const [scale, offset, ...more] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (more.length > 0 || !(scale > 0) || !Number.isFinite(scale) || !Number.isFinite(offset)) {
    throw new InvalidArgumentError(`'${text}' is not a scale above 0 and an offset, such as 0.00784314,-1.`);
  }
  return { scale, offset };
}

/** If the model's input or output is not the int8 used inside. */
function edgeRows({ input, output }: Edges): (readonly [string, string])[] {
  if (input.type === 'int8' && output.type === 'int8') return [];
  return [['edges', `takes ${input.type}, gives ${output.type}; the host quantizes and dequantizes`]];
}

function outcomeOf({ image, path, imageBytes, core, network, assumed }: ImportedModel): CommandOutcome {
  const { payload, memory, layers, labels, input, head, edges } = image;
  const output = network.tensors.get(network.output)!.shape;
  const softmax = network.softmax !== undefined;
  const { scale, offset } = requireUniform('retort import', input.preprocessing, 'give it with --pixels');
  const values = grouped(sizeOf(head.shape));
  const notes = [
    ...(positionsOf(head) > 1
      ? [
          `Not an N-way classifier: the output is a map of ${values} values (${describeHead(head)}). Use infer --inputs to write all of them.`,
        ]
      : []),
    ...(assumed ? [`Assumed: ${assumed}.`] : []),
  ];
  const rows: (readonly [string, string])[] = [
    ['layers', `${layers.length}, of ${network.operations.length} operators`],
    ['input', `${input.shape.join('×')}, real = ${scale.toPrecision(6)} · pixel + ${offset.toPrecision(6)}`],
    ...edgeRows(edges),
    ['output', `${output.join('×')}${softmax ? ', followed by SOFTMAX on the host' : ''}`],
    ['meaning', describeHead(head)],
    [head.kind === 'values' ? 'names' : 'classes', labels.join(', ') || 'numbered; --labels names them'],
    ['memory', `${grouped(memory.bytesNeeded)} of ${grouped(core.memoryBytes)} bytes, ${memory.slotCount} input slots`],
    ['image', `${grouped(imageBytes)} bytes, of which ${grouped(payload.length)} go to the board`],
  ];
  return {
    json: {
      image: path,
      board: core.name,
      imageId: image.imageId,
      imageBytes,
      payloadBytes: payload.length,
      memoryBytes: memory.bytesNeeded,
      inputBits: memory.inputBits,
      inputBytes: memory.inputBytes,
      slotCount: memory.slotCount,
      layers: layers.map(({ name, operator, shape }) => ({ name, operator, shape })),
      input: input.shape,
      output,
      softmax,
      head,
      ...(assumed && { assumed }),
      edges,
      labels,
      pixels: { scale, offset },
    },
    text: [`${path}, for ${core.name}\n${table(rows)}`, ...notes, `Next: retort plan ${path}`].join('\n\n'),
  };
}
