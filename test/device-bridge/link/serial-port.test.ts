import { SerialPort } from 'serialport';
import { describe, expect, it, vi } from 'vitest';
import { createFramedLink } from '../../../device-bridge/link/framed-link.ts';
import { LinkClosedError } from '../../../device-bridge/link/link.ts';
import { PortBusyError } from '../../../device-bridge/link/port-lock.ts';
import { openSerialPort, PortMissingError } from '../../../device-bridge/link/serial-port.ts';
import { openBoard } from '../../../device-bridge/session/board.ts';
import { openCable } from '../../../firmware-artifacts/virtual-board/cable.ts';
import { serveVirtualBoard } from '../../../firmware-artifacts/virtual-board/pseudo-terminal.ts';
import { createEchoImage } from '../../support/echo-image.ts';

describe('a serial port that is not there', () => {
  it('is refused with a list of the existing ports', async () => {
    const listed = vi.spyOn(SerialPort, 'list').mockResolvedValue([{ path: '/dev/ttyUSB0' } as never]);
    const opening = openSerialPort('/dev/ttyNowhere7');
    await expect(opening).rejects.toThrow(PortMissingError);
    await expect(opening).rejects.toThrow('no port /dev/ttyNowhere7: there are /dev/ttyUSB0; make sure');
    listed.mockRestore();
  });
});

describe.skipIf(process.platform === 'win32')('a serial port on a pseudo-terminal', () => {
  it('is owned by one opening, and takes no bytes once closed', async () => {
    const cable = openCable(() => {});
    const { path } = cable;
    const port = await openSerialPort(path, { baud: 115_200 });
    port.start({ bytes() {}, closed() {} });
    await expect(openSerialPort(path)).rejects.toThrow(PortBusyError);
    await port.setBaudRate(3_000_000);
    await port.close();
    await expect(port.write(Uint8Array.of(1))).rejects.toThrow(LinkClosedError);
    await expect(port.setBaudRate(115_200)).rejects.toThrow(LinkClosedError);
    await (await openSerialPort(path)).close();
    await cable.close();
  });

  it('ends its waiting where nobody takes its bytes, and says once that it has ended', async () => {
    const cable = openCable(() => {});
    cable.hold(true);
    const port = await openSerialPort(cable.path);
    let closings = 0;
    port.start({ bytes() {}, closed: () => closings++ });
    const writings = Array.from({ length: 40 }, () => port.write(new Uint8Array(1000)));
    const outcomes = Promise.allSettled(writings);
    await new Promise((resolve) => setTimeout(resolve, 200)); // until the kernel's buffer is full
    await expect(port.setBaudRate(3_000_000)).rejects.toThrow(
      `${cable.path} failed while emptying its buffer: no result after 3,000 ms`,
    );
    await port.close();
    expect((await outcomes).at(-1)).toMatchObject({ status: 'rejected', reason: expect.any(LinkClosedError) });
    expect(closings).toBe(1);
    await cable.close();
  });

  it('tells its session why it ended when the cable is pulled', async () => {
    const served = await serveVirtualBoard();
    const board = await openBoard(createFramedLink(await openSerialPort(served.path)));
    const ended = expect(board.flash(createEchoImage(60_000))).rejects.toThrow(LinkClosedError);
    await served.unplug();
    await ended;
    await expect(board.status()).rejects.toThrow(
      /^serial:.* (was lost: .*|is closed); make sure the board is plugged in/,
    );
    await board.close();
    await served.close();
  });
});
