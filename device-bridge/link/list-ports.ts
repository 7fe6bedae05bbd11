// The serial ports that the operating system lists, with what their adapters say of themselves.
import { SerialPort } from 'serialport';
import { RetortError } from '../../proto/retort-error.ts';

/** A port as serialport lists it. */
export type ListedPort = Awaited<ReturnType<typeof SerialPort.list>>[number] & { readonly friendlyName?: string };

/** Ports cannot be listed, as on a Linux without udev; one that is named can be opened all the same. */
export class PortListError extends RetortError {
  readonly code = 'PORTS_NOT_LISTED';
  readonly category = 'environment';
  override readonly name = 'PortListError';

  constructor(cause: unknown) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const isMissing = message.includes('udevadm') && message.includes('ENOENT');
    const reason = isMissing ? 'udevadm is not installed (on Debian and Ubuntu: sudo apt-get install udev)' : message;
    super(`serial ports cannot be listed: ${reason}; you can still name a port, such as serial:/dev/ttyUSB0`, {
      cause,
    });
  }
}

/** @throws PortListError */
export async function listPorts(): Promise<ListedPort[]> {
  try {
    return await SerialPort.list();
  } catch (error) {
    throw new PortListError(error);
  }
}
