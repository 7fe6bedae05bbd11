// Every kind of bad input as a user meets it: the error's code, the exit code, and words that name the value and the next step.

import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadDataset } from '../../host/dataset/load.ts';
import { namedSets } from '../../host/dataset/named-sets.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { teacherNetwork } from '../../host/network/architectures.ts';
import { saveTrainedNetwork } from '../../host/network/trained-network-file.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { loadQuantizedNetwork, saveQuantizedNetwork } from '../../host/quantize/quantized-network-file.ts';
import { saveTeacherOutputs } from '../../host/teacher/teacher-outputs.ts';
import { packForAnotherCore, rewriteImage } from '../support/remade-images.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';
import { writeDenseTflite } from '../support/write-tflite.ts';
import { runInProcess } from './run-in-process.ts';
import { columnsNetwork, makeSmallRun, type SmallRun } from './small-run.ts';

let folder = '';
const start = process.cwd();
let small: SmallRun;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-bad-'));
  small = await makeSmallRun(folder);
  await makeBadData();
  await makeBadTeacher();
  await makeBadImages();
  await makeBadModels();
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  process.chdir(folder);
});
afterAll(async () => {
  process.chdir(start);
  await rm(folder, { recursive: true, force: true });
});

interface BadInput {
  readonly item: string;
  /** The words after `retort`; files lie in the current folder, the good ones in ./run. */
  readonly command: string;
  readonly code: string;
  readonly exitCode: number;
  /** The value and the next step. */
  readonly says: readonly string[];
}

const validate = 'validate --on reference --out run';

