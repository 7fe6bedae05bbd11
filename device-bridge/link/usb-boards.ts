// FPGA boards by what their USB serial port says of itself, so that nobody has to know which /dev/ttyUSB a board has become.
import { RetortError } from '../../proto/retort-error.ts';
import { type ListedPort, listPorts } from './list-ports.ts';
import { usbIdentities } from './usb-identities.ts';

export interface AttachedBoard {
  readonly board: string;
  /** Of its serial port. */
  readonly path: string;
  readonly vendorId: string;
  readonly productId: string;
  readonly serialNumber?: string;
  /** Whether its words name it; else only its adapter fits, which other devices have too. */
  readonly certain: boolean;
}

/** No such board is attached, or several are. */
export class UsbBoardError extends RetortError {
  readonly code = 'USB_BOARD';
  readonly category = 'board';
  override readonly name = 'UsbBoardError';
  readonly board: string;
  /** Ports that may be meant. */
  readonly paths: readonly string[];

  constructor(board: string, paths: readonly string[]) {
    const problem =
      paths.length === 0
        ? `no ${board} is attached: connect its USB serial port; 'retort boards' lists attached boards`
        : `several attached boards could be the ${board} (${paths.join(', ')}): name the port with serial:PATH`;
    super(problem);
    this.board = board;
    this.paths = paths;
  }
}

/** Those of `ports` that are, or may be, a board that Retort knows. */
export function recognizeBoards(ports: readonly ListedPort[]): AttachedBoard[] {
  return ports.flatMap(({ path, vendorId, productId, serialNumber, pnpId, manufacturer, friendlyName }) => {
    const found = Object.entries(usbIdentities).find(
      ([, usb]) => usb.vendorId === vendorId?.toLowerCase() && usb.productId === productId?.toLowerCase(),
    );
    if (!found) return [];
    const [board, usb] = found;
    const certain = usb.words.test([pnpId, manufacturer, friendlyName].join(' '));
    const number = serialNumber === undefined ? {} : { serialNumber };
    return [{ board, path, vendorId: usb.vendorId, productId: usb.productId, ...number, certain }];
  });
}

/** The one that its words name; else the only one whose adapter fits. @throws UsbBoardError */
export function choosePort(board: string, attached: readonly AttachedBoard[]): string {
  const candidates = attached.filter((one) => one.board === board);
  const certain = candidates.filter((one) => one.certain);
  const left = certain.length > 0 ? certain : candidates;
  if (left.length !== 1)
    throw new UsbBoardError(
      board,
      left.map(({ path }) => path),
    );
  return left[0].path;
}

/** @throws PortListError */
export async function listAttachedBoards(): Promise<AttachedBoard[]> {
  return recognizeBoards(await listPorts());
}
