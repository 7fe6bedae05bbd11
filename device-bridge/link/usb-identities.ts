// What tells FPGA boards from other devices on USB.

interface UsbIdentity {
  /** USB's ids, four hexadecimal digits each. */
  readonly vendorId: string;
  readonly productId: string;
  /** What the manufacturer wrote into the adapter: other boards have the same adapter. */
  readonly words: RegExp;
  readonly bridge: UsbBridge;
}

/** The chip between USB and the board's line. */
export interface UsbBridge {
  readonly chip: string;
  readonly mostBaud: number;
}

/** By the name that follows `usb:` in a board's URL. */
export const usbIdentities: Readonly<Record<string, UsbIdentity>> = {
  ulx3s: {
    vendorId: '0403',
    productId: '6015',
    words: /ulx3s|fer-radiona/i, // "ULX3S FPGA 85K v3.0.8"
    bridge: { chip: 'FT231X', mostBaud: 3_000_000 }, // FTDI's data sheet FT_000565
  },
};

export const usbBoardNames: readonly string[] = Object.keys(usbIdentities);

/** `board`: such as ulx3s-85f, of the family ulx3s. Undefined where it is not known. */
export function usbBridgeOf(board: string): UsbBridge | undefined {
  return Object.entries(usbIdentities).find(([family]) => board.startsWith(family))?.[1].bridge;
}
