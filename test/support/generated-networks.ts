// Networks made by test/import/make-networks.py with what TensorFlow Lite Micro computes of them. A few are checked in; RETORT_NETWORKS
// names a folder with more.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const goldenFolder = fileURLToPath(new URL('../golden/import', import.meta.url));

export interface GeneratedNetwork {
  readonly tflite: Uint8Array;
  readonly samples: number;
  /** Int8 tensors of all samples, one after another; `logits` are what enters SOFTMAX, or the output where there is none. */
  readonly inputs: Int8Array;
  readonly logits: Int8Array;
  readonly output: Int8Array;
  readonly layers: readonly GeneratedLayer[];
}

/** What an operator makes. */
export interface GeneratedLayer {
  /** The tensor's place and name in the file. */
  readonly index: number;
  readonly name: string;
  /** Of its values over all samples. */
  readonly crc32: number;
}

const SAMPLES = 8;

/** Names of the networks in `folder`, in alphabetical order: those with values, and those that are to be refused. */
export function listGeneratedNetworks(folder: string): { run: string[]; refused: string[] } {
  const files = readdirSync(folder).sort();
  const namesOf = (ending: string) =>
    files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
  return { run: namesOf('.layers.txt'), refused: namesOf('.refused') };
}

export function readTfliteFile(folder: string, name: string): Uint8Array {
  return readFileSync(join(folder, `${name}.tflite`));
}

/** The operator for which the network is to be refused. */
export function readRefusedOperator(folder: string, name: string): string {
  return readFileSync(join(folder, `${name}.refused`), 'utf8').trim();
}

export function readGeneratedNetwork(folder: string, name: string): GeneratedNetwork {
  const read = (ending: string) => readFileSync(join(folder, `${name}.${ending}`));
  return {
    tflite: read('tflite'),
    samples: SAMPLES,
    inputs: new Int8Array(read('inputs.i8')),
    logits: new Int8Array(read('logits.i8')),
    output: new Int8Array(read('output.i8')),
    layers: read('layers.txt').toString().trimEnd().split('\n').map(parseLayer),
  };
}

function parseLayer(line: string): GeneratedLayer {
  const [index, crc32, ...name] = line.split(' ');
  return { index: Number(index), crc32: Number.parseInt(crc32, 16), name: name.join(' ') };
}
