// The short form of secrets.soak.ts: one command that uses a password in a URL, one that fails with it.
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { startVirtualBridge } from '../support/virtual-bridge.ts';
import { runRetort, startRetort } from './run-retort.ts';

const secret = 'pl4nted-s3cret';
const cwd = tmpdir();

it('does not show a password of a URL in an error, its fields or its stack', async () => {
  const broker = `http://lab:${secret}@127.0.0.1`;
  const refused = await runRetort(['bridge', '--board', 'virtual:up5k', '--broker', broker, '--json'], {
    cwd,
    env: { RETORT_DEBUG: '1' },
  });
  expect(refused.json().error).toMatchObject({ code: 'CLI_BROKER_URL', url: 'http://127.0.0.1' });
  expect(refused.stdout + refused.stderr).not.toContain(secret);
});

it.runIf(process.platform === 'linux')('does not leave it in the list of processes while it uses it', async () => {
  const bridge = await startVirtualBridge();
  const broker = bridge.address.broker.replace('mqtt://', `mqtt://lab:${secret}@`);
  const second = startRetort(['bridge', '--board', 'virtual:up5k', '--broker', broker, '--name', 'b2'], { cwd });
  const said = await new Promise<string>((resolve) => second.child.stdout.once('data', resolve));
  const shown = execFileSync('ps', ['-o', 'args=', '-p', String(second.child.pid)], { encoding: 'utf8' });
  second.child.kill('SIGTERM');
  const { stdout, stderr, exitCode } = await second.finished;
  expect(exitCode).toBe(0);
  expect(said).toBe(`up5k: --on ${bridge.address.broker}/retort/b2/up5k\n`);
  expect(shown).toContain(`--broker ${bridge.address.broker} --name b2`);
  expect(shown + stdout + stderr).not.toContain(secret);
  await bridge.close();
});
