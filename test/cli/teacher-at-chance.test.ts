// Teachers from outside that are no better than guessing are told from those that are, before anything is distilled.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRetort } from './run-retort.ts';

const cases = fileURLToPath(new URL('../../../shared/cases', import.meta.url));
const missing = existsSync(cases) ? '' : ' (skipped: needs the cases beside the repository)';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-at-chance-'));
  if (missing === '') await promisify(execFile)('tar', ['xzf', join(cases, 'data.tar.gz'), '-C', folder, './ok.csv']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...parameters: string[]) => runRetort([...parameters, '--data', 'ok.csv', '--json'], { cwd: folder });
const ask = (file: string, ...more: string[]) =>
  run('teacher', '--from', join(cases, 'teacher', file), '--out', file, ...more);

describe.skipIf(missing !== '')(`outputs of a teacher${missing}`, () => {
  it('in another order of rows are warned of, and again before a student learns from them', async () => {
    const teacher = await ask('permuted.npy');
    expect(teacher.exitCode, teacher.stderr).toBe(0);
    expect(teacher.json()).toMatchObject({ noBetterThanGuessing: true, output: 'logits' });
    const { warnings } = teacher.json() as { warnings: { kind: string; message: string }[] };
    expect(warnings).toHaveLength(1);
    expect(warnings[0].kind).toBe('no-better-than-guessing');
    expect(warnings[0].message).toMatch(
      /^the teacher .*is no better than guessing: .*check the order of the rows in the npy file \(the training samples in the data set's order, then the test samples\)/,
    );
    expect(teacher.stderr).toContain(`warning: ${warnings[0].message}\n`);

    const student = await run('distill', '--out', 'permuted.npy', '--epochs', '1');
    expect(student.exitCode, student.stderr).toBe(0);
    expect(student.json()).toMatchObject({ noBetterThanGuessing: true });
    const at = student.stderr.indexOf(`warning: ${warnings[0].message}`);
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(student.stderr.indexOf('students'));
  });

  it.each([['rounded.npy'], ['onehot.npy']])('in %s are probabilities, and better than guessing', async (file) => {
    const { json, exitCode, stderr } = await ask(file);
    expect(exitCode, stderr).toBe(0);
    expect(json()).toMatchObject({ output: 'probabilities', noBetterThanGuessing: false, warnings: [] });
  });
});
