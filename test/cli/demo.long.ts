// The demo on full MNIST, as its users run it, against the bars that the product promises, and its student over every kind of link (all
// ten thousand samples: demo-links.soak.ts). About seven minutes on two cores.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findNamedSet } from '../../host/dataset/named-set-files.ts';
import { namedSets } from '../../host/dataset/named-sets.ts';
import { expectSameOverEveryLink } from './every-link.ts';
import { runRetort } from './run-retort.ts';

const folder = mkdtempSync(join(tmpdir(), 'retort-demo-'));
afterAll(() => rmSync(folder, { recursive: true }));

const missing = findNamedSet(namedSets.mnist) === undefined ? 'needs MNIST; name its folder in RETORT_DATA' : '';

describe.skipIf(missing !== '')(`the demo on MNIST${missing && ` (skipped: ${missing})`}`, () => {
  let result: Record<string, unknown>;
  beforeAll(async () => {
    const demo = await runRetort(['demo', '--data', 'mnist', '--json'], { cwd: folder });
    expect(demo.exitCode, demo.stderr).toBe(0);
    result = demo.json();
  });

  it('says everything that it promises in its last line', () => {
    const keys = ['teacherAccuracy', 'scratchAccuracy', 'studentAccuracy', 'int8Accuracy', 'boardAccuracy', 'total'];
    const more = ['bitExact', 'agreement', 'imageBytes', 'flashSeconds', 'lineShare', 'cyclesPerInference'];
    expect(Object.keys(result)).toEqual(
      expect.arrayContaining([...keys, ...more, 'millisecondsPerInference', 'seconds']),
    );
    expect(result.agreement).toEqual({
      value: expect.any(Number),
      low: expect.any(Number),
      high: expect.any(Number),
    });
  });

  it('trains a teacher of at least 98.8 %', () => {
    expect(result.teacherAccuracy).toBeGreaterThanOrEqual(0.988);
  });

  it('reaches at least 98.0 % on the board, with an image of at most 32 KB', () => {
    expect(result.boardAccuracy).toBeGreaterThanOrEqual(0.98);
    expect(result.imageBytes).toBeLessThanOrEqual(32 * 1024);
  });

  it('gets 10,000 of 10,000 predictions bit for bit', () => {
    expect(result).toMatchObject({ total: 10_000, bitExact: 10_000 });
    expect(result.boardAccuracy).toBe(result.int8Accuracy);
  });

  it('loses at most 0.1 point to int8', () => {
    expect(Math.abs((result.studentAccuracy as number) - (result.int8Accuracy as number))).toBeLessThanOrEqual(0.001);
  });

  it('predicts the first thousand byte for byte the same over every link', () =>
    expectSameOverEveryLink(join(folder, 'retort-out'), 1000));
});
