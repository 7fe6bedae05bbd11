// What tells FPGA boards from other devices on USB.

interface UsbIdentity {
  /** USB's ids, four hexadecimal digits each. */
  readonly vendorId: string;
  readonly productId: string;
  /** What the manufacturer wrote into the adapter: other boards have the same adapter. */
  readonly words: RegExp;
}

/** By the name that follows `usb:` in a board's URL. */
export const usbIdentities: Readonly<Record<string, UsbIdentity>> = {
  ulx3s: { vendorId: '0403', productId: '6015', words: /ulx3s|fer-radiona/i }, // FT231X; "ULX3S FPGA 85K v3.0.8"
};

export const usbBoardNames: readonly string[] = Object.keys(usbIdentities);
