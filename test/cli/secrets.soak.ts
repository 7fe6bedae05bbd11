// A password or token in a URL, wherever it is typed, comes out nowhere: not on stdout or stderr, in JSON, a stack, a file, or the list of
// processes.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../support/mosquitto.ts';
import { startVirtualBridge, type VirtualBridge } from '../support/virtual-bridge.ts';
import { runRetort, startRetort } from './run-retort.ts';
import { makeSmallRun, type SmallRun } from './small-run.ts';

const secret = 'pl4nted-s3cret';
let cwd: string;
let run: SmallRun;
let bridge: VirtualBridge;
let there: string;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'retort-secrets-'));
  run = await makeSmallRun(cwd);
  bridge = await startVirtualBridge();
  there = bridge.boardUrl.replace('mqtt://', `mqtt://lab:${secret}@`);
});
afterAll(async () => {
  await bridge.close();
  await rm(cwd, { recursive: true });
});

/** Of everything below the folder of the test. */
async function filesWithSecret(): Promise<string[]> {
  const entries = await readdir(cwd, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.map((file) => readFile(file)));
  return files.filter((_, i) => contents[i].includes(secret));
}

const away = (port: number) => `mqtt://lab:${secret}@127.0.0.1:${port}/test/bench/up5k`;

describe('a secret in a URL', () => {
  it('does not appear in anything that the commands print and write while they use it', async () => {
    const out = ['--out', run.out];
    const lines = [
      ['flash', ...out, '--on', there],
      ['validate', '--data', run.csv, ...out, `--on=${there}`, '--report', join(cwd, 'report.html')],
      ['feed', there, '--data', run.csv, ...out, '--count', '3'],
      ['monitor', there, ...out, '--for', '0.5'],
    ];
    for (const line of lines) {
      for (const more of [[], ['--json']]) {
        const { exitCode, stdout, stderr } = await runRetort([...line, ...more], { cwd, env: { RETORT_DEBUG: '1' } });
        expect(`${line[0]} ${stdout}${stderr}`).not.toContain(secret);
        expect(exitCode, `${line[0]}: ${stderr}${stdout}`).toBe(0);
      }
    }
    expect(await filesWithSecret()).toEqual([]);
  });

  it('does not appear in an error, its fields or its stack', async () => {
    const port = await findFreePort();
    await writeFile(join(cwd, 'secret.config.ts'), `export default { on: '${away(port)}' };`);
    const lines = [
      ['flash', '--on', away(port)],
      ['flash', '--config', 'secret.config.ts'],
      ['infer', 'picture.png', '--on', away(port)],
      ['trace', '--on', away(port)],
      ['feed', away(port)],
      ['monitor', away(port)],
      ['demo', '--on', `${away(port)}?client=a/b`],
      ['validate', '--on', `wss://host/mqtt?token=${secret}`],
      ['flash', '--on', `${there}?token=${secret}`],
      ['flash', '--on', `mqtt:/lab:${secret}@host`],
      ['bridge', '--board', 'virtual:up5k', '--broker', `mqtt://lab:${secret}@127.0.0.1:${port}`],
      ['bridge', '--board', 'virtual:up5k', '--broker', `http://lab:${secret}@127.0.0.1`],
      ['bridge', '--board', `b1=${away(port)}`],
      ['flash', `--of=${away(port)}`],
      ['nosuch', away(port)],
    ].map((line) => (/flash|infer|validate|feed|monitor|trace/.test(line[0]) ? [...line, '--out', run.out] : line));
    for (const line of lines) {
      for (const more of [[], ['--json']]) {
        const { exitCode, stdout, stderr } = await runRetort([...line, ...more], { cwd, env: { RETORT_DEBUG: '1' } });
        expect(`${line[0]} ${stdout}${stderr}`).not.toContain(secret);
        expect(exitCode, line.join(' ')).not.toBe(0);
      }
    }
    await rm(join(cwd, 'secret.config.ts'));
    expect(await filesWithSecret()).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('is not in the list of processes', async () => {
    const watching = startRetort(['monitor', there, '--out', run.out, '--for', '30', '--json'], { cwd });
    await new Promise((resolve) => watching.child.stdout.once('data', resolve));
    const shown = execFileSync('ps', ['-o', 'args=', '-p', String(watching.child.pid)], { encoding: 'utf8' });
    watching.child.kill('SIGTERM');
    await watching.finished;
    expect(shown).toContain('monitor mqtt://127.0.0.1');
    expect(shown).not.toContain(secret);
  });
});
