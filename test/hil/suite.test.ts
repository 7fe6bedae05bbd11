import { describe, expect, it } from 'vitest';
import { bisect } from '../../host/hil/suite/bisect.ts';
import { htmlReport } from '../../host/hil/suite/html-report.ts';
import { junitXml } from '../../host/hil/suite/junit.ts';
import type { BoardOutcome, TestOutcome } from '../../host/hil/suite/outcome.ts';
import { verdictOf } from '../../host/hil/suite/verdict.ts';

const test = (name: string, more: Partial<TestOutcome> = {}): TestOutcome => ({
  ...{ file: 'test/board.test.ts', name, state: 'passed', seconds: 0.25, retries: 0, failures: [] },
  ...more,
});
const numeric = { class: 'numeric', message: '[numeric] 3 of 200 differ <&>\u0007\nreproduce: …' } as const;
const lost = { class: 'infrastructure', message: '[infrastructure] no port' } as const;
const boards: BoardOutcome[] = [
  { board: 'b1', tests: [test('a'), test('b', { state: 'failed', failures: [numeric] })] },
  {
    board: 'b2',
    tests: [test('a', { state: 'flaky', retries: 1, failures: [lost] }), test('b', { state: 'skipped', note: 'why' })],
  },
];

describe('the outcome of a suite', () => {
  it('as JUnit has the class as the type, and a flaky test as a failure', () => {
    const xml = junitXml(boards);
    expect(xml).toContain('<testsuites name="retort test" tests="4" failures="2" errors="0" skipped="1"');
    expect(xml).toContain('<failure type="numeric" message="[numeric] 3 of 200 differ &lt;&amp;&gt;�">');
    expect(xml).toContain(
      '<failure type="flaky" message="flaky (infrastructure), passed after 1 retries: [infrastructure] no port">',
    );
    expect(xml).toContain('<skipped message="why"/>');
  });

  it('as HTML shows each failure in full and makes no request', () => {
    const page = htmlReport(boards, new Date(0));
    expect(page).toContain('3 of 200 differ &lt;&amp;&gt;');
    expect(page).toContain('flaky (infrastructure): passed after 1 retries');
    expect(page).toContain("default-src 'none'");
  });

  it('in a sentence is not good where a test is flaky', () => {
    expect(verdictOf(boards)).toEqual({
      text: '1 passed, 1 failed, 1 flaky, 1 skipped on 2 boards (1 infrastructure, 1 numeric)',
      good: false,
      onlyInfrastructure: false,
    });
    expect(verdictOf([boards[1]])).toMatchObject({ good: false, onlyInfrastructure: true });
    expect(verdictOf([{ board: 'b', tests: [test('a')] }])).toMatchObject({ text: '1 passed on b', good: true });
  });
});

describe('bisect', () => {
  const students = Array.from({ length: 20 }, (_, i) => `s${i}`);
  const goodUpTo = (last: number) => async (student: string) => Number(student.slice(1)) <= last;

  it.each([0, 1, 7, 18])('finds the first bad student after s%i', async (last) => {
    const found = await bisect(students, goodUpTo(last));
    expect(found).toMatchObject({ lastGood: `s${last}`, firstBad: `s${last + 1}` });
    expect(found.tried).toBeLessThanOrEqual(7);
  });

  it('refuses where there is nothing to halve', async () => {
    await expect(bisect(students, goodUpTo(30))).rejects.toThrow('the suite passes with s19');
    await expect(bisect(students, goodUpTo(-1))).rejects.toThrow('the suite already fails with s0');
    await expect(bisect(['s0'], goodUpTo(0))).rejects.toThrow('1 student is not enough');
  });
});
