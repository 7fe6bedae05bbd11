// The files that `validate` compares belong together, or it says which do not.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStudentImage } from '../../host/image/read.ts';
import type { ImageProvenance } from '../../host/image/student-image.ts';
import { writeStudentImage } from '../../host/image/write.ts';
import { runRetort } from './run-retort.ts';
import { makeSmallRun, type SmallRun } from './small-run.ts';

let folder = '';
let small: SmallRun;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-origin-'));
  small = await makeSmallRun(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function validateImageOf(provenance: Partial<ImageProvenance>) {
  const image = readStudentImage(await readFile(join(small.out, 'student.retort')), 'student.retort');
  const path = join(folder, 'other.retort');
  await writeFile(path, writeStudentImage({ ...image, provenance: { ...image.provenance, ...provenance } }));
  const parameters = ['--on', 'reference', '--data', small.csv, '--out', small.out, '--image', path, '--json'];
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
});
