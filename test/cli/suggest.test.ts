// `retort distill --suggest`, as a user meets it: before there is anything, with a teacher, and with a board.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTeacherOutputs } from '../../host/teacher/teacher-outputs.ts';
import { runInProcess } from './run-in-process.ts';
import { runRetort } from './run-retort.ts';
import { makeSmallRun } from './small-run.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-suggest-'));
  await makeSmallRun(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** `@` stands for the folder. */
const run = (line: string, json = true) =>
  runInProcess(['distill', '--suggest', ...line.replaceAll('@', folder).split(' ')], json);
async function suggest(line: string) {
  const { exitCode, stdout } = await run(line);
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

describe('retort distill --suggest', () => {
  it('works in an empty folder, without the data set, and leaves it empty', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'retort-empty-'));
    const env = { RETORT_DATA: empty, RETORT_CACHE: join(empty, 'cache') };
    const { exitCode, stdout, stderr } = await runRetort(['distill', '--suggest', '--data', 'cifar10'], {
      cwd: empty,
      env,
    });
    expect([exitCode, stderr, await readdir(empty)]).toEqual([0, '', []]);
    expect(stdout).toContain('cifar10: 9,000 training samples of 32×32×3 in 10 classes, 900 per class; student vgg:');
    expect(stdout).toContain("retort-out has no teacher for this data set: 'retort teacher' trains one.");
    expect(stdout).toMatch(
      /Worth trying, shown above scratch:\n {2}'soft-targets\?temperature=4' \*: \+\d\.\d\d points \(95 % interval \+\d\.\d\d to \+\d\.\d\d, 5 seeds\), cifar10, student, live teacher, experiment live-cifar10/,
    );
    expect(stdout).toContain(
      'None was measured with vgg:16-32-64/2: what helps another student may not help this one.',
    );
    expect(stdout).toMatch(/Next: retort teacher\n$/);
    await rm(empty, { recursive: true });
  });

  it('orders by evidence, and says so in JSON', async () => {
    const { suggestions, ...rest } = await suggest('--data digits --out @/none');
    expect(rest).toMatchObject({
      data: 'digits',
      form: { shape: [8, 8, 1], classes: 10 },
      student: 'student',
      parameters: 17_106,
      teacher: 'none',
      leftOut: [],
    });
    const order = ['shown', 'mixed', 'not shown', 'not comparable', 'against'];
    const found = suggestions.map(({ standing }: { standing: string }) => order.indexOf(standing));
    expect(found).toEqual(found.toSorted((a: number, b: number) => a - b));
    expect(suggestions[0]).toMatchObject({ standing: 'shown' });
  });

  it('reads the data set of the run, and leaves out what its outputs alone cannot do', async () => {
    const { data, form, teacher, alike, leftOut } = await suggest('--out @/run');
    expect(data).toContain('data.csv');
    expect(form).toMatchObject({ shape: [4, 4, 1], classes: 4 });
    expect([teacher, alike]).toEqual(['outputs', []]);
    expect(leftOut).toContain('hints');
    const { stdout } = await run('--out @/run', false);
    expect(stdout).toContain('Only the teacher’s outputs are available.');
    expect(stdout).toContain('Nothing has been measured on data like this.');
    expect(stdout).toContain('Left out, as the teacher cannot be run: ');
  });

  it('takes no teacher of another data set for its own', async () => {
    expect(await suggest('--out @/run --data digits')).toMatchObject({ data: 'digits', teacher: 'none' });
  });

  it('has the lead of a trained teacher over the student from scratch, once both are there', async () => {
    for (const line of [
      'teacher --data @/data.csv --out @/whole --epochs 2 --teacher-network mlp:16',
      'distill --out @/whole --epochs 2 --student mlp:8',
    ]) {
      expect((await runInProcess(line.replaceAll('@', folder).split(' '))).exitCode).toBe(0);
    }
    const { teacher, accuracies, leftOut } = await suggest('--out @/whole');
    expect([teacher, leftOut]).toEqual(['network', []]);
    expect(accuracies).toEqual({ teacher: expect.any(Number), scratch: expect.any(Number) });
    const { stdout } = await run('--out @/whole', false);
    expect(stdout).toMatch(/The teacher can be run, \d+\.\d\d % of the test split right, the student from scratch/);
    expect(stdout).toMatch(/a lead of \S+ points\. (Of the findings below with at most such a lead|No finding below)/);
    const outputs = join(folder, 'whole', 'teacher-outputs.safetensors');
    expect((await loadTeacherOutputs(outputs)).outside).toBeUndefined();
  });

  it('says whether the student fits a board, and what would hold it', async () => {
    const fits = await suggest('--data digits --out @/none --board up5k');
    expect(fits.board).toMatchObject({ name: 'up5k', memoryBytes: 131_072, student: { fits: true } });
    const { stdout } = await run('--data mnist --out @/none --board up5k --student vgg:24-48-96', false);
    expect(stdout).toMatch(
      /It does not fit up5k, with [\d,]+ of 131,072 bytes of memory: 'retort students --board up5k'/,
    );
    const beyond = await run('--data mnist --out @/none --board up5k --student mlp:800-800', false);
    expect(beyond.stdout).toContain('up5k cannot run it: the weights of mlp:800-800 take');
  });

  it('is not for an option that says how to train', async () => {
    const { exitCode, stdout } = await run('--data digits --method dkd');
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout).error.message).toContain(
      "option '--suggest' cannot be used with option '--method <name>'",
    );
  });

  it('refuses data that cannot be read', async () => {
    await writeFile(join(folder, 'empty.csv'), '');
    expect((await run('--data @/empty.csv --out @/none')).exitCode).toBe(3);
  });
});

describe('retort distill --board', () => {
  it('refuses a student that this board does not hold, before anything is trained', async () => {
    const line = 'distill --out @/run --board ulx3s-25f --student vgg:64-64-128';
    const { exitCode, stdout } = await runInProcess(line.replaceAll('@', folder).split(' '));
    expect(exitCode).toBe(5);
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'CLI_STUDENT_TOO_LARGE' });
    expect(JSON.parse(stdout).error.message).toContain('ulx3s-25f has 98,304');
  });
});