const badInputs: readonly BadInput[] = [
  {
    item: 'missing data',
    command: `${validate} --data nowhere.csv`,
    code: 'DATASET_NOT_FOUND',
    exitCode: 3,
    says: ['nowhere.csv: no such file or folder', 'Name one of mnist'],
  },
  {
    item: 'truncated data',
    command: `${validate} --data digits --data-dir truncated`,
    code: 'DATA_FILE_TRUNCATED',
    exitCode: 3,
    says: ['optdigits.t', 'is truncated: 10 bytes instead of', 'delete it, or download it again'],
  },
  {
    item: 'data with a wrong checksum',
    command: `${validate} --data digits --data-dir changed`,
    code: 'DATA_CHECKSUM_WRONG',
    exitCode: 3,
    says: ['optdigits.t', 'has SHA-256', 'instead of', 'delete or replace it'],
  },
  {
    item: 'a label out of range in a folder of pictures',
    command: `${validate} --data pictures`,
    code: 'DATA_FORMAT_INVALID',
    exitCode: 3,
    says: [join('test', 'c', '1.png'), 'is of class c', 'no pictures to train on (a, b)', 'add some, or take it out'],
  },
  {
    item: 'labels out of the range of the image',
    command: `${validate} --data five-classes.csv`,
    code: 'CLI_INPUT_FOREIGN_DATA',
    exitCode: 3,
    says: ['samples of 4×4×1 in 5 classes', 'takes samples of 4×4×1 in 4 classes', 'with --data'],
  },
  {
    item: 'a pixel out of range',
    command: `${validate} --data pixel.csv`,
    code: 'DATA_FORMAT_INVALID',
    exitCode: 3,
    says: ['pixel.csv:1: pixel 2 is 256, and all pixels range from 0 to 256', 'give them as 0 to 255'],
  },
  {
    item: 'outputs of a teacher that are not numbers',
    command: 'distill --out nan --data data.csv',
    code: 'TEACHER_OUTPUTS_FILE_INVALID',
    exitCode: 4,
    says: ['a logit of sample', 'is NaN', 'compute them again with "retort teacher"'],
  },
  {
    item: 'a layer that the core cannot run',
    command: 'pack --quantized over-wide.safetensors --out new',
    code: 'IMAGE_UNSUPPORTED_LAYER',
    exitCode: 5,
    says: [
      'layer "pool" (MAX_POOL_2D)',
      'kernel or pool size is 300, but the core takes at most 255',
      'Use a smaller one',
    ],
  },
  {
    item: 'an image too large for the board',
    command: 'pack --quantized wide.safetensors --out new',
    code: 'IMAGE_TOO_LARGE',
    exitCode: 5,
    says: [
      "more than the board's 131,072",
      'largest layer is "columns" with 131,144',
      'Give that layer fewer filters',
      'use a board that holds it: --board ulx3s-45f or --board ulx3s-85f',
    ],
  },
  {
    item: 'a model too large for the board',
    command: 'import large.tflite --out new.retort',
    code: 'IMAGE_TOO_LARGE',
    exitCode: 5,
    says: ["more than the board's 131,072", '"fully_connected-0"', 'use a board that holds it: --board ulx3s-85f'],
  },
  {
    item: 'a model too large for every board',
    command: 'import huge.tflite --out new.retort --board ulx3s-85f',
    code: 'IMAGE_TOO_LARGE',
    exitCode: 5,
    says: ["more than the board's 376,832", 'no supported board is large enough'],
  },
  {
    item: 'a model that is cut short',
    command: 'import short.tflite --out new.retort',
    code: 'TFLITE_FILE',
    exitCode: 3,
    says: ['short.tflite is not a complete TensorFlow Lite file', 'Convert the model again, or copy the file again'],
  },
  {
    item: 'a picture in place of a model',
    command: 'import pictures/train/a/1.png --out new.retort',
    code: 'TFLITE_FILE',
    exitCode: 3,
    says: ['1.png is not a complete TensorFlow Lite file'],
  },
  {
    item: 'a board that does not exist',
    command: 'import large.tflite --out new.retort --board ice40',
    code: 'CLI_USAGE',
    exitCode: 2,
    says: ["'ice40' is invalid", 'Allowed choices are up5k, ulx3s-25f, ulx3s-45f, ulx3s-85f'],
  },
  {
    item: 'an image without a place to go',
    command: 'import large.tflite',
    code: 'CLI_USAGE',
    exitCode: 2,
    says: ["required option '-o, --out <file>' not specified"],
  },
  {
    item: 'pixels that are no scale and offset',
    command: 'import large.tflite --out new.retort --pixels 0.5',
    code: 'CLI_USAGE',
    exitCode: 2,
    says: ["'0.5' is not a scale above 0 and an offset, such as 0.00784314,-1"],
  },
  {
    item: 'other labels than classes',
    command: 'import large.tflite --out new.retort --board ulx3s-85f --labels data.csv',
    code: 'IMAGE_LABEL_COUNT',
    exitCode: 5,
    says: ["200 labels were given, but the model's output (softmax over 10 classes) takes 10"],
  },
  {
    item: 'inputs that are no whole number of samples',
    command: 'infer run/student.retort --inputs data.csv --out out.i8 --on reference',
    code: 'CLI_INPUT_TENSORS',
    exitCode: 3,
    says: ['data.csv has', 'an input of 4×4×1 int8 values has 16 bytes', 'write the inputs back to back'],
  },
  {
    item: 'no inputs at all',
    command: 'infer run/student.retort --inputs empty.i8 --out out.i8 --on reference',
    code: 'CLI_INPUT_TENSORS',
    exitCode: 3,
    says: ['empty.i8 is empty: an input of 4×4×1'],
  },
  {
    item: 'outputs without a place to go',
    command: 'infer run/student.retort --inputs empty.i8',
    code: 'CLI_INFER_OPTIONS',
    exitCode: 2,
    says: ['empty.i8', 'no output file is given for the inputs in empty.i8: name one with --out'],
  },
  {
    item: 'an image in place of a sample',
    command: 'infer run/student.retort',
    code: 'CLI_INFER_OPTIONS',
    exitCode: 2,
    says: ['run/student.retort is an image, not a sample', 'with --inputs'],
  },
  {
    item: 'something else in place of an image',
    command: 'infer data.csv --inputs empty.i8 --out out.i8',
    code: 'IMAGE_CORRUPT',
    exitCode: 5,
    says: ['data.csv is not a usable student image'],
  },
  {
    item: 'a trace without a board',
    command: 'trace run/student.retort --on reference',
    code: 'CLI_BOARD_URL',
    exitCode: 2,
    says: ['the integer reference has no memory for an image; name a real or virtual board'],
  },
  ...[
    'trace run/student.retort --inputs two.i8 --on virtual:up5k?boards=2',
    'board accept virtual:up5k?boards=2',
    'bridge --board virtual:up5k?boards=2',
  ].map((command) => ({
    item: `several boards where one is needed (${command.split(' ', 2).join(' ')})`,
    command,
    code: 'CLI_BOARD_URL',
    exitCode: 2,
    says: [
      "'virtual:up5k?boards=2' is not a board URL: it names 2 boards, but this command needs one; leave boards=2 out",
    ],
  })),
  {
    item: 'no board at all',
    command: 'flash run/student.retort --on virtual:up5k?boards=0',
    code: 'CLI_BOARD_URL',
    exitCode: 2,
    says: ['boards=0 is not a whole number from 1 to 64'],
  },
  {
    item: 'a sample that is not there',
    command: 'trace run/student.retort --on virtual:up5k --inputs two.i8 --sample 2',
    code: 'CLI_INPUT_NO_SUCH_SAMPLE',
    exitCode: 3,
    says: ['two.i8 has 2 samples, no sample 2: choose one from 0 to 1'],
  },
  {
    item: 'an image made for a core that is not known',
    command: 'plan strange-core.retort',
    code: 'IMAGE_UNKNOWN_CORE',
    exitCode: 5,
    says: ['made for an unknown board with instruction set 3', 'with --board up5k or --board ulx3s-25f'],
  },
  ...[
    'flash',
    'inspect',
    'plan',
    'trace --on serial:/dev/null',
    'validate --on reference --image',
    'infer two.i8 --image',
  ].map((command) => ({
    item: `an image of an older instruction set, in ${command.split(' ')[0]}`,
    command: `${command} old-core.retort`,
    code: 'IMAGE_INSTRUCTION_SET',
    exitCode: 5,
    says: ["made for version 2 of the core's instruction set", 'makes version 3', "'retort pack --board up5k --out "],
  })),
  {
    item: 'a corrupt image',
    command: 'inspect corrupt.retort',
    code: 'IMAGE_CORRUPT',
    exitCode: 5,
    says: ['corrupt.retort', 'has the id 0x', 'instead of 0x', 'Pack it again, or copy it again'],
  },
  {
    item: 'an image that is cut short',
    command: 'flash short.retort',
    code: 'IMAGE_CORRUPT',
    exitCode: 5,
    says: ['short.retort', 'its 100 bytes do not end with an image id', 'Pack it again, or copy it again'],
  },
  {
    item: 'an image made for another core',
    command: 'flash other-core.retort',
    code: 'IMAGE_WRONG_CORE',
    exitCode: 5,
    says: [
      'made for ulx3s-85f, but this board is up5k, ulx3s-25f or ulx3s-45f',
      "Pack the student for it: 'retort pack --board up5k'",
    ],
  },
  {
    item: 'an image that the board has no memory for',
    command: 'flash hungry.retort',
    code: 'IMAGE_TOO_LARGE',
    exitCode: 5,
    says: ['needs 200,000 bytes', '68,928 more than', 'layer is "columns"', 'Give that layer fewer filters'],
  },
  {
    item: 'a missing file',
    command: 'infer nowhere.png --out run',
    code: 'CLI_INPUT_FILE',
    exitCode: 3,
    says: ['nowhere.png cannot be read: there is no such file', 'check the path'],
  },
  ...[
    'inspect pipe',
    'infer pipe --out run',
    'import pipe --out new.retort',
    'plan pipe',
    'validate --on reference --out run --config pipe',
  ].map((command) => ({
    item: `a pipe that nobody writes to, in "${command}",`,
    command,
    code: 'CLI_INPUT_FILE',
    exitCode: 3,
    says: ['pipe cannot be read: it is a pipe', 'copy its content to a regular file'],
  })),
  {
    item: 'a run folder that is the data',
    command: 'teacher --data data.csv --out data.csv',
    code: 'CLI_OUTPUT_IS_INPUT',
    exitCode: 2,
    says: ['data.csv'],
  },
  {
    item: 'a run folder that cannot be one',
    command: 'teacher --data data.csv --out pixel.csv',
    code: 'DISK_WRITE_FAILED',
    exitCode: 7,
    says: ['cannot write pixel.csv: EEXIST', 'a part of the path is a file'],
  },
];

