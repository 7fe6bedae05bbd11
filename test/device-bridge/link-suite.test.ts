import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import { openMqttLink } from '../../device-bridge/link/mqtt-link.ts';
import { openSerialPort } from '../../device-bridge/link/serial-port.ts';
import { openVirtualBoardPort } from '../../firmware-artifacts/virtual-board/in-process-port.ts';
import { openLockstepPort } from '../../firmware-artifacts/virtual-board/lockstep-port.ts';
import { serveVirtualBoard } from '../../firmware-artifacts/virtual-board/pseudo-terminal.ts';
import { FakeBoard } from '../support/fake-board.ts';
import { startVirtualBridge } from '../support/virtual-bridge.ts';
import { describeWire } from './link-suite.ts';

/** Where time passes by itself. */
const run = <T>(work: Promise<T>) => work;

describeWire('a fake of its protocol', async () => {
  const port = new FakeBoard({ inputBytes: 8 });
  return { link: createFramedLink(port), run: (work) => port.clock.run(work) };
});

describeWire('the RTL in lockstep', async () => ({ link: createFramedLink(openLockstepPort()), run }));

describeWire('the RTL in a thread', async () => ({ link: createFramedLink(await openVirtualBoardPort()), run }));

describeWire('the RTL behind a bridge', async () => {
  const setup = await startVirtualBridge();
  return { link: await openMqttLink(setup.address), run, close: setup.close };
});

if (process.platform !== 'win32') {
  describeWire('the RTL behind a pseudo-terminal', async () => {
    const board = await serveVirtualBoard();
    return { link: createFramedLink(await openSerialPort(board.path)), run, close: () => board.close() };
  });
}
