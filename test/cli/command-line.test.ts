import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProgram } from '../../host/cli/program.ts';
import { runRetort } from './run-retort.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...parameters: string[]) => runRetort(parameters, { cwd: folder });

describe('retort', () => {
  it('documents its exit codes and gives an example', async () => {
    const { exitCode, stdout, stderr } = await run('--help');
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain('Example:\n  retort demo');
    for (const code of ['0', '1', '2', '3', '4', '5', '6', '7', '130'])
      expect(stdout).toMatch(new RegExp(`^  ${code} +\\w`, 'm'));
  });

  it('refuses an unknown command as wrong usage', async () => {
    const { exitCode, stdout, stderr } = await run('destil');
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain("retort: unknown command 'destil'");
    expect(stderr).toContain('Did you mean distill?');
  });

  it('says with --json what is wrong with the usage', async () => {
    const { exitCode, json, stderr } = await run('validate', '--limit', 'many', '--json');
    expect(exitCode).toBe(2);
    expect(stderr).toBe('');
    expect(json().error).toMatchObject({
      code: 'CLI_USAGE',
      message: expect.stringContaining("'many' is not a whole number from 1 to 1,000,000"),
    });
  });

  it('names the command that makes a missing artifact', async () => {
    const { exitCode, stderr } = await run('flash', '--out', 'nowhere');
    expect(exitCode).toBe(3);
    expect(stderr).toBe(
      `retort: ${join('nowhere', 'student.retort')} does not exist: create it with 'retort pack --out nowhere', or name another run folder with --out\n`,
    );
  });

  it('refuses a file that is not an image', async () => {
    await writeFile(join(folder, 'not.retort'), 'nonsense');
    const { exitCode, json } = await run('inspect', 'not.retort', '--json');
    expect(exitCode).toBe(5);
    expect(json().error).toMatchObject({ code: 'IMAGE_CORRUPT', source: 'not.retort' });
  });

  it('refuses a board that it does not know, and says which there are', async () => {
    const { exitCode, stderr } = await run('validate', '--on', 'tcp:3');
    expect(exitCode).toBe(2);
    expect(stderr).toContain("'tcp:3' is not a board URL: 'tcp' is not a kind of board. Accepted forms: virtual:up5k");
  });

  it('refuses a data set that is not there', async () => {
    const { exitCode, json } = await run('teacher', '--data', 'no/such.csv', '--json');
    expect(exitCode).toBe(3);
    expect(json().error).toMatchObject({ code: 'DATASET_NOT_FOUND', dataset: 'no/such.csv' });
  });

  it('shows no stack unless RETORT_DEBUG is set', async () => {
    const parameters = ['inspect', 'nowhere.retort'];
    expect((await run(...parameters)).stderr).not.toContain('    at ');
    expect((await runRetort(parameters, { cwd: folder, env: { RETORT_DEBUG: '1' } })).stderr).toContain('    at ');
  });
});

describe('every command', () => {
  const program = createProgram(false);

  it.each(program.commands.map((command) => [command.name(), command] as const))(
    '%s has --json and an example',
    (name, command) => {
      let help = '';
      command.configureOutput({ writeOut: (text) => (help += text) });
      command.outputHelp();
      expect(help).toContain('--json');
      expect(help).toContain(`Example:\n  retort ${name}`);
    },
  );

  it('is one of those that the design names', () => {
    expect(program.commands.map((command) => command.name()).sort()).toEqual(
      [
        'board',
        'boards',
        'bridge',
        'compare',
        'completion',
        'data',
        'demo',
        'distill',
        'doctor',
        'feed',
        'flash',
        'history',
        'import',
        'infer',
        'init',
        'inputs',
        'inspect',
        'methods',
        'monitor',
        'pack',
        'plan',
        'quantize',
        'set-up',
        'students',
        'teacher',
        'test',
        'trace',
        'tree',
        'validate',
      ].sort(),
    );
  });
});
