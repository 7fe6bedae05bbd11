// The files that `validate` compares belong together, or it says which do not.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStudentImage } from '../../host/image/read.ts';
import type { ImageProvenance } from '../../host/image/student-image.ts';
import { writeStudentImage } from '../../host/image/write.ts';
import { studentNetwork } from '../../host/network/architectures.ts';
import { saveTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';
import { runRetort } from './run-retort.ts';
import { makeSmallRun, type SmallRun } from './small-run.ts';

let folder = '';
let small: SmallRun;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-origin-'));
  small = await makeSmallRun(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function validateImageOf(provenance: Partial<ImageProvenance>, ...more: readonly string[]) {
  const image = readStudentImage(await readFile(join(small.out, 'student.retort')), 'student.retort');
  const path = join(folder, 'other.retort');
  await writeFile(path, writeStudentImage({ ...image, provenance: { ...image.provenance, ...provenance } }));
  const parameters = ['--on', 'reference', '--data', small.csv, '--out', small.out, '--image', path, '--json', ...more];
  return runRetort(['validate', ...parameters], { cwd: folder });
}

describe('validate', () => {
  it('refuses an int8 network that the image was not packed from', async () => {
    const { exitCode, json } = await validateImageOf({ quantizedDigest: 'cd'.repeat(32) });
    expect(exitCode).toBe(3);
    expect(json().error).toMatchObject({ code: 'CLI_INPUT_FOREIGN_REFERENCE' });
    expect(json().error?.message).toMatch(/the image was packed from cdcdcdcdcdcdcdcd….*--quantized/);
  });

  it("refuses the outputs of a teacher other than the image's", async () => {
    const { exitCode, json } = await validateImageOf({ teacherDigest: 'ef'.repeat(32) });
    expect(exitCode).toBe(4);
    expect(json().error?.code).toBe('TEACHER_OUTPUTS_MISMATCH');
  });
  it("refuses a trained teacher other than the image's", async () => {
    const teacher = join(folder, 'other-teacher.safetensors');
    const digest = await saveTrainedNetwork(teacher, makeRandomTrained(studentNetwork([4, 4, 1], 4), 1), {});
    const { exitCode, json } = await validateImageOf({ teacherDigest: 'ef'.repeat(32) }, '--teacher', teacher);
    expect(json().error).toMatchObject({
      code: 'CLI_INPUT_FOREIGN_TEACHER',
      message: `${teacher} has the digest ${digest.slice(0, 16)}…, but the image's student learned from efefefefefefefef…: name the image's own teacher with --teacher, or leave it out`,
    });
    expect(exitCode).toBe(3);
  });
});
