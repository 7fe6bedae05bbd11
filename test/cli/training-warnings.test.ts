import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showTraining } from '../../host/cli/steps/training-progress.ts';
import type { EpochEvent } from '../../host/train/training-events.ts';
import { runRetort } from './run-retort.ts';
import { makeSmallRun, type SmallRun } from './small-run.ts';

let folder = '';
let small: SmallRun;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-warnings-'));
  small = await makeSmallRun(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const train = (command: string, rate: string) =>
  runRetort(
    [command, '--data', small.csv, '--out', join(folder, rate), '--epochs', '3', '--learning-rate', rate, '--json'],
    { cwd: folder },
  );

describe('warnings of a training run', () => {
  it('are notes beside the progress and part of the result, each once', { timeout: 60_000 }, async () => {
    const teacher = await train('teacher', '10');
    expect(teacher.exitCode).toBe(0);
    const { warnings } = teacher.json() as { warnings: { kind: string; layer: string; message: string }[] };
    expect(warnings.length).toBeGreaterThan(0);
    expect(new Set(warnings.map(({ kind, layer }) => `${kind} ${layer}`)).size).toBe(warnings.length);
    for (const { message } of warnings) expect(teacher.stderr.split(`: ${message}\n`)).toHaveLength(2);
    expect(teacher.stderr).toMatch(/^teacher, epoch \d: layer "\w+": .*; lower the learning rate \(1 instead of 10\)/m);

    const students = await train('distill', '10');
    expect(students.exitCode).toBe(0);
    expect(students.stderr).toMatch(/^student from scratch, seed \d, epoch \d: layer "\w+": /m);
    expect(students.json().warnings).toContainEqual(
      expect.objectContaining({ student: 'scratch', kind: 'dead-units' }),
    );
  });

  it('are not there where all goes well', { timeout: 60_000 }, async () => {
    expect((await train('teacher', '0.003')).json().warnings).toEqual([]);
  });

  it('come behind the epoch that shows them', () => {
    const shown: string[] = [];
    const warn = ({ message }: { readonly message: string }) => shown.push(message);
    const show = showTraining({ learningRate: 0.02, update: (text) => shown.push(text), warn });
    const layers = { hidden2: { gradientNorm: 1, weightNorm: 1, deadUnits: 0.83, units: 128 } };
    const figures = { learningRate: 0.001, loss: 1, accuracy: 0.5, imagesPerSecond: 10, secondsLeft: 1 };
    const epoch: EpochEvent = {
      type: 'epoch',
      epoch: 1,
      epochs: 2,
      ...figures,
      terms: {},
      layers,
      samplesMeasured: 64,
    };
    show(epoch);
    show({ ...epoch, epoch: 2 });
    expect(shown).toEqual([
      expect.stringMatching(/^epoch 1 of 2, loss 1\.0000.* s left, 1 warning$/),
      'layer "hidden2": 83 % of 128 units output 0 for the whole batch; lower the learning rate (0.002 instead of 0.02)',
      expect.stringMatching(/^epoch 2 of 2.* s left, 1 warning$/),
    ]);
  });
});
