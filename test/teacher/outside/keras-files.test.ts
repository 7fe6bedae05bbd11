// .keras and .h5 files as Keras 3 writes them: what they put out against Keras's own outputs, and what is refused.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../../host/artifact/digest.ts';
import { openKerasModel } from '../../../host/teacher/outside/layers-model.ts';
import { recognizeKind } from '../../../host/teacher/outside/recognize-kind.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';
import { goldenTeachers, largestDifference, readGoldenBytes, readGoldenFloats } from '../../support/golden-teachers.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-keras-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** The golden .keras with its parts exchanged; those that are undefined are left out. */
function rezip(parts: Readonly<Record<string, Uint8Array | undefined>>): Uint8Array {
  const files = { ...unzipSync(readGoldenBytes('keras3.keras')), ...parts };
  return zipSync(Object.fromEntries(Object.entries(files).flatMap(([name, part]) => (part ? [[name, part]] : []))));
}

describe('a file of Keras', () => {
  it.each(['keras3.keras', 'keras3.h5'])('%s puts out what Keras does, and leaves no tensor', async (name) => {
    const path = join(goldenTeachers, name);
    const before = tf.memory().numTensors;
    const model = await openKerasModel(path);
    expect(model).toMatchObject({ kind: 'keras', digest: sha256(readGoldenBytes(name)), inputShape: [8, 8, 1] });
    const images = Float32Array.from(readGoldenBytes('digits.inputs.u8'), (pixel) => pixel / 255);
    const outputs = tf.tidy(() => model.run(tf.tensor(images, [4, 8, 8, 1])));
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(largestDifference(outputs, readGoldenFloats('keras3.outputs.f32'))).toBeLessThan(1e-5);
  });

  it.each(['keras', 'h5', 'hdf5', 'KERAS'])('is known by its ending: .%s', async (ending) => {
    const path = await write(`model.${ending}`, readGoldenBytes('keras3.h5'));
    expect(await recognizeKind(path)).toEqual({ kind: 'keras', path });
  });

  it('with a Lambda layer is refused, and its code is not run', async () => {
    const before = tf.memory().numTensors;
    await expect(openKerasModel(join(goldenTeachers, 'lambda.keras'))).rejects.toThrow(
      /tfjs has no layer "Lambda", and a model's own code is not run. Export the model from Keras with model.export/,
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    ['that is empty', new Uint8Array(), 'it is not a complete HDF5 file'],
    ['that is something else', Buffer.from('no model at all '.repeat(100)), 'it is not a complete HDF5 file'],
    ['of a zip cut off', readGoldenBytes('keras3.keras').subarray(0, 2000), 'it is not a complete zip file'],
    ['of HDF5 cut off', readGoldenBytes('keras3.h5').subarray(0, 9000), 'it is not a complete HDF5 file'],
    ['without its weights', rezip({ 'model.weights.h5': undefined }), 'there is no model.weights.h5 in it'],
    [
      'of weights alone',
      unzipSync(readGoldenBytes('keras3.keras'))['model.weights.h5'],
      'does not describe their model',
    ],
    ['of a damaged description', rezip({ 'config.json': Buffer.from('{') }), 'its description is not valid JSON'],
    ['of no description', rezip({ 'config.json': Buffer.from('[]') }), 'it describes no model'],
    [
      'of a description 6,000 deep',
      rezip({ 'config.json': Buffer.from('{"config":'.repeat(6000)) }),
      'it is nested more than 200 deep',
    ],
    [
      'of other layers than weights',
      rezip({
        'config.json': Buffer.from(
          Buffer.from(unzipSync(readGoldenBytes('keras3.keras'))['config.json'])
            .toString()
            .replaceAll('"second"', '"third"'),
        ),
      }),
      'no weights are given for "third/kernel"',
    ],
  ])('%s is refused', async (what, bytes, says) => {
    const path = await write(`${what}.keras`, bytes);
    await expect(openKerasModel(path)).rejects.toThrow(says);
  });

  it('whose zip states more than a file of weights may have is refused before it is unpacked', async () => {
    const bytes = Buffer.from(readGoldenBytes('keras3.keras'));
    for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 1)) {
      bytes.writeUInt32LE(0xfffffffe, at + 24);
    }
    await expect(openKerasModel(await write('bomb.keras', bytes))).rejects.toThrow(
      /it has [\d,]+ bytes, but a file of weights/,
    );
  });

  it('with any byte changed puts out numbers or is refused, typed', async () => {
    for (const name of ['keras3.keras', 'keras3.h5']) {
      const good = readGoldenBytes(name);
      for (let at = 3; at < good.length; at += 997) {
        const bytes = good.slice();
        bytes[at] ^= 0x55;
        const path = await write('changed', bytes);
        const outcome = await openKerasModel(path).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome, `${name}, byte ${at}`).toHaveProperty('category', 'input');
        else (outcome as { dispose(): void }).dispose();
      }
    }
  });

  it('that is a pipe is refused', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.keras')]);
    await expect(openKerasModel(join(folder, 'pipe.keras'))).rejects.toThrow('it is a pipe');
  });
});
