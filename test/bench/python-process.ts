// A Python program that is timed beside Retort: told what to run as one line of JSON, it answers "ready" or why it cannot, then each line with
// one of its own. The environment variable RETORT_BENCH_PYTHON names the interpreter.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface PythonProcess {
  ask(line: string): Promise<string>;
  close(): void;
}

/** @returns the reason in `skipped` where it cannot be had */
export async function openPython(
  script: string,
  kind: string,
  description: object,
): Promise<PythonProcess | { readonly skipped: string }> {
  const python = process.env.RETORT_BENCH_PYTHON ?? 'python3';
  const child = spawn(python, [script, kind], { stdio: ['pipe', 'pipe', 'ignore'] });
  const failed = new Promise<string>((resolve) => child.once('error', ({ message }) => resolve(message)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (line: string): Promise<string> => {
    child.stdin.write(`${line}\n`);
    const answer = await Promise.race([lines.next(), failed.then((message) => ({ done: false, value: message }))]);
    return answer.done ? 'it ended' : answer.value;
  };
  child.stdin.on('error', () => child.kill());
  const ready = await ask(JSON.stringify(description));
  return ready === 'ready' ? { ask, close: () => child.kill() } : { skipped: ready };
}
