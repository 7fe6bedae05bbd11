// `retort test` as its users run it, on a small suite of its own: a pool in parallel, retries, and bisecting.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStudentImage } from '../../host/image/read.ts';
import { writeStudentImage } from '../../host/image/write.ts';
import { templateStudent } from './judge.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const kit = pathToFileURL(join(root, 'host/api/hil.ts')).href;
const student = join(root, templateStudent);

let folder: string;
let config: string;
let file: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-runs-'));
  config = join(folder, 'vitest.config.mjs');
  await writeFile(
    config,
    `export default { test: { root: ${JSON.stringify(folder)}, include: ['*.hil.mjs'], testTimeout: 120_000 } };\n`,
  );
  await writeSuite('exact', "test('is bit-exact', ({ answers }) => expect(answers).toBeBitExact());");
  await writeSuite(
    'once',
    `test('fails the first time', async ({ answers }) => {
  const isFirst = await access(marker).then(() => false, () => true);
  await writeFile(marker, '');
  if (isFirst) expect(answers).toAnswerWithin({ milliseconds: 0 });
});`,
  );
  file = await readFile(student);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function writeSuite(name: string, body: string): Promise<void> {
  const suite = `import { access, writeFile } from 'node:fs/promises';
import { dataset, expect, student, testWith } from ${JSON.stringify(kit)};
const marker = ${JSON.stringify(join(folder, 'marker'))};
const test = testWith({ student: student(${JSON.stringify(student)}), dataset: dataset({ limit: 20 }) });
${body}
`;
  await writeFile(join(folder, `${name}.hil.mjs`), suite);
}

/** Runs the suite whose file has `name` in its path. */
async function runSuite(name: string, ...parameters: string[]) {
  const command = ['--import', 'tsx', 'host/cli/retort.ts', 'test', name, '--vitest-config', config, '--json'];
  const child = spawn(process.execPath, [...command, ...parameters], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const printed = await text(child.stdout);
  return { code: await exited, json: JSON.parse(printed) };
}

describe('retort test', () => {
  it('runs the suite on each board of a pool, chosen by tag, and names the board that fails', async () => {
    const pool = join(folder, 'pool.json');
    const boards = [
      { name: 'left', url: 'virtual:up5k', tags: ['bench'] },
      { name: 'right', url: 'virtual:up5k?seed=2', tags: ['bench'] },
      { name: 'gone', url: 'serial:/dev/no-such-port', tags: ['bench'] },
      { name: 'elsewhere', url: 'virtual:up5k' },
    ];
    await writeFile(pool, JSON.stringify({ boards }));
    const { code, json } = await runSuite('exact', '--pool', pool, '--tag', 'bench');
    expect(json.boards.map(({ board, passed, failed }: never) => [board, passed, failed])).toEqual([
      ['left', 1, 0],
      ['right', 1, 0],
      ['gone', 0, 1],
    ]);
    expect(json.passed).toBe(false);
    expect(code).toBe(6);
  });

  it('shows a test that passes at the second try as flaky, which is not a pass', async () => {
    const report = join(folder, 'report.html');
    const { code, json } = await runSuite('once', '--on', 'virtual:up5k', '--retries', '2', '--report', report);
    expect(json.boards).toMatchObject([{ passed: 0, failed: 0, flaky: 1 }]);
    expect(json.passed).toBe(false);
    expect(code).toBe(1);
    expect(await readFile(report, 'utf8')).toContain('flaky (timing): passed after 1 retries');
  });

  it('bisects to the first student with which it fails', async () => {
    const students = await Promise.all(
      [1, 2, 3, 4, 5].map(async (number) => {
        const image = readStudentImage(file, student);
        const payload = image.payload.slice();
        if (number > 2) payload[image.segments.find(({ kind }) => kind === 'weights')!.address] ^= 0x40;
        const path = join(folder, `student-${number}.retort`);
        await writeFile(path, writeStudentImage({ ...image, payload }));
        return path;
      }),
    );
    const { code, json } = await runSuite('exact', '--on', 'virtual:up5k', '--bisect', ...students);
    expect(json).toMatchObject({ lastGood: students[1], firstBad: students[2] });
    expect(json.verdict).toContain('1 numeric');
    expect(code).toBe(0);
  });

  it('does not take a board that is not there for a bad student', async () => {
    const { code, json } = await runSuite('exact', '--on', 'serial:/dev/no-such-port', '--bisect', student, student);
    expect(json.error).toMatchObject({ code: 'HIL_BISECT_INTERRUPTED' });
    expect(json.error.message).toContain('only the way to the board failed');
    expect(code).toBe(6);
  });
});
