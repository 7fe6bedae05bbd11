// Whatever is lost between a client and a board, in the middle of a flash or a run of inferences: within 10 s it goes on or ends in a
// typed error, no sample is lost or counted twice, and the board never runs a mixed image. The bridge is a process of its own, the
// broker a real Mosquitto, the board a virtual one behind a pseudo-terminal.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crc32 } from '../../../device-bridge/framing/crc32.ts';
import { openMqttLink } from '../../../device-bridge/link/mqtt-link.ts';
import { type Board, openBoard } from '../../../device-bridge/session/board.ts';
import { type ServedBoard, serveVirtualBoard } from '../../../firmware-artifacts/virtual-board/pseudo-terminal.ts';
import { startRetort } from '../../cli/run-retort.ts';
import { createEchoImage } from '../../support/echo-image.ts';
import { type Mosquitto, startMosquitto } from '../../support/mosquitto.ts';

const limitMs = 10_000;
/** Half a second without, then back. */
const outageMs = 500;
const before = createEchoImage(3000);
const after = createEchoImage(100_000, { seed: 2 });

let folder: string;
let broker: Mosquitto;
let served: ServedBoard;
let bridge: ReturnType<typeof startRetort>;
let board: Board;

function startBridge() {
  const port = `b1=serial:${join(folder, 'port')}`;
  return startRetort(['bridge', '--board', port, '--broker', broker.url, '--name', 'bench', '--json'], { cwd: folder });
}

const connect = async () =>
  openBoard(await openMqttLink({ broker: broker.url, group: 'retort', bridge: 'bench', board: 'b1' }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-outage-'));
  broker = await startMosquitto();
  served = await serveVirtualBoard({ link: join(folder, 'port') });
  bridge = startBridge();
  await once(bridge.child.stdout, 'data'); // it says where its boards are once it has its name
  board = await connect();
  await board.flash(before);
});

afterEach(async () => {
  await board.close();
  bridge.child.kill('SIGTERM');
  await bridge.finished;
  await served.close();
  await broker.close();
  await rm(folder, { recursive: true });
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Each takes something away and brings it back. */
const outages: readonly (readonly [string, () => Promise<void>])[] = [
  [
    'the broker is killed and started again',
    async () => {
      await broker.kill();
      await pause(outageMs);
      await broker.start();
    },
  ],
  [
    'the bridge is killed and started again',
    async () => {
      bridge.child.kill('SIGKILL');
      await bridge.finished;
      await pause(outageMs);
      bridge = startBridge();
    },
  ],
  [
    'the board is unplugged and plugged in again',
    async () => {
      await served.unplug();
      await pause(outageMs);
      await served.plug();
    },
  ],
];

interface Outcome {
  readonly error?: unknown;
  readonly milliseconds: number;
}

/** How `work` ended, and how long after the outage began. */
async function outcomeOf(work: Promise<unknown>, outageBegan: () => number): Promise<Outcome> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason ?? new Error('rejected without a reason'),
  );
  return { error, milliseconds: performance.now() - outageBegan() };
}

function expectSettled({ error, milliseconds }: Outcome): void {
  expect(milliseconds).toBeLessThan(limitMs);
  if (error !== undefined) expect(error).toMatchObject({ code: expect.stringMatching(/^[A-Z_]+$/) });
}

/** Whole: the image that it had, the new one, or none. */
async function expectNoMixture(): Promise<number> {
  await board.close();
  board = await connect();
  const { imageId } = await board.status();
  for (const image of [before, after]) {
    if (image.imageId === imageId) expect(await board.rangeCrc(0, image.payload.length)).toBe(crc32(image.payload));
  }
  expect([0, before.imageId, after.imageId]).toContain(imageId);
  return imageId;
}

describe.each(outages)('while %s', (_, outage) => {
  it.each(['upload', 'commit'] as const)('a flash in its %s continues or ends in a typed error', async (phase) => {
    let began = 0;
    let recovered: Promise<void> | undefined;
    const begin = () => {
      began = performance.now();
      recovered = outage();
    };
    const work = board.flash(after, {
      onEvent: (event) => {
        if (recovered || event.kind !== 'progress') return;
        const reached = phase === 'upload' ? event.bytes > event.total / 3 : event.bytes === event.total;
        if (reached) phase === 'upload' ? begin() : setTimeout(() => recovered ?? begin(), 200);
      },
    });
    const outcome = await outcomeOf(work, () => began);
    await recovered;
    expect(began).toBeGreaterThan(0);
    expectSettled(outcome);
    const imageId = await expectNoMixture();
    if (outcome.error === undefined) expect(imageId).toBe(after.imageId);
    console.log(`flash, ${phase}: ${outcome.error ?? 'went on'} after ${Math.round(outcome.milliseconds)} ms`);
    expect(await board.flash(after)).toBeDefined();
  });

  it('a run of inferences continues or ends in a typed error, each sample counted once', async () => {
    const inputOf = (sampleId: number) => Uint8Array.from({ length: 8 }, (_, i) => (sampleId * (i + 3)) % 128);
    const samples = Array.from({ length: 400 }, (_, sampleId) => ({ sampleId, input: inputOf(sampleId) }));
    const seen = new Set<number>();
    let began = 0;
    let recovered: Promise<void> | undefined;
    const run = async () => {
      for await (const { sampleId, logits } of board.infer(samples, { inFlight: 4 })) {
        expect(seen.has(sampleId)).toBe(false);
        expect([...logits]).toEqual([...inputOf(sampleId)]);
        seen.add(sampleId);
        if (seen.size !== 100) continue;
        began = performance.now();
        recovered = outage();
      }
    };
    const outcome = await outcomeOf(run(), () => began);
    await recovered;
    expectSettled(outcome);
    if (outcome.error === undefined) expect(seen.size).toBe(samples.length);
    console.log(`inferences: ${outcome.error ?? 'went on'} after ${Math.round(outcome.milliseconds)} ms, ${seen.size}`);
  });
});

describe.each([
  ['the broker', 'BROKER_UNREACHABLE', () => broker.kill()],
  ['the bridge', 'BRIDGE_OFFLINE', async () => void bridge.child.kill('SIGKILL')],
  ['the board', 'BOARD_ABSENT', () => served.unplug()],
] as readonly (readonly [string, string, () => Promise<void>])[])('when %s is gone for good', (_, code, takeAway) => {
  it(`a flash ends as ${code} within 10 s`, async () => {
    let began = 0;
    const onEvent = ({ kind }: { readonly kind: string }) => {
      if (began > 0 || kind !== 'progress') return;
      began = performance.now();
      takeAway();
    };
    const { error, milliseconds } = await outcomeOf(board.flash(after, { onEvent }), () => began);
    expect(error).toMatchObject({ code });
    expect(milliseconds).toBeLessThan(limitMs);
  });

  it(`a run of inferences ends as ${code} within 10 s`, async () => {
    let began = 0;
    const samples = Array.from({ length: 1000 }, (_, sampleId) => ({ sampleId, input: new Uint8Array(8) }));
    const run = async () => {
      for await (const { sampleId } of board.infer(samples)) {
        if (sampleId !== 50) continue;
        began = performance.now();
        await takeAway();
      }
    };
    const { error, milliseconds } = await outcomeOf(run(), () => began);
    expect(error).toMatchObject({ code });
    expect(milliseconds).toBeLessThan(limitMs);
  });
});