it.each(badInputs)('$item ends with $code and exit code $exitCode', async ({ command, code, exitCode, says }) => {
  const run = await runInProcess(command.split(' '));
  const { error } = JSON.parse(run.stdout.trim().split('\n').at(-1)!);
  expect(error).toMatchObject({ code });
  expect(run.exitCode).toBe(exitCode);
  for (const words of says) expect(error?.message).toContain(words);
});

async function makeBadData(): Promise<void> {
  for (const [place, bytesOf] of [
    ['truncated', () => 10],
    ['changed', (published: number) => published],
  ] as const) {
    const [{ folder: set, files }] = namedSets.digits;
    await mkdir(join(folder, place, set), { recursive: true });
    for (const { name, bytes } of files)
      await writeFile(join(folder, place, set, name), new Uint8Array(bytesOf(bytes)));
  }
  const picture = encode({ width: 4, height: 4, channels: 1, depth: 8, data: new Uint8Array(16) });
  for (const place of ['train/a', 'train/b', 'test/a', 'test/c']) {
    await mkdir(join(folder, 'pictures', place), { recursive: true });
    await writeFile(join(folder, 'pictures', place, '1.png'), picture);
  }
  const lines = (await readFile(small.csv, 'utf8')).trim().split('\n');
  const relabelled = lines.map((line, i) => (i % 5 === 0 ? line.replace(/^column \d/, 'column 4') : line));
  await writeFile(join(folder, 'five-classes.csv'), relabelled.join('\n'));
  await writeFile(join(folder, 'pixel.csv'), '1,0,256,0,0\n');
}

