// Which of the ports that an operating system lists are boards: ports as serialport gives them on Linux, macOS and Windows.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ListedPort } from '../../device-bridge/link/list-ports.ts';
import { openSerialPort } from '../../device-bridge/link/serial-port.ts';
import { choosePort, recognizeBoards, UsbBoardError } from '../../device-bridge/link/usb-boards.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { runInProcess } from '../cli/run-in-process.ts';
import { makePackOptions } from '../support/labelled-network.ts';

const port = (path: string, more: Partial<ListedPort>): ListedPort => ({
  path,
  manufacturer: undefined,
  serialNumber: undefined,
  pnpId: undefined,
  locationId: undefined,
  vendorId: undefined,
  productId: undefined,
  ...more,
});
const onLinux = port('/dev/ttyUSB1', {
  vendorId: '0403',
  productId: '6015',
  serialNumber: 'K00219',
  manufacturer: 'FER-RADIONA-EMARD',
  pnpId: 'usb-FER-RADIONA-EMARD_ULX3S_FPGA_85K_v3.0.8_K00219-if00-port0',
});
const onWindows = port('COM7', { vendorId: '0403', productId: '6015', manufacturer: 'FTDI' });
const stranger = port('/dev/ttyUSB0', { vendorId: '10c4', productId: 'ea60', manufacturer: 'Silicon Labs' });

describe('boards on USB', () => {
  it('are recognized by their words, or as possible by their adapter', () => {
    expect(recognizeBoards([stranger, onLinux, onWindows, port('/dev/ttyS0', {})])).toEqual([
      {
        board: 'ulx3s',
        path: '/dev/ttyUSB1',
        vendorId: '0403',
        productId: '6015',
        serialNumber: 'K00219',
        certain: true,
      },
      { board: 'ulx3s', path: 'COM7', vendorId: '0403', productId: '6015', certain: false },
    ]);
  });

  it('are chosen if the match is certain, or if it is the only one', () => {
    expect(choosePort('ulx3s', recognizeBoards([onLinux, onWindows, stranger]))).toBe('/dev/ttyUSB1');
    expect(choosePort('ulx3s', recognizeBoards([onWindows, stranger]))).toBe('COM7');
  });

  it.each([
    ['none is attached', [stranger], /^no ulx3s is attached: connect its USB serial port/],
    [
      'two are',
      [onLinux, { ...onLinux, path: '/dev/ttyUSB2' }],
      /\(\/dev\/ttyUSB1, \/dev\/ttyUSB2\): name the port with serial:PATH$/,
    ],
    [
      'two may be',
      [onWindows, { ...onWindows, path: 'COM8' }],
      /^several attached boards could be the ulx3s \(COM7, COM8\)/,
    ],
  ])('are refused where %s', (_, ports, message) => {
    const choose = () => choosePort('ulx3s', recognizeBoards(ports));
    expect(choose).toThrow(UsbBoardError);
    expect(choose).toThrow(message);
  });
});

describe('a computer without one', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('says so to retort boards, and to a command that wants one', async () => {
    vi.spyOn(SerialPort, 'list').mockResolvedValue([stranger]);
    const listed = await runInProcess(['boards'], false);
    expect(listed.stdout).toMatch(/^no known board is attached; name any other board by its port/);
    const folder = await mkdtemp(join(tmpdir(), 'retort-usb-'));
    const image = join(folder, 'student.retort');
    await writeFile(image, packStudentImage(makePackOptions()));
    const flashed = await runInProcess(['flash', image, '--on', 'usb:ulx3s']);
    await rm(folder, { recursive: true });
    expect(flashed.exitCode).toBe(6);
    expect(JSON.parse(flashed.stdout).error).toMatchObject({ code: 'USB_BOARD', board: 'ulx3s', paths: [] });
  });

  it('whose ports cannot be listed says what to install, and still opens a port by its name', async () => {
    vi.spyOn(SerialPort, 'list').mockRejectedValue(new Error('spawn udevadm ENOENT'));
    const { exitCode, stdout } = await runInProcess(['boards', '--json']);
    expect(exitCode).toBe(7);
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'PORTS_NOT_LISTED',
      message: expect.stringContaining('udevadm is not installed (on Debian and Ubuntu: sudo apt-get install udev)'),
    });
    const missing = openSerialPort('/dev/no-such-port');
    await expect(missing).rejects.toThrow('no port /dev/no-such-port; make sure the board is plugged in');
  });
});
