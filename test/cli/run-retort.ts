// Runs the command as a child process, as a user does, but from a folder of the test's own.

import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The program and its arguments: the sources as test/support/compile-sources.ts has compiled them. */
export function retortCommand(parameters: readonly string[]): string[] {
  const compiled = process.env.RETORT_COMPILED;
  if (compiled === undefined) throw new Error('vitest was started with a configuration without compile-sources.ts');
  return [process.execPath, join(compiled, 'host/cli/retort.js'), ...parameters];
}

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The last line of stdout. */
  readonly json: () => Record<string, unknown> & {
    readonly error?: { readonly code: string; readonly message: string };
  };
}

export function runRetort(
  parameters: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Finished> {
  const { child, finished } = startRetort(parameters, options);
  child.stdin.end();
  return finished;
}

export function startRetort(
  parameters: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
) {
  const [program, ...rest] = retortCommand(parameters);
  const child = spawn(program, rest, {
    cwd,
    env: { ...process.env, RETORT_DEBUG: '', ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) =>
      resolve({ exitCode, stdout, stderr, json: () => parseLastLine({ exitCode, stdout, stderr }) }),
    );
  });
  return { child, finished };
}

function parseLastLine({ exitCode, stdout, stderr }: Omit<Finished, 'json'>) {
  const line = stdout.trim().split('\n').at(-1) ?? '';
  if (!line.startsWith('{'))
    throw new Error(`retort ended with ${exitCode} and without JSON on stdout: ${stdout}${stderr}`);
  return JSON.parse(line);
}