/** A run folder whose teacher answers no number. A training that itself runs into NaN is test/train's: no flag leads there. */
async function makeBadTeacher(): Promise<void> {
  const { shape, classes, train, digest } = await loadDataset(small.csv);
  const out = join(folder, 'nan');
  await mkdir(out);
  const trained = makeRandomTrained(teacherNetwork(shape, classes.length), 1);
  const provenance = { dataset: {}, configurationDigest: '' };
  const teacherDigest = await saveTrainedNetwork(join(out, 'teacher.safetensors'), trained, provenance);
  const logits = new Float32Array(train.ids.length * classes.length).fill(Number.NaN);
  const outputs = { ids: train.ids, logits, classes: classes.length, teacherDigest, datasetDigest: digest };
  await saveTeacherOutputs(join(out, 'teacher-outputs.safetensors'), outputs);
}

async function makeBadImages(): Promise<void> {
  const { quantized, provenance } = await loadQuantizedNetwork(join(small.out, 'student.int8.safetensors'));
  const [columns] = columnsNetwork().operations;
  if (!('weights' in columns)) throw new Error('columns has no weights');
  const input = quantized.tensors.get('input')!;
  const overWide: QuantizedNetwork = {
    ...quantized,
    tensors: new Map([...quantized.tensors, ['pool', { ...input, name: 'pool' }]]),
    operations: [
      {
        operator: 'MAX_POOL_2D',
        name: 'pool',
        inputs: ['input'],
        output: 'pool',
        filter: [1, 300],
        strides: [1, 1],
        padding: 'SAME',
        activation: 'NONE',
      },
      { ...columns, inputs: ['pool'] },
    ],
  };
  await saveQuantizedNetwork(join(folder, 'over-wide.safetensors'), overWide, provenance);
  const wide: QuantizedNetwork = {
    ...quantized,
    tensors: new Map([...quantized.tensors, ['input', { ...input, shape: [64, 64, 4] }]]),
    operations: [{ ...columns, weights: new Int8Array(4 * 64 * 64 * 4) }],
  };
  await saveQuantizedNetwork(join(folder, 'wide.safetensors'), wide, provenance);

  const bytes = await readFile(join(small.out, 'student.retort'));
  const image = readStudentImage(bytes, 'student.retort');
  const write = (name: string, content: Uint8Array) => writeFile(join(folder, `${name}.retort`), content);
  await write('short', bytes.subarray(0, 100));
  await write(
    'corrupt',
    bytes.map((byte, i) => (i === 200 ? byte ^ 1 : byte)),
  );
  await write('other-core', packForAnotherCore(image));
  await write('old-core', rewriteImage(image, { core: 0x0002_0102 }));
  await write('strange-core', rewriteImage(image, { core: 0x0003_0101 }));
  await write('hungry', rewriteImage(image, { memory: { ...image.memory, bytesNeeded: 200_000 } }));
}

async function makeBadModels(): Promise<void> {
  const large = writeDenseTflite(16_384, 10);
  await writeFile(join(folder, 'large.tflite'), large);
  await writeFile(join(folder, 'huge.tflite'), writeDenseTflite(16_384, 100));
  await writeFile(join(folder, 'short.tflite'), large.subarray(0, large.length / 2));
  await writeFile(join(folder, 'empty.i8'), '');
  await writeFile(join(folder, 'two.i8'), new Uint8Array(32));
}
