// `retort validate --robustness`: attacks on a trained student and the board's answers to them; of an image alone, no attacks and why not.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDataset } from '../../host/dataset/load.ts';
import { labelsNetwork, SIDE } from '../support/head-networks.ts';
import { runInProcess } from './run-in-process.ts';
import { makeSmallRun, type SmallRun } from './small-run.ts';
import { writeRunFolder } from './write-run-folder.ts';

let folder = '';
let small: SmallRun;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-robustness-'));
  small = await makeSmallRun(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Measure {
  readonly kind: string;
  readonly epsilon?: number;
  readonly total: number;
  readonly value: number;
}

async function run(line: string, json = true) {
  const { exitCode, stdout, stderr } = await runInProcess([...line.split(' '), '--data', small.csv], json);
  return { exitCode, stdout, stderr, json: json ? JSON.parse(stdout.trim().split('\n').at(-1)!) : undefined };
}

describe('validate --robustness', () => {
  it('attacks a trained student, has the board answer the same pictures, and reports it', {
    timeout: 120_000,
  }, async () => {
    const out = join(folder, 'trained');
    for (const line of [
      'teacher --teacher-network mlp:16 --epochs 4',
      'distill --student mlp:12 --epochs 8',
      'quantize',
    ]) {
      const { exitCode, stderr } = await run(`${line} --out ${out}`);
      expect(exitCode, stderr).toBe(0);
    }
    expect((await runInProcess(['pack', '--out', out])).exitCode).toBe(0);
    const report = join(folder, 'report.html');
    const board = 'virtual:up5k?boards=1';
    const { exitCode, stderr, json } = await run(
      `validate --robustness --on ${board} --limit 15 --out ${out} --report ${report}`,
    );
    expect(exitCode, stderr).toBe(0);
    const { measures, masking, ...rest } = json.robustness;
    expect(rest).toEqual({ seed: 1, board: { epsilon: 8, total: 15, bitExact: 15 } });
    expect(masking).toEqual([]);
    expect(measures).toHaveLength(35);
    expect(measures.every(({ total }: Measure) => total === 15)).toBe(true);
    expect(measures[0].value).toBe(json.boardAccuracy);
    const unbounded = measures.find(({ kind, epsilon }: Measure) => kind === 'pgd' && epsilon === 255);
    expect(unbounded.value).toBeLessThan(0.1);
    const text = await readFile(report, 'utf8');
    for (const part of ['<h2>Robustness</h2>', 'salt and pepper', 'No sign of gradient masking', 'ε = 32']) {
      expect(text).toContain(part);
    }
  });

  it('says why it does not attack an image without its float student', async () => {
    const { exitCode, stdout } = await run(`validate --robustness --on reference --limit 10 --out ${small.out}`, false);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/clean +100\.00 % +69\.15 – 100\.00 %/);
    expect(stdout).toMatch(/Gaussian noise +σ = 64/);
    expect(stdout).toContain(
      `Not attacked by FGSM and PGD: ${join(small.out, 'student.safetensors')}, the float student, is not there.`,
    );
    expect(stdout).not.toMatch(/PGD +ε/);
    expect(stdout).not.toContain('masking');
  });

  it('refuses a student that names no class', async () => {
    const csv = join(folder, 'labels.csv');
    const lines = Array.from({ length: 60 }, (_, i) => [`c${i % 3}`, ...new Array(SIDE * SIDE).fill(i)].join(','));
    await writeFile(csv, `${lines.join('\n')}\n`);
    const out = join(folder, 'labels');
    await writeRunFolder(out, await loadDataset(csv), labelsNetwork());
    const { exitCode, stdout } = await runInProcess(['validate', '--robustness', '--on', 'reference', '--out', out]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout.trim()).error).toMatchObject({
      code: 'CLI_NO_ROBUSTNESS',
      message: expect.stringContaining('has none: its output is 3 independent labels; leave --robustness out'),
    });
  });
});
