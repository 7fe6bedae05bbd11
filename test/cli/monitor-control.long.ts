// The page's jobs as their users run them: the monitor as a process, the page's requests over HTTP, real virtual boards.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openMqttLink } from '../../device-bridge/link/mqtt-link.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import type { Job, JobRequest, ServerMessage, StudentChoice } from '../../host/web/messages.ts';
import { startVirtualBridge, type VirtualBridge } from '../support/virtual-bridge.ts';
import { makeStudents } from './several-students.ts';
import { makeSmallRun, type SmallRun } from './small-run.ts';
import { startMonitor } from './start-monitor.ts';

let cwd: string;
let run: SmallRun;
let bridge: VirtualBridge;
let page: ControlledPage | undefined;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'retort-control-'));
  run = await makeSmallRun(cwd);
  await makeStudents(join(cwd, 'students'), run.csv);
  bridge = await startVirtualBridge();
});
afterEach(async () => {
  await page?.close();
  page = undefined;
});
afterAll(async () => {
  await bridge.close();
  await rm(cwd, { recursive: true });
});

interface ControlledPage {
  readonly students: readonly StudentChoice[];
  /** The board's jobs, the newest first, and the kinds of events, as the page has heard them. */
  readonly jobs: readonly Job[];
  readonly events: readonly string[];
  readonly predictions: number;
  post(path: string, body: object): Promise<Response>;
  /** Its end. */
  run(request: JobRequest): Promise<Job>;
  report(job: Job, number?: number): Promise<Response>;
  until(isSo: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** As a browser opens it. */
async function openPage(...parameters: string[]): Promise<ControlledPage> {
  const common = ['--data', run.csv, '--out', run.out, '--students', join(cwd, 'students')];
  const monitor = await startMonitor(['--control', ...parameters, ...common], cwd);
  const { origin, cookie } = monitor;
  const headers = { cookie, origin, 'content-type': 'application/json' };
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/live`, { headers: { cookie }, origin });
  const seen = { students: [] as readonly StudentChoice[], jobs: [] as readonly Job[], predictions: 0 };
  const events: string[] = [];
  let onMessage = () => {};
  socket.on('message', (bytes) => {
    const message: ServerMessage = JSON.parse(String(bytes));
    if (message.kind === 'hello') {
      seen.students = message.students ?? [];
      socket.send(JSON.stringify({ kind: 'watch', board: '0' }));
    }
    if (message.kind === 'jobs') seen.jobs = message.jobs;
    if (message.kind === 'event') events.push(message.event.kind);
    if (message.kind === 'frame') seen.predictions = message.frame.predictions;
    onMessage();
  });
  const post = (path: string, body: object) =>
    fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const until = (isSo: () => boolean) =>
    new Promise<void>((resolve) => {
      onMessage = () => isSo() && resolve();
      onMessage();
    });
  await until(() => seen.students.length > 0);
  return {
    get students() {
      return seen.students;
    },
    get jobs() {
      return seen.jobs;
    },
    get predictions() {
      return seen.predictions;
    },
    ...{ events, post, until },
    async run(request) {
      const { job } = (await (await post('/jobs', request)).json()) as { readonly job: string };
      await until(() => seen.jobs.some(({ id, state }) => id === job && state !== 'running'));
      return seen.jobs.find(({ id }) => id === job)!;
    },
    report: (job, number = 0) => fetch(`${origin}/report?job=${job.id}&number=${number}`, { headers: { cookie } }),
    async close() {
      socket.close();
      await monitor.close();
    },
  };
}

const idOf = ({ students }: ControlledPage, place: string) => students.find((one) => one.place.includes(place))!.id;

describe('jobs on a board that the monitor feeds', () => {
  it('flashes, validates with a report, compares, and feeds again', async () => {
    page = await openPage('virtual:up5k', '--rate', '100');
    const [own, worse] = [idOf(page, 'run'), idOf(page, 'worse')];
    const flashed = await page.run({ kind: 'flash', board: '0', student: worse });
    expect(flashed).toMatchObject({ state: 'done', result: { kind: 'flash' } });
    expect(page.events).toEqual(['job', 'flash', 'job']);
    const before = page.predictions;
    await page.until(() => page!.predictions > before + 20);

    const validated = await page.run({ kind: 'validate', board: '0', student: own });
    const figures = { samples: 20, bitExact: { count: 20, total: 20 }, accuracy: { value: 1 }, report: 0 };
    expect(validated).toMatchObject({ state: 'done', result: { kind: 'validate', figures } });
    const report = await page.report(validated);
    expect(report.headers.get('content-disposition')).toContain('retort-report.html');
    expect(await report.text()).toContain('<title>');

    const compared = await page.run({ kind: 'compare', board: '0', students: [own, worse], samples: 16 });
    expect(compared).toMatchObject({ state: 'done', result: { kind: 'compare', first: { accuracy: { count: 16 } } } });
    const { second, paired } = compared.result as Extract<Job['result'], { readonly kind: 'compare' }>;
    expect(paired).toMatchObject({ gained: 0, bothWrong: 0, lost: 16 - second.accuracy!.count });
    expect(paired.lost).toBeGreaterThan(0);
    expect((await page.report(compared, 1)).status).toBe(200);
    const again = page.predictions;
    await page.until(() => page!.predictions > again + 20);
  });

  it('ends a student for another kind of board with the reason, and goes on with the one that is there', async () => {
    page = await openPage('virtual:up5k', '--rate', '100');
    const failed = await page.run({ kind: 'flash', board: '0', student: idOf(page, 'foreign') });
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'IMAGE_WRONG_CORE' } });
    const before = page.predictions;
    await page.until(() => page!.predictions > before + 20);
  });

  it('refuses a second job while one runs, and a cancelled one gives the board back', async () => {
    page = await openPage('virtual:up5k?pace=1', '--rate', '20');
    const request: JobRequest = { kind: 'validate', board: '0', student: idOf(page, 'run') };
    const { job } = (await (await page.post('/jobs', request)).json()) as { readonly job: string };
    expect((await page.post('/jobs', request)).status).toBe(409);
    await page.post('/jobs/cancel', { job });
    await page.until(() => page!.jobs[0]?.state === 'cancelled');
    const before = page.predictions;
    await page.until(() => page!.predictions > before + 5);
  });
});

describe('jobs on a board behind a bridge', () => {
  it('are watched as anything else is, and end when somebody else has the board, with who that is', async () => {
    page = await openPage(bridge.boardUrl);
    const request: JobRequest = { kind: 'validate', board: '0', student: idOf(page, 'run') };
    expect(await page.run(request)).toMatchObject({ state: 'done', result: { figures: { samples: 20 } } });
    await page.until(() => page!.predictions >= 20);

    const other = await openBoard(await openMqttLink({ ...bridge.address, clientId: 'somebody' }));
    await other.rangeCrc(0, 16);
    const message = "board 'up5k' is in use by client somebody";
    const refused = await page.run(request);
    expect(refused).toMatchObject({ state: 'failed', error: { code: 'BOARD_LEASED' } });
    expect(refused.error?.message).toContain(message);
    await other.close();
    expect(await page.run(request)).toMatchObject({ state: 'done' });
  });

  it('fail with the reason when the bridge has died', async () => {
    const own = await startVirtualBridge();
    page = await openPage(own.boardUrl);
    await own.close();
    const failed = await page.run({ kind: 'flash', board: '0', student: idOf(page, 'worse') });
    expect(failed.state).toBe('failed');
    expect(failed.error?.code).toMatch(/BROKER_UNREACHABLE|BRIDGE_OFFLINE/);
  });
});
