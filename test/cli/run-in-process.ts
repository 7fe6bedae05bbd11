// Runs a command in this process, as host/cli/retort.ts does, so that hundreds of faults take seconds.

import { reportError } from '../../host/cli/report-error.ts';

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runInProcess(command: readonly string[], json = true): Promise<Ran> {
  const { runCommandLine } = await import('../../host/cli/program.ts');
  const texts = { stdout: '', stderr: '' };
  const writes = { stdout: process.stdout.write, stderr: process.stderr.write };
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = ((text: string) => {
      texts[stream] += text;
      return true;
    }) as typeof process.stdout.write;
  }
  process.exitCode = undefined;
  try {
    await runCommandLine([...command, ...(json ? ['--json'] : [])], json).catch((error) => reportError(error, json));
    return { exitCode: Number(process.exitCode ?? 0), ...texts };
  } finally {
    process.stdout.write = writes.stdout;
    process.stderr.write = writes.stderr;
    process.exitCode = undefined;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeAllListeners(signal);
  }
}
