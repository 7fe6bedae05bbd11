// Examples in an empty folder, with the package beside them as npm would install it: here, the sources as compile-sources.ts has compiled them.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface EmptyFolder extends Disposable {
  readonly path: string;
  start(program: string, ...parameters: string[]): ChildProcessWithoutNullStreams;
  /** @throws Error where it does not end with 0 */
  run(program: string, ...parameters: string[]): Promise<string>;
  retort(...parameters: string[]): Promise<string>;
}

/** With the files of `examples`. Inside this project, so that the package's dependencies are found. */
export function emptyFolderWith(...examples: string[]): EmptyFolder {
  const compiled = process.env.RETORT_COMPILED!;
  mkdirSync(join(root, '.cache'), { recursive: true });
  const path = mkdtempSync(join(root, '.cache', 'examples-'));
  const installed = join(path, 'node_modules', 'retort-fpga');
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(path, 'package.json'), '{ "name": "empty", "private": true }\n');
  cpSync(join(root, 'package.json'), join(installed, 'package.json'));
  symlinkSync(compiled, join(installed, 'dist'));
  for (const example of examples) cpSync(join(root, 'examples', example), path, { recursive: true });
  const start: EmptyFolder['start'] = (program, ...parameters) => spawn(program, parameters, { cwd: path });
  const run: EmptyFolder['run'] = async (program, ...parameters) => {
    const child = start(program, ...parameters);
    const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
    const status = await new Promise((resolve) => child.on('close', resolve));
    if (status !== 0) throw new Error(`${program} ended with ${status}: ${await stdout}${await stderr}`);
    return stdout;
  };
  return {
    path,
    start,
    run,
    retort: (...parameters) => run(process.execPath, join(compiled, 'host/cli/retort.js'), ...parameters),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const part of stream.setEncoding('utf8')) text += part;
  return text;
}

/** The lines of a README's first shell block, without comments and `npx`. */
export function commandsOf(example: string): string[] {
  const [, block] =
    /^```sh\n(.*?)^```/ms.exec(readFileSync(join(root, 'examples', example, 'README.md'), 'utf8')) ?? [];
  return block.trim().split('\n');
}
