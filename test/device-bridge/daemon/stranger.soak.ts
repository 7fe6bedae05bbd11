// A bridge as its users run it, at an open Mosquitto, while a stranger writes messages of all kinds on every topic for a while: the bridge does
// not end, and the client that has the board flashes and infers as if it were alone.
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { openMqttLink } from '../../../device-bridge/link/mqtt-link.ts';
import { openBoard } from '../../../device-bridge/session/board.ts';
import { startRetort } from '../../cli/run-retort.ts';
import { createEchoImage } from '../../support/echo-image.ts';
import { startMosquitto } from '../../support/mosquitto.ts';
import { createStranger } from '../../support/stranger.ts';

const messages = 5000;

it.each([1, 2, 3])('unharmed by a stranger, seed %i', async (seed) => {
  const broker = await startMosquitto();
  const options = ['--board', 'b1=virtual:up5k', '--broker', broker.url, '--name', 'bench', '--json'];
  const bridge = startRetort(['bridge', ...options], { cwd: tmpdir() });
  await once(bridge.child.stdout, 'data');
  const address = { broker: broker.url, group: 'retort', bridge: 'bench', board: 'b1' };
  const victim = await openBoard(await openMqttLink({ ...address, clientId: 'victim' }));
  await victim.flash(createEchoImage(3000));
  const stranger = await createStranger(address, 'victim', seed);
  let raging = true;
  const rage = stranger.rage(messages).finally(() => (raging = false));
  let predictions = 0;
  let flashes = 0;
  while (raging) {
    await victim.flash(createEchoImage(20_000, { seed: (flashes++ % 2) + 2 }), { force: true });
    const inputs = Array.from({ length: 50 }, (_, sampleId) => ({
      sampleId,
      input: Uint8Array.from({ length: 8 }, (_, i) => (sampleId * (i + 3)) % 128),
    }));
    for await (const { sampleId, logits } of victim.infer(inputs)) {
      expect([...logits]).toEqual([...inputs[sampleId].input]);
      predictions += 1;
    }
  }
  await rage;
  expect(predictions).toBe(50 * flashes);
  expect(bridge.child.exitCode).toBeNull();
  console.log(`seed ${seed}: ${messages} messages, ${flashes} flashes, ${predictions} predictions, 0 exits`);
  await victim.close();
  await stranger.close();
  bridge.child.kill('SIGTERM');
  expect((await bridge.finished).exitCode).toBe(0);
  await broker.close();
});
