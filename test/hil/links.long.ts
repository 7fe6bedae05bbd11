// The hardware suite as its users run it, over each kind of link.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { serveVirtualBoard } from '../../firmware-artifacts/virtual-board/pseudo-terminal.ts';
import { startMosquitto } from '../support/mosquitto.ts';
import { startVirtualBridge } from '../support/virtual-bridge.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `retort test` in the repository, in a process of its own. @returns its exit code and its JSON */
async function runSuite(board: string) {
  const parameters = ['host/cli/retort.ts', 'test', '--on', board, '--vitest-config', 'vitest.hil.config.ts', '--json'];
  const child = spawn(process.execPath, ['--import', 'tsx', ...parameters], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const printed = await text(child.stdout);
  return { exitCode: await exited, json: JSON.parse(printed.trim().split('\n').at(-1)!) };
}

async function expectPassed(board: string): Promise<void> {
  expect(await runSuite(board)).toMatchObject({
    exitCode: 0,
    json: { passed: true, boards: [{ failed: 0, flaky: 0 }] },
  });
}

it('the suite passes over a serial port', async () => {
  const served = await serveVirtualBoard();
  await expectPassed(`serial:${served.path}?baud=3000000`);
  await served.close();
});

it('the suite passes over MQTT, at a real broker', async () => {
  const broker = await startMosquitto();
  const bridge = await startVirtualBridge({ broker: broker.url });
  await expectPassed(bridge.boardUrl);
  await bridge.close();
  await broker.close();
});
