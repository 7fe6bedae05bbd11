// A decision tree in place of a student, from the teacher to the virtual board: bit-exact, printed and drawn; what cannot be one is refused.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRetort } from './run-retort.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-tree-'));
  const { exitCode, stderr } = await run('teacher --data glyphs --epochs 4');
  expect(exitCode, stderr).toBe(0);
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (line: string) => runRetort([...line.split(' '), '--json'], { cwd: folder });

describe('a decision tree', { timeout: 600_000 }, () => {
  it('too deep for the board is refused before it is grown, with the depth that fits', async () => {
    const { exitCode, json } = await run('distill --student tree:8 --board up5k');
    expect(exitCode).not.toBe(0);
    expect(json().error).toMatchObject({ code: 'CLI_STUDENT_TOO_LARGE' });
    expect(json().error?.message).toContain('use tree:7, which fits');
  });

  it.each([
    ['distill --student tree:0', 'NETWORK_NAME_INVALID'],
    ['distill --student tree:13', 'NETWORK_NAME_INVALID'],
    ['distill --student tree:4 --epochs 3', 'CLI_TREE_OPTION'],
    ['distill --student tree:4 --method hints', 'LAB_METHOD_INVALID'],
    ['distill --student mlp:8 --method tree', 'LAB_METHOD_INVALID'],
    ['teacher --data glyphs --teacher-network tree:4 --out other', 'NETWORK_WITHOUT_GRADIENT'],
  ])('%s is refused', async (line, code) => {
    expect((await run(line)).json().error).toMatchObject({ code });
  });

  it('on the virtual board is bit-exact, and loses nothing to int8', async () => {
    const distilled = await run('distill --student tree:6 --method tree?times=1');
    expect(distilled.exitCode, distilled.stderr).toBe(0);
    const { tree } = distilled.json() as unknown as { tree: Record<string, number> };
    expect(tree.depth).toBeLessThanOrEqual(6);
    expect(tree.leaves).toBeLessThanOrEqual(64);
    expect(tree.fidelity).toBeGreaterThan(0.3);
    const quantized = await run('quantize');
    expect(quantized.exitCode, quantized.stderr).toBe(0);
    expect(quantized.json().int8Accuracy).toBe(tree.accuracy);
    expect((await run('pack')).exitCode).toBe(0);
    const validated = await run('validate --on virtual:up5k --limit 60 --report report.html');
    expect(validated.exitCode, validated.stderr).toBe(0);
    expect(validated.json()).toMatchObject({ total: 60, bitExact: 60, different: 0 });
    const report = await readFile(join(folder, 'report.html'), 'utf8');
    expect(report).toContain('<h2>The decision tree</h2>');
    expect(report).toContain('The upper 4 of 6 levels are drawn');
    const { stdout } = await runRetort(['tree'], { cwd: folder });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^pixel \(row \d+, column \d+\) ≤ \d+:$/);
    expect(lines.filter((line) => !line.includes('pixel'))).toHaveLength(tree.leaves);
  });
});
