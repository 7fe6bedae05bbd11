// All ten thousand samples of MNIST's test split over every kind of link. About eight minutes on two cores.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findNamedSet } from '../../host/dataset/named-set-files.ts';
import { namedSets } from '../../host/dataset/named-sets.ts';
import { expectSameOverEveryLink } from './every-link.ts';
import { runRetort } from './run-retort.ts';

const folder = mkdtempSync(join(tmpdir(), 'retort-demo-links-'));
afterAll(() => rmSync(folder, { recursive: true }));

const missing = findNamedSet(namedSets.mnist) === undefined ? 'needs MNIST; name its folder in RETORT_DATA' : '';

describe.skipIf(missing !== '')(`the demo's student${missing && ` (skipped: ${missing})`}`, () => {
  it('predicts byte for byte the same over every link', async () => {
    const words = ['demo', '--data', 'mnist', '--epochs', '1', '--limit', '1', '--on', 'reference'];
    const demo = await runRetort(words, { cwd: folder });
    expect(demo.exitCode, demo.stderr).toBe(0);
    await expectSameOverEveryLink(join(folder, 'retort-out'), 10_000);
  });
});
