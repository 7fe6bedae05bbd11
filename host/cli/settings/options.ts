// Options that several commands share, and how their values are read. Errors here are wrong usage.

import { type Command, InvalidArgumentError, Option } from 'commander';
import { grouped } from '../../../proto/numbers.ts';
import { type CsvValues, csvValues, type Fit, fits } from '../../dataset/data-settings.ts';
import type { Shape } from '../../dataset/dataset.ts';
import { boards } from '../../image/core-description.ts';
import { type InputBits, inputBits } from '../../quantize/input-levels.ts';
import { DEFAULT_RUN_FOLDER } from '../steps/run-folder.ts';

/** Every command takes these. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly config?: string;
  readonly out?: string;
}

export interface DataOptions {
  readonly data?: string;
  readonly dataDir?: string;
  readonly trim?: number;
  readonly shape?: Shape;
  readonly fit?: Fit;
  readonly background?: string;
  readonly csvLabel?: string;
  readonly csvHeader?: boolean;
  readonly csvValues?: CsvValues;
}

/** Those of `DataOptions` that say how samples are made from what files hold. */
export const dataKeys = [
  ...(['trim', 'shape', 'fit', 'background'] as const),
  ...(['csvLabel', 'csvHeader', 'csvValues'] as const),
] satisfies readonly (keyof DataOptions)[];

/** `--out` is the run folder, except in commands that define their own `--out`. */
export function addCommonOptions(command: Command): Command {
  command
    .option('--json', 'print the result as one line of JSON')
    .option('--config <file>', 'the configuration file (default: retort.config.ts if present)');
  if (command.options.some(({ long }) => long === '--out')) return command;
  return command.option(
    '-o, --out <folder>',
    `the run folder, where artifacts are read and written (default: ${DEFAULT_RUN_FOLDER})`,
  );
}

export interface CoreOptions {
  /** One of `boards` by name. */
  readonly board?: string;
}

/** `otherwise`: what is taken without it, for the help. */
export function addCoreOption(command: Command, otherwise: string): Command {
  const names = boards.map(({ name }) => name);
  return command.addOption(
    new Option('--board <name>', `the board to compile for (default: ${otherwise})`).choices(names),
  );
}

export interface InputOptions {
  readonly inputBits: InputBits;
}

export function addInputOption(command: Command): Command {
  return command.addOption(
    new Option('--input-bits <bits>', 'bits per input value on the line; fewer are faster to send but coarser')
      .choices(inputBits.map(String))
      .default(8)
      .argParser((text) => parseInputBits(text)),
  );
}

function parseInputBits(text: string): InputBits {
  const bits = inputBits.find((each) => String(each) === text);
  if (bits === undefined) throw new InvalidArgumentError(`Allowed choices are ${inputBits.join(', ')}.`);
  return bits;
}

/** Which data set, and how it is read. */
export function addDataOptions(command: Command): Command {
  return addReadingOptions(
    command.option(
      '-d, --data <set>',
      'mnist, fashion-mnist, digits, cifar10, fsdd, easy-vqa, bccd, glyphs, a folder (pictures or WAV by class, or PASCAL VOC or COCO boxes), a .csv, or a .safetensors of samples (default: the one that the run or the image was made with; mnist for a new run)',
    ),
  );
}

export function addReadingOptions(command: Command): Command {
  return addPictureOptions(
    command
      .option('--data-dir <folder>', 'look for named data sets here first')
      .option(
        '--shape <RxCxN>',
        'resize pictures to rows, columns, channels (1 grey, 3 RGB), such as 32x32x3; those of a published set only to a smaller shape (default: their own if all agree and no side is over 64, else 32x32)',
        parseShape,
      ),
  )
    .option('--csv-label <column>', "a CSV file's label column: its name, or its position counted from 0")
    .addOption(
      new Option('--csv-header <answer>', "whether a CSV file's first line is a header (default: detected)")
        .choices(['yes', 'no'])
        .argParser(parseYesOrNo),
    )
    .addOption(
      new Option(
        '--csv-values <kind>',
        "what a CSV file's other columns contain: a picture's pixels, or a table's features (floats) (default: detected)",
      ).choices(csvValues),
    );
}

/** More would leave almost nothing of a picture. */
export const mostTrim = 0.45;

/** How one picture is resized. */
export function addPictureOptions(command: Command): Command {
  return command
    .option(
      '--trim <share>',
      'first cut this share of rows and columns off each side of a picture, such as 0.125 (default: 0)',
      decimal(0, mostTrim),
    )
    .addOption(
      new Option(
        '--fit <way>',
        'how a picture of other proportions is resized: cropped (cover), padded with bars (contain) or distorted (stretch) (default: contain)',
      ).choices(fits),
    )
    .option(
      '--background <colour>',
      'colour behind transparent pixels and of bars: #rrggbb, white or black (default: white)',
      parseColour,
    );
}

export function addBoardOption(command: Command): Command {
  return command.option(
    '--on <url>',
    'the board: virtual:up5k, several as virtual:up5k?boards=2, serial:PATH?baud=3000000, usb:ulx3s, mqtt://HOST/GROUP/BRIDGE/BOARD, or reference (default: virtual:up5k)',
  );
}

export function addTrainingOptions(command: Command): Command {
  return command
    .option('--epochs <n>', 'passes over the training split', integer(1, 10_000))
    .option('--batch-size <n>', 'samples per step', integer(1, 65_536))
    .option('--learning-rate <x>', 'peak learning rate of the schedule', decimal(1e-9, 10))
    .option('--seed <n>', 'random seed (default: 1)', integer(0, 0xffff_ffff));
}

const largestSide = 1024;

/** `32x32x3` as [rows, columns, channels]. */
export function parseShape(text: string): Shape {
  const [rows, columns, channels] = /^(\d+)[x×](\d+)[x×]([13])$/i.exec(text)?.slice(1).map(Number) ?? [];
  if (!(rows >= 1 && columns >= 1 && rows <= largestSide && columns <= largestSide)) {
    throw new InvalidArgumentError(
      `'${text}' is not ROWSxCOLUMNSxCHANNELS with sides from 1 to ${bound(largestSide)} and 1 or 3 channels, such as 32x32x3.`,
    );
  }
  return [rows, columns, channels];
}

const colours: Readonly<Record<string, string>> = { white: '#ffffff', black: '#000000' };

/** As `#rrggbb` in lower case. */
export function parseColour(text: string): string {
  const colour = Object.hasOwn(colours, text) ? colours[text] : text.toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(colour)) {
    throw new InvalidArgumentError(`'${text}' is not a colour such as #ff8000, white or black.`);
  }
  return colour;
}

function parseYesOrNo(text: string): boolean {
  if (text !== 'yes' && text !== 'no') throw new InvalidArgumentError(`'${text}' is neither yes nor no.`);
  return text === 'yes';
}

function bound(value: number): string {
  return Number.isInteger(value) ? grouped(value) : String(value);
}

export function integer(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < low || value > high) {
      throw new InvalidArgumentError(`'${text}' is not a whole number from ${bound(low)} to ${bound(high)}.`);
    }
    return value;
  };
}

/** A date, or a date and time, as ISO 8601 has it. @returns milliseconds since 1970 */
export function moment(text: string): number {
  const value = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(value))
    throw new InvalidArgumentError(`'${text}' is not a time such as 2026-11-30 or 2026-11-30T12:00:00Z.`);
  return value;
}

export function decimal(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= low && value <= high)) {
      throw new InvalidArgumentError(`'${text}' is not a number from ${bound(low)} to ${bound(high)}.`);
    }
    return value;
  };
}
