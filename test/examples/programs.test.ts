// The examples that need no training, in an empty folder: what they print is what their READMEs say.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMqttLink } from '../../device-bridge/link/mqtt-link.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import { flashStudent } from '../../host/board/flash-student.ts';
import { predict } from '../../host/board/predict.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { type ExampleFolder, exampleFolder, printedOf } from '../support/example-folder.ts';
import { startVirtualBridge } from '../support/virtual-bridge.ts';

let folder: ExampleFolder;
beforeAll(async () => {
  folder = exampleFolder('tflite', 'node-stream', 'mqtt-dashboard');
  await folder.run(process.execPath, 'make-model.mjs');
  await folder.retort('import', 'model.tflite', '--labels', 'labels.txt', '--out', 'student.retort');
});
afterAll(() => folder[Symbol.asyncDispose]());

describe('examples/tflite', () => {
  it('classifies its picture, and finds every layer equal', async () => {
    const [inferred, traced] = printedOf('tflite');
    expect(await folder.retort('infer', 'vertical.png', '--image', 'student.retort')).toBe(inferred);
    expect(await folder.retort('trace', 'student.retort', '--inputs', 'inputs.i8')).toBe(traced);
  });
});

describe('examples/node-stream', () => {
  it('flashes the student and streams a prediction for each picture in turn', async () => {
    const parameters = ['stream.mjs', 'student.retort', 'virtual:up5k', '1', 'horizontal.png', 'vertical.png'];
    const lines = (await folder.run(process.execPath, ...parameters)).trim().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    const name = (i: number) => (i % 2 === 0 ? 'horizontal' : 'vertical');
    expect(lines.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))).toEqual(
      lines.map((_, i) => `${i} ${name(i)}.png: ${name(i)}, 4039 cycles`),
    );
  });

  it('says how it is called', async () => {
    await expect(folder.run(process.execPath, 'stream.mjs')).rejects.toThrow('usage: node stream.mjs STUDENT.retort');
  });
});

describe('examples/mqtt-dashboard', () => {
  it('shows what a bridge’s board predicts, and says when the bridge is gone', async () => {
    const bridge = await startVirtualBridge();
    const image = readStudentImage(await readFile(join(folder.path, 'student.retort')), 'student.retort');
    const dashboard = folder.start(process.execPath, 'dashboard.mjs', 'student.retort', bridge.boardUrl, '0');
    const [url] = (await once(dashboard.stdout.setEncoding('utf8'), 'data')) as [string];
    const page = await fetch(url.trim());
    expect(await page.text()).toContain('new EventSource');
    expect((await fetch(`${url.trim()}/else`)).status).toBe(404);

    const events = readEvents(await fetch(`${url.trim()}/events`));
    const board = await openBoard(await openMqttLink(bridge.address));
    await flashStudent(board, image);
    const input = new Int8Array(16 * 16).fill(-128);
    for await (const _ of predict(
      board,
      image,
      [0, 1, 2].map((sampleId) => ({ sampleId, input })),
    ));
    await board.close();
    const seen = await until(events, ({ counts }) => counts[0] + counts[1] === 3);
    expect(seen).toMatchObject({ problem: null, labels: ['horizontal', 'vertical'], missed: 0 });
    expect(seen.latest).toMatchObject({ label: 0, cycles: 4039 });
    await bridge.close();
    expect((await until(events, ({ problem }) => problem !== null)).problem).toMatch(/offline|lost the broker/);
  });
});

interface Shown {
  readonly problem: string | null;
  readonly counts: readonly number[];
  readonly latest: Readonly<Record<string, unknown>> | null;
}

async function* readEvents(response: Response): AsyncGenerator<Shown> {
  let text = '';
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      yield JSON.parse(text.slice('data: '.length, end));
      text = text.slice(end + 2);
    }
  }
}

async function until(events: AsyncGenerator<Shown>, is: (shown: Shown) => boolean): Promise<Shown> {
  for (;;) {
    const { value, done } = await events.next();
    if (done) throw new Error('the dashboard has ended');
    if (is(value)) return value;
  }
}

it('examples/own-pictures draws 90 pictures for each class', async () => {
  await using own = exampleFolder('own-pictures');
  execFileSync(process.execPath, ['draw.mjs'], { cwd: own.path });
  const classes = readdirSync(join(own.path, 'pictures'));
  expect(classes.sort()).toEqual(['circle', 'square', 'triangle']);
  for (const name of classes) expect(readdirSync(join(own.path, 'pictures', name))).toHaveLength(90);
});
