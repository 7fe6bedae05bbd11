// What training on the named data sets costs in memory.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

describe('teacher and student of a named data set', () => {
  const script = fileURLToPath(new URL('../support/train-named-set.ts', import.meta.url));
  it.each(['mnist', 'fashion-mnist', 'cifar10'])('train in less than 1.5 GB: %s', async (name) => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, name]);
    const { peakMegabytes } = JSON.parse(stdout);
    console.log(`${name}: ${peakMegabytes.toFixed(0)} MB`);
    expect(peakMegabytes).toBeGreaterThan(100);
    expect(peakMegabytes).toBeLessThan(1500);
  });
});
