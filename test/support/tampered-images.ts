// Images with one thing changed and everything that covers it made right again, so that nothing but a check of that thing can find it.
import { crc32 } from 'node:zlib';
import { IMAGE_ID_TAG, imageIdOf } from '../../host/image/write.ts';
import { retort } from '../../proto/gen/messages.js';

const { StudentImage: Message } = retort.image.v1;
type Message = retort.image.v1.StudentImage;

/** `file` with `change` made to it, its payload's CRC and its id right again. */
export function tamperImage(file: Uint8Array, change: (message: Message) => void): Uint8Array {
  const message = Message.decode(file);
  message.payload = message.payload.slice();
  change(message);
  if (message.payloadCrc === Message.decode(file).payloadCrc) message.payloadCrc = crc32(message.payload);
  const { imageId: _, ...fields } = message;
  const content = Message.encode(fields).finish();
  const sealed = new Uint8Array([...content, ...IMAGE_ID_TAG, 0, 0, 0, 0]);
  new DataView(sealed.buffer).setUint32(sealed.length - 4, imageIdOf(content), true);
  return sealed;
}

/** Word `index` of the payload's header. */
export function setHeaderWord(message: Message, index: number, value: number): void {
  new DataView(message.payload.buffer, message.payload.byteOffset).setUint32(4 * index, value, true);
}
