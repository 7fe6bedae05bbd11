// The thread in which a virtual board runs, flat out or paced to real time. An idle board costs no processor time. While nothing is
// under way its time stands still, so that its half second without a good frame does not run out on a host that is slow; only where the
// two ends of the line have different baud rates does it pass, as on the wall, so that the board falls back and can be found again.
import { once } from 'node:events';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Adapter } from './adapter.ts';
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts';

if (parentPort === null) throw new Error('this file is a thread of worker-board.ts');
const owner = parentPort;
const { options } = workerData as WorkerStart;
const adapter = new Adapter(options);

/** Cycles between two looks at the mailbox: half a millisecond of a 24 MHz board's time, about two of a computer's. */
const SLICE_CYCLES = 12_000;
let open = true;
let taken = 0;
let obeyed = 0;

const tell = (message: FromWorker) => owner.postMessage(message);

function obey(message: ToWorker): void {
  obeyed += 1;
  switch (message.kind) {
    case 'bytes':
      taken += message.bytes.length;
      adapter.write(message.bytes);
      break;
    case 'bit time':
      adapter.board.setBitTime(message.cycles);
      break;
    case 'reset':
      adapter.reset();
      break;
    case 'power cut':
      adapter.powerCut();
      break;
    case 'cut':
      adapter.cut();
      break;
    case 'frames':
      tell({ kind: 'frames', frames: adapter.board.frames() });
      break;
    case 'close':
      open = false;
  }
}

function obeyAll(): void {
  for (let mail = receiveMessageOnPort(owner); mail; mail = receiveMessageOnPort(owner)) obey(mail.message as ToWorker);
}

/** Tells of the room that the bytes have left which are no longer on their way: through, or cut off. */
function reportTaken(): void {
  const passed = taken - adapter.waiting;
  if (passed <= 0) return;
  taken -= passed;
  tell({ kind: 'taken', bytes: passed });
}

/** Runs until nothing is under way. */
async function work(): Promise<void> {
  const wallStart = performance.now();
  const boardStart = adapter.now;
  while (open && !adapter.idle) {
    const before = adapter.now;
    const bytes = adapter.run(SLICE_CYCLES, true);
    tell({ kind: 'worked', milliseconds: adapter.now - before });
    if (bytes.length > 0) tell({ kind: 'bytes', bytes });
    reportTaken();
    const ahead = adapter.now - boardStart - (performance.now() - wallStart);
    if (options.pace && ahead > 1) await new Promise((resolve) => setTimeout(resolve, ahead));
    obeyAll();
  }
  reportTaken();
  tell({ kind: 'idle', obeyed });
}

async function main(): Promise<void> {
  tell({ kind: 'ready', clockHz: adapter.board.clockHz });
  for (;;) {
    await work();
    if (!open) break;
    const idleSince = performance.now();
    const [first] = (await once(owner, 'message')) as [ToWorker];
    if (!adapter.board.ratesAgree) adapter.rest(performance.now() - idleSince);
    obey(first);
    obeyAll();
  }
  owner.close();
}

await main();
