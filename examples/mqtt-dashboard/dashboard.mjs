// A web page with what a bridge's board predicts. Only listens: whoever feeds the board is another program.
//
//     node dashboard.mjs STUDENT.retort mqtt://HOST[:PORT]/GROUP/BRIDGE/BOARD [PORT]
//
// The page is at http://127.0.0.1:8080 unless PORT says otherwise; 0 picks a free one.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { readStudentImage } from 'retort-fpga/board';
import { openPredictionStream } from 'retort-fpga/bridge';

const [path, url = '', port = '8080'] = process.argv.slice(2);
const [, broker, group, bridge, board] = /^(mqtts?:\/\/[^/]+)\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(url) ?? [];
if (!broker) {
  console.error('usage: node dashboard.mjs STUDENT.retort mqtt://HOST[:PORT]/GROUP/BRIDGE/BOARD [PORT]');
  process.exit(2);
}

const { labels, imageId } = readStudentImage(await readFile(path), path);
const page = await readFile(new URL('dashboard.html', import.meta.url));
const state = {
  name: url,
  problem: 'waiting for the board',
  labels,
  counts: labels.map(() => 0),
  missed: 0,
  latest: null,
};
/** What is wrong, by what it is wrong with. */
const problems = { broker: null, bridge: null, board: state.problem, student: null };
const browsers = new Set();

const server = createServer((request, response) => {
  if (request.url === '/') return response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
  if (request.url !== '/events') return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(message());
  browsers.add(response);
  response.on('close', () => browsers.delete(response));
});
const message = () => `data: ${JSON.stringify(state)}\n\n`;

const source = await openPredictionStream({ broker, group, bridge, board });
source.start(onEvent, (error) => {
  if (!error) return;
  console.error(error.message);
  process.exit(1);
});

function onEvent(event) {
  if (event.kind === 'broker') problems.broker = event.connected ? null : 'lost the broker; reconnecting';
  if (event.kind === 'bridge') problems.bridge = event.online ? null : 'the bridge is offline';
  if (event.kind === 'board') problems.board = event.present ? null : (event.problem ?? 'the board is offline');
  if (event.kind === 'predictions') {
    problems.student = event.imageId === imageId ? null : `the board runs another student than ${path}`;
    if (!problems.student) count(event);
  }
  state.problem = problems.broker ?? problems.bridge ?? problems.board ?? problems.student;
}

function count(event) {
  state.missed += event.missed;
  for (const { label, cycles, latencyMs, logits } of event.observations) {
    state.counts[label]++;
    state.latest = { label, cycles, latencyMs, logits: [...logits] };
  }
}

// Four times per second, however fast the board is; a browser that does not read is let go.
const timer = setInterval(() => {
  for (const browser of browsers) if (!browser.write(message())) browser.destroy();
}, 250);

server.listen(Number(port), '127.0.0.1', () => {
  const { port: taken } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`http://127.0.0.1:${taken}`);
});
for (const name of ['SIGINT', 'SIGTERM']) {
  process.once(name, async () => {
    clearInterval(timer);
    server.close();
    server.closeAllConnections();
    await source.close();
  });
}
