// One exhibit of the gallery, as a user runs it: the others are run by `retort demo --gallery` (docs/methods.md says what they show).
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runRetort } from './run-retort.ts';

const folder = mkdtempSync(join(tmpdir(), 'retort-gallery-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...words: string[]) => runRetort(['demo', '--json', ...words], { cwd: folder });

describe('retort demo --gallery', { timeout: 600_000 }, () => {
  it('runs an exhibit to its page once, and reads it afterwards', async () => {
    const first = await run('--gallery', 'hints', '--limit', '20', '--out', 'gallery');
    expect(first.exitCode, first.stderr).toBe(0);
    const { page, exhibits } = first.json() as { page: string; exhibits: Record<string, unknown>[] };
    expect(page).toBe(join('gallery', 'gallery.html'));
    expect(exhibits).toEqual([expect.objectContaining({ name: 'hints', dataset: 'glyphs', total: 20, bitExact: 20 })]);
    expect(exhibits[0].int8Accuracy).toBeGreaterThan(0.95);
    expect(readFileSync(join(folder, page), 'utf8')).toContain('All logits of all 20 predictions of one student');
    const again = await run('--gallery', 'hints', '--limit', '20', '--out', 'gallery');
    expect(again.stderr).toContain('already run; delete gallery/hints to run it again');
    expect(again.json()).toEqual(first.json());
  });

  it('refuses what an exhibit says itself, and names that are not in it', async () => {
    const named = await run('--gallery', 'nothing');
    expect(named.exitCode).toBe(2);
    expect(named.json().error?.message).toContain("'nothing' is not in the gallery: choose from soft-targets, hints, ");
    const given = await run('--gallery', 'hints', '--data', 'digits');
    expect(given.exitCode).toBe(2);
    expect(given.json().error?.message).toContain("'--gallery [names]' cannot be used with option '-d, --data <set>'");
    const read = await run('--gallery', 'hints', '--csv-values', 'floats');
    expect(read.exitCode).toBe(2);
    expect(read.json().error?.message).toContain(
      "'--gallery [names]' cannot be used with option '--csv-values <kind>'",
    );
  });
});
