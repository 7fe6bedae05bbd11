import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { loadQuantizedNetwork } from '../../host/quantize/quantized-network-file.ts';
import { runRetort } from './run-retort.ts';

let folder = '';
const run = (line: string) => runRetort(line.split(' ').filter(Boolean), { cwd: folder });

/** Small pictures of two classes, the brighter half on the left or on the right. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-quantize-'));
  const random = createRandom(3);
  const lines = Array.from({ length: 300 }, (_, i) => {
    const pixels = Array.from({ length: 64 }, (_, at) => random.integer(160) + (at % 8 < 4 === (i % 2 === 0) ? 80 : 0));
    return [i % 2 === 0 ? 'left' : 'right', ...pixels].join(',');
  });
  await writeFile(join(folder, 'data.csv'), `${lines.join('\n')}\n`);
  for (const line of ['teacher --data data.csv --epochs 1', 'distill --epochs 1']) {
    const { exitCode, stderr } = await run(line);
    expect(stderr).not.toContain('retort:');
    expect(exitCode).toBe(0);
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function quantize(flags: string) {
  const { exitCode, stderr, json } = await run(`quantize ${flags} --json`);
  expect(exitCode).toBe(0);
  const { quantized, provenance } = await loadQuantizedNetwork(join(folder, 'retort-out', 'student.int8.safetensors'));
  const weights = quantized.operations.flatMap((one) => ('weights' in one ? [...one.weights] : []));
  return { json: json(), stderr, largest: Math.max(...weights.map(Math.abs)), provenance };
}

describe('retort quantize', () => {
  it('makes eight bits of the student’s weights by nearest steps unless told otherwise', async () => {
    const { json, largest, provenance } = await quantize('');
    expect(largest).toBe(127);
    expect(json).not.toHaveProperty('rounding');
    expect(provenance).not.toHaveProperty('rounded');
  });

  it('with --weight-bits 4 rounds by the surgeon, says so of every layer, in its JSON and in the file', async () => {
    const { json, stderr, largest, provenance } = await quantize('--weight-bits 4');
    expect(largest).toBe(7);
    expect(json).toMatchObject({ weightBits: 4, rounding: 'surgeon' });
    expect(provenance.rounded).toEqual({ weightBits: 4, rounding: 'surgeon' });
    expect(stderr).toMatch(/layer "logits" rounded by the surgeon, \d+\.\d+ % of the error of nearest steps/);
    expect(stderr).toContain('int4 weights: ');
    expect((await run('pack --json')).json()).toMatchObject({ image: expect.stringContaining('student.retort') });
  });

  it('takes each way of rounding with each number of bits', async () => {
    const nearest = await quantize('--weight-bits 4 --rounding nearest');
    expect(nearest.json).toMatchObject({ weightBits: 4, rounding: 'nearest' });
    expect(nearest.largest).toBe(7);
    expect(nearest.stderr).not.toContain('surgeon');
    const eight = await quantize('--rounding surgeon');
    expect(eight.json).toMatchObject({ weightBits: 8, rounding: 'surgeon' });
    expect(eight.largest).toBe(127);
  });

  it.each(['--weight-bits 5', '--rounding up'])('refuses %s as wrong usage', async (flags) => {
    const { exitCode, stderr } = await run(`quantize ${flags}`);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Allowed choices are');
  });
});
