// The examples as their READMEs give them: each in an empty folder with the packed package, its shell blocks as terminals side by side. Needs npm, PyPI
// and python3.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { printedOf, terminalsOf } from '../support/example-folder.ts';
import { type InstalledPackage, installPackage, succeed } from './installed-package.ts';

let installed: InstalledPackage;
const terminals: ChildProcess[] = [];
beforeAll(async () => {
  installed = await installPackage();
});
afterAll(async () => {
  for (const terminal of terminals) await close(terminal);
  installed[Symbol.dispose]();
});

/** With the package in its node_modules. */
function emptyFolder(name: string): string {
  const folder = join(installed.project, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "name": "empty", "private": true }\n');
  symlinkSync(join(installed.project, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function bash(folder: string, block: string): Promise<string> {
  return succeed(installed.run('bash', ['-ec', `cd '${folder}'\n${block}`])).then(({ stdout }) => stdout);
}

/** A terminal whose last command stays; `until` on its screen says that it is ready. */
async function open(folder: string, block: string, until: RegExp): Promise<string> {
  const env = { ...process.env, RETORT_CACHE: installed.cache };
  const terminal = spawn('bash', ['-ec', block], { cwd: folder, env, detached: true });
  terminals.push(terminal);
  let screen = '';
  const show = (text: string) => {
    screen += text;
  };
  terminal.stdout.setEncoding('utf8').on('data', show);
  terminal.stderr.setEncoding('utf8').on('data', show);
  const ended = once(terminal, 'close').then(([code]) => {
    throw new Error(`ended with ${code}: ${screen}`);
  });
  ended.catch(() => {});
  while (!until.test(screen)) await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 100))]);
  return screen;
}

async function close(terminal: ChildProcess): Promise<void> {
  if (terminal.exitCode !== null || terminal.signalCode !== null) return;
  const closed = once(terminal, 'close');
  process.kill(-terminal.pid!, 'SIGINT');
  await closed;
}

it('tflite: a model is planned, imported, run and traced', async () => {
  const [commands] = terminalsOf('tflite');
  const printed = await bash(emptyFolder('tflite'), commands);
  for (const part of printedOf('tflite')) expect(printed).toContain(part);
});

it('node-stream: a student is flashed, and predictions stream', async () => {
  const [commands] = terminalsOf('node-stream');
  expect(await bash(emptyFolder('node-stream'), commands)).toContain('0 horizontal.png: horizontal, 4039 cycles\n');
});

it('python-client: pictures are classified without Node', async () => {
  const [first, second] = terminalsOf('python-client');
  const folder = emptyFolder('python-client');
  await open(folder, first, /Use it with/);
  expect(await bash(folder, second)).toBe(printedOf('python-client')[0]);
});

it('mqtt-dashboard: a page follows the board', async () => {
  const [bridge, dashboard, feeder] = terminalsOf('mqtt-dashboard');
  const folder = emptyFolder('mqtt-dashboard');
  await open(folder, bridge, /b1 is online/);
  expect(await open(folder, dashboard, /http:\S+\n/)).toBe('http://127.0.0.1:8080\n');
  expect(await bash(folder, feeder.replace('/b1 60 ', '/b1 3 '))).toContain(
    '0 horizontal.png: horizontal, 4039 cycles\n',
  );
  const events = await fetch('http://127.0.0.1:8080/events');
  const reader = events.body!.getReader();
  const { value } = await reader.read();
  const { counts, missed } = JSON.parse(new TextDecoder().decode(value).slice('data: '.length).split('\n')[0]);
  expect(counts[0]).toBeGreaterThan(0);
  expect(Math.abs(counts[0] - counts[1])).toBeLessThanOrEqual(1);
  expect(missed).toBe(0);
  await reader.cancel();
});

it('own-pictures: drawn pictures become a student, bit-exact on virtual boards', async () => {
  await succeed(installed.retort('set-up'));
  const [commands] = terminalsOf('own-pictures');
  const folder = emptyFolder('own-pictures');
  const printed = await bash(folder, commands);
  expect(printed).toMatch(/^bit-exact {2}27 of 27 predictions, all logits$/m);
  expect(Number(/^board +(\S+) %$/m.exec(printed)?.[1])).toBeGreaterThan(60);
  expect(existsSync(join(folder, 'retort-out/report.html'))).toBe(true);
  expect(readFileSync(join(folder, 'retort-out/student.retort')).length).toBeGreaterThan(1000);
});
