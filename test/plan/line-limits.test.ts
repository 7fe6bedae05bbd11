// What `plan` says of a line that is slower than the core, and what would help.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inputWireBytes, predictionWireBytes } from '../../device-bridge/session/wire-bytes.ts';
import { lineRatesOf } from '../../host/cli/steps/line-rates.ts';
import { percent } from '../../host/cli/text/format.ts';
import { coreNamed } from '../../host/image/core-description.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { findLineLimits } from '../../host/plan/line-limits.ts';
import { planLink } from '../../host/plan/link-time.ts';
import { runInProcess } from '../cli/run-in-process.ts';
import { makePackOptions } from '../support/labelled-network.ts';

const inputBytes = 784;
const bytes = { upload: 20_000, input: inputWireBytes(inputBytes), output: predictionWireBytes(10) };
const limitsAt = (baud: number, computeMilliseconds: number) =>
  findLineLimits(planLink({ bytes, computeMilliseconds, slotCount: 2 }, [baud]), inputBytes, inputWireBytes);

describe('a line that limits', () => {
  it('names the longest input that takes no longer than the core: one byte more does', () => {
    for (const computeMilliseconds of [0.2, 0.75, 1.5, 2.5]) {
      const [{ balancedInputBytes: most }] = limitsAt(3_000_000, computeMilliseconds);
      const onLine = (count: number) => (10_000 * inputWireBytes(count)) / 3_000_000;
      expect(onLine(most!)).toBeLessThanOrEqual(computeMilliseconds);
      expect(onLine(most! + 1)).toBeGreaterThan(computeMilliseconds);
    }
  });

  it('names none where even one byte takes longer, or the prediction does', () => {
    expect(limitsAt(115_200, 1)).toEqual([{ baud: 115_200, balancedInputBytes: null }]);
    const output = 20;
    const link = planLink({ bytes: { ...bytes, output }, computeMilliseconds: 0.06, slotCount: 2 }, [3_000_000]);
    expect(link.rates[0].outputMilliseconds).toBeGreaterThan(0.06);
    expect(findLineLimits(link, inputBytes, inputWireBytes)[0].balancedInputBytes).toBeNull();
    const short = planLink({ bytes: { ...bytes, output: 1 }, computeMilliseconds: 0.04, slotCount: 2 }, [3_000_000]);
    expect(findLineLimits(short, inputBytes, inputWireBytes)[0].balancedInputBytes).toBeNull();
  });

  it('is not one where the core takes longer', () => {
    expect(limitsAt(3_000_000, 3)).toEqual([]);
  });
});

describe('the rates of a board', () => {
  it('end at what its USB bridge can do', () => {
    expect(lineRatesOf(coreNamed('ulx3s-85f'))).toEqual({
      rates: [115_200, 921_600, 3_000_000],
      fastest: 3_000_000,
      usbBridge: 'FT231X',
    });
  });

  it('end at a quarter of its clock where the bridge is not known', () => {
    expect(lineRatesOf(coreNamed('up5k'))).toEqual({
      rates: [115_200, 921_600, 3_000_000, 6_000_000],
      fastest: 6_000_000,
    });
  });

  it('are only those that its clock makes', () => {
    expect(lineRatesOf({ name: 'ulx3s-85f', clockHz: 10_000_000 }).rates).toEqual([115_200, 921_600]);
  });
});

it('retort plan says so, in text and in JSON', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'retort-line-'));
  const image = join(folder, 'student.retort');
  await writeFile(image, packStudentImage(makePackOptions()));
  const { link } = JSON.parse((await runInProcess(['plan', image])).stdout);
  const { stdout } = await runInProcess(['plan', image], false);
  await rm(folder, { recursive: true });
  const [slowest] = link.rates;
  expect(link).toMatchObject({ fastestBaud: 6_000_000, limits: [{ baud: 115_200 }, {}, {}, {}] });
  expect(stdout).toContain('The line limits inferences per second:\n- at 115,200 baud the line takes ');
  expect(stdout).toContain(`the core is busy ${percent(slowest.coreBusy, 1)} of the time; no smaller input helps`);
  expect(stdout).toContain(
    `- 6,000,000 baud (?baud=6000000 in the board's URL), the highest rate of up5k, if its USB bridge can, gives ${link.rates.at(-1).inferencesPerSecond.toFixed(1)} inferences per second`,
  );
});
