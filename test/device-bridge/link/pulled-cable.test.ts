// A cable pulled while the port is being read, over a real pseudo-terminal.
import { describe, expect, it } from 'vitest';
import { openSerialPort } from '../../../device-bridge/link/serial-port.ts';
import { serveVirtualBoard } from '../../../firmware-artifacts/virtual-board/pseudo-terminal.ts';

describe('a serial port whose cable is pulled', () => {
  it.each([0, 1, 20])('ends with an error, pulled %i ms after a write', async (milliseconds) => {
    const board = await serveVirtualBoard();
    const port = await openSerialPort(board.path);
    const closed = new Promise<Error | undefined>((resolve) => port.start({ bytes: () => {}, closed: resolve }));
    await port.write(Uint8Array.of(0, 1, 2, 0));
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await board.unplug();
    expect(await closed).toBeInstanceOf(Error);
    await expect(port.write(Uint8Array.of(0))).rejects.toMatchObject({ code: 'LINK_CLOSED' });
    await port.close();
    await board.close();
  });
});
