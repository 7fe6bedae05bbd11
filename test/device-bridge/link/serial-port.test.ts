import * as nodePty from '@lydell/node-pty';
import { describe, expect, it } from 'vitest';
import { createFramedLink } from '../../../device-bridge/link/framed-link.ts';
import { LinkClosedError } from '../../../device-bridge/link/link.ts';
import { PortBusyError } from '../../../device-bridge/link/port-lock.ts';
import { openSerialPort, PortMissingError } from '../../../device-bridge/link/serial-port.ts';
import { openBoard } from '../../../device-bridge/session/board.ts';
import { serveVirtualBoard } from '../../../firmware-artifacts/virtual-board/pseudo-terminal.ts';
import { createEchoImage } from '../../support/echo-image.ts';

/** The package has it, its types do not. */
const { open: openTerminal } = nodePty as unknown as { open(): { ptsName: string } };

describe('a serial port that is not there', () => {
  it('is refused with the ports that there are', async () => {
    const opening = openSerialPort('/dev/ttyNowhere7');
    await expect(opening).rejects.toThrow(PortMissingError);
    await expect(opening).rejects.toThrow(/^no port \/dev\/ttyNowhere7: (there are |this computer has none)/);
  });
});

describe.skipIf(process.platform === 'win32')('a serial port on a pseudo-terminal', () => {
  it('is owned by one opening, and takes no bytes once closed', async () => {
    const { ptsName: path } = openTerminal();
    const port = await openSerialPort(path, { baud: 115_200 });
    port.start({ bytes() {}, closed() {} });
    await expect(openSerialPort(path)).rejects.toThrow(PortBusyError);
    await port.setBaudRate(3_000_000);
    await port.close();
    await expect(port.write(Uint8Array.of(1))).rejects.toThrow(LinkClosedError);
    await (await openSerialPort(path)).close();
  });

  it('tells its session why it ended when the cable is pulled', async () => {
    const served = await serveVirtualBoard();
    const board = await openBoard(createFramedLink(await openSerialPort(served.path)));
    const ended = expect(board.flash(createEchoImage(60_000))).rejects.toThrow(LinkClosedError);
    await served.unplug();
    await ended;
    await expect(board.status()).rejects.toThrow(
      /^serial:.* (was lost: .*|is closed); see that the board is plugged in/,
    );
    await board.close();
    await served.close();
  });
});
