// Examples in an empty folder with the package beside them, as npm would install it: here, the sources as compile-sources.ts has compiled them.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface ExampleFolder extends AsyncDisposable {
  readonly path: string;
  /** Ended with the folder at the latest. */
  start(program: string, ...parameters: string[]): ChildProcessWithoutNullStreams;
  /** What it writes to stdout. @throws Error where it does not end with 0 */
  run(program: string, ...parameters: string[]): Promise<string>;
  retort(...parameters: string[]): Promise<string>;
}

/** With the files of `examples`. It lies inside this project, so that the package's dependencies are found. */
export function exampleFolder(...examples: string[]): ExampleFolder {
  const compiled = process.env.RETORT_COMPILED!;
  mkdirSync(join(root, '.cache'), { recursive: true });
  const path = mkdtempSync(join(root, '.cache', 'example-'));
  const installed = join(path, 'node_modules', 'retort-fpga');
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(path, 'package.json'), '{ "name": "empty", "private": true }\n');
  cpSync(join(root, 'package.json'), join(installed, 'package.json'));
  symlinkSync(compiled, join(installed, 'dist'));
  for (const example of examples) cpSync(join(root, 'examples', example), path, { recursive: true });
  const children: ChildProcessWithoutNullStreams[] = [];
  const start: ExampleFolder['start'] = (program, ...parameters) => {
    const child = spawn(program, parameters, { cwd: path });
    children.push(child);
    return child;
  };
  const run: ExampleFolder['run'] = async (program, ...parameters) => {
    const child = start(program, ...parameters);
    const texts = Promise.all([textOf(child.stdout), textOf(child.stderr)]);
    const status = await new Promise((resolve) => child.on('close', resolve));
    const [stdout, stderr] = await texts;
    if (status !== 0) throw new Error(`${program} ${parameters.join(' ')} ended with ${status}: ${stdout}${stderr}`);
    return stdout;
  };
  return {
    path,
    start,
    run,
    retort: (...parameters) => run(process.execPath, join(compiled, 'host/cli/retort.js'), ...parameters),
    async [Symbol.asyncDispose]() {
      for (const child of children) await end(child);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  await ended;
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const part of stream.setEncoding('utf8')) text += part;
  return text;
}

/** The shell blocks of an example's README: one for each terminal. */
export function terminalsOf(example: string): string[] {
  const text = readFileSync(join(root, 'examples', example, 'README.md'), 'utf8');
  return [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block]) => block);
}

/** The text blocks of an example's README: what it says that was printed. */
export function printedOf(example: string): string[] {
  const text = readFileSync(join(root, 'examples', example, 'README.md'), 'utf8');
  return [...text.matchAll(/^```text\n(.*?)^```/gms)].map(([, block]) => block);
}
