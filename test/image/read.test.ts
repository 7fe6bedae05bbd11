import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InstructionSetError, UnknownCoreError, WrongCoreError } from '../../host/image/core-errors.ts';
import { CorruptImageError, ImageFormatError } from '../../host/image/image-errors.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage, requireCore } from '../../host/image/read.ts';
import type { Head, StudentImage } from '../../host/image/student-image.ts';
import { imageIdOf, TRAILER_BYTES, writeStudentImage } from '../../host/image/write.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { decodeQuantizedNetwork } from '../../host/quantize/quantized-network-file.ts';
import { retort } from '../../proto/gen/messages.js';
import { grouped } from '../../proto/numbers.ts';
import { binaryNetwork, labelsNetwork, mapNetwork } from '../support/head-networks.ts';
import { makePackOptions } from '../support/labelled-network.ts';
import { rewriteImage } from '../support/remade-images.ts';

const Message = retort.image.v1.StudentImage;

const options = makePackOptions();
const packed = packStudentImage(options);

/** `content` with the trailer that makes it whole. */
function seal(content: Uint8Array): Uint8Array {
  const file = new Uint8Array([...content, ...packed.subarray(-TRAILER_BYTES)]);
  new DataView(file.buffer).setUint32(file.length - 4, imageIdOf(content), true);
  return file;
}

/** The content of `file` as that format had it: 1.0 knew neither the network nor the head and edges, 1.1 the network. */
function olderContent(file: Uint8Array, formatMinor: number): Uint8Array {
  const { head: _, edges: __, sharedWeights: ___, ...known } = Message.decode(file.subarray(0, -TRAILER_BYTES));
  const network = formatMinor === 0 ? new Uint8Array(0) : readStudentImage(file, 'newer.retort').network;
  const layers = known.layers.map((layer) => (formatMinor === 0 ? { ...layer, tensor: '' } : layer));
  // Nor had the header a limit of cycles, its word 10.
  const payload = Uint8Array.from(known.payload);
  new DataView(payload.buffer).setUint32(4 * 10, 0, true);
  const content = { ...known, formatMinor, network, layers, cycleLimit: 0, payload, payloadCrc: crc32(payload) };
  return Message.encode(content).finish();
}

describe('readStudentImage', () => {
  it('gives back all that was packed', () => {
    const image = readStudentImage(packed, 'student.retort');
    expect(image).toMatchObject({
      formatMajor: 1,
      core: 0x0003_0102,
      name: options.quantized.name,
      labels: options.labels,
      provenance: options.provenance,
      input: { shape: options.quantized.tensors.get('input')!.shape, preprocessing: options.preprocessing },
    });
    const named = new Set(image.layers.flatMap(({ name }) => name.split(' + ')));
    const unnamed = options.quantized.operations.filter(({ name }) => !named.has(name));
    expect(unnamed.every(({ operator }) => operator === 'RESHAPE')).toBe(true);
    expect(decodeQuantizedNetwork(image.network, 'embedded').quantized).toEqual(options.quantized);
    expect(image.imageId).not.toBe(0);
  });

  it('gives an image that is written as the same bytes again', () => {
    expect(writeStudentImage(readStudentImage(packed, 'student.retort'))).toEqual(packed);
  });

  it.each<[string, QuantizedNetwork, Head]>([
    ['several logits are those of a softmax', labelsNetwork(), { kind: 'softmax', output: 'logits', shape: [1, 1, 3] }],
    [
      'one logit is that of two classes',
      binaryNetwork('logit'),
      { kind: 'binary', output: 'logits', shape: [1, 1, 1] },
    ],
    [
      'what a LOGISTIC makes of one is a probability',
      binaryNetwork('sigmoid'),
      { kind: 'binary', output: 'probabilities', shape: [1, 1, 1] },
    ],
    ['a map is of values', mapNetwork(), { kind: 'values', output: 'values', shape: [4, 4, 2] }],
  ])('reads formats 1.0 and 1.1, which name no head: %s', (_, quantized, head) => {
    const file = packStudentImage({ ...options, quantized, labels: [] });
    for (const formatMinor of [0, 1]) {
      const older = seal(olderContent(file, formatMinor));
      const image = readStudentImage(older, 'older.retort');
      expect(image).toMatchObject({ formatMinor, head, edges: { input: { type: 'int8' }, output: { type: 'int8' } } });
      expect(image.network.length > 0).toBe(formatMinor === 1);
    }
  });

  it('reads one output with one label, as formats before 1.2 took them, as that label', () => {
    const older = olderContent(packStudentImage({ ...options, quantized: binaryNetwork('logit'), labels: [] }), 0);
    const message = Message.decode(older);
    message.labels = ['only one'];
    const image = readStudentImage(seal(Message.encode(message).finish()), 'older.retort');
    expect([image.labels, image.head.kind]).toEqual([['only one'], 'multi-label']);
  });

  it.each<[string, (message: retort.image.v1.StudentImage) => void, string]>([
    ['no kind', ({ head }) => (head!.kind = 0), 'its head is of kind 0 with outputs of kind '],
    ['a kind of a later version', ({ head }) => (head!.kind = 77 as never), 'its head is of kind 77 with outputs of'],
    [
      'another number of outputs',
      ({ head }) => (head!.shape = [1, 1, 9]),
      'its head has 1×1×9 outputs, but its memory plan has',
    ],
    ['no outputs', ({ head }) => (head!.shape = [1, 0, 3]), 'its head is of kind multi-label over [1,0,3]'],
    ['two classes of three outputs', ({ head }) => (head!.kind = 2), 'its head is of kind binary over [1,1,3]'],
    ['a SOFTMAX behind labels', ({ head }) => (head!.softmaxBeta = 1), 'behind a SOFTMAX with beta 1'],
    ['too few labels', (message) => (message.labels = ['a', 'b']), 'it has 2 labels for the 3 of its head'],
    ['an edge of no type', ({ edges }) => (edges!.input!.type = 0), 'one of its edges has the type 0'],
    ['uint8 without a scale', ({ edges }) => (edges!.input!.type = 2), 'one of its edges is uint8 with scale 0'],
  ])('refuses a head or an edge with %s', (_, spoil, problem) => {
    const file = packStudentImage({ ...options, quantized: labelsNetwork(), labels: [] });
    const message = Message.decode(file.subarray(0, -TRAILER_BYTES));
    spoil(message);
    const read = () => readStudentImage(seal(Message.encode(message).finish()), 'spoilt.retort');
    expect(read).toThrow(CorruptImageError);
    expect(read).toThrow(problem);
  });

  it('refuses a file in which any one bit is flipped', () => {
    fc.assert(
      fc.property(fc.nat(packed.length * 8 - 1), (bit) => {
        const damaged = packed.slice();
        damaged[bit >> 3] ^= 1 << (bit & 7);
        expect(() => readStudentImage(damaged, 'damaged')).toThrow(CorruptImageError);
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  it('refuses a file cut short anywhere', () => {
    for (let length = 0; length < packed.length; length += 37) {
      const read = () => readStudentImage(packed.subarray(0, length), 'cut.retort');
      expect(read).toThrow(CorruptImageError);
      expect(read).toThrow(
        `cut.retort is not a usable student image: its ${grouped(length)} bytes do not end with an image id`,
      );
    }
  });

  it('refuses what is not protobuf, or another message, though its id be right', () => {
    expect(() => readStudentImage(seal(Uint8Array.of(0xff, 0xff, 0xff)), 'noise')).toThrow(
      'it is not a protobuf message',
    );
    expect(() => readStudentImage(seal(Uint8Array.of(0x10, 1)), 'other')).toThrow(
      'it begins with 0x00000000 instead of 0x4f544552',
    );
  });

  it('throws nothing but its own errors for random bytes with a right id', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, withMagic) => {
        const magic = withMagic ? packed.subarray(0, 7) : [];
        const read = () => readStudentImage(seal(Uint8Array.of(...magic, ...bytes)), 'random');
        expect(read).toThrow(/^random /);
      }),
      { numRuns: 2_000, seed: 5 },
    );
  });

  it('refuses another major format and says what to do', () => {
    const newer = packed.slice(0, -TRAILER_BYTES);
    expect(newer.subarray(5, 7)).toEqual(Uint8Array.of(0x10, 1)); // format_major = 1
    newer[6] = 3;
    const read = () => readStudentImage(seal(newer), 'newer.retort');
    expect(read).toThrow(ImageFormatError);
    expect(read).toThrow(
      'newer.retort has image format 3; this version of retort reads format 1 and 2. Update retort.',
    );
  });

  it('ignores fields that a later minor version adds', () => {
    const later = Uint8Array.of(...packed.subarray(0, -TRAILER_BYTES), 0xa2, 0x06, 2, 1, 2); // field 100, two bytes
    expect(readStudentImage(seal(later), 'later').layers).toEqual(readStudentImage(packed, 'packed').layers);
  });

  it('refuses an image for another core', () => {
    const image = readStudentImage(packed, 'student.retort');
    expect(() => requireCore(image, 0x0003_0102)).not.toThrow();
    expect(() => requireCore(image, 0x0003_0108)).toThrow(WrongCoreError);
    expect(() => requireCore(image, 0x0003_0108)).toThrow(
      "The image was made for up5k, ulx3s-25f or ulx3s-45f, but this board is ulx3s-85f. Pack the student for it: 'retort pack --board ulx3s-85f'.",
    );
    expect(() => requireCore(image, 0x0002_0102)).toThrow(
      "The image was made for up5k, ulx3s-25f or ulx3s-45f, but this board is up5k, ulx3s-25f or ulx3s-45f with instruction set 2. Program the board with a bitstream of the image's instruction set, 3: 'retort board program NAME'; 'retort board list' shows the names.",
    );
  });

  describe('refuses an image of another instruction set with the command that rebuilds it', () => {
    const refusal = (core: number, changes: Partial<StudentImage> = {}) => {
      const file = rewriteImage({ ...readStudentImage(packed, 'packed'), ...changes }, { core });
      try {
        readStudentImage(file, 'runs/old/student.retort');
      } catch (error) {
        return error as Error;
      }
      throw new Error('accepted');
    };
    const version = (made: number) =>
      `runs/old/student.retort was made for version ${made} of the core's instruction set, but this version of retort makes version 3. `;

    it('packed in a run folder', () => {
      expect(refusal(0x0002_0102)).toBeInstanceOf(InstructionSetError);
      expect(refusal(0x0002_0102)).toMatchObject({ code: 'IMAGE_INSTRUCTION_SET', instructionSet: 2, known: 3 });
      expect(refusal(0x0002_0102).message).toBe(`${version(2)}Rebuild it: 'retort pack --board up5k --out runs/old'.`);
      expect(refusal(0x0002_0108).message).toContain("'retort pack --board ulx3s-85f --out runs/old'");
      expect(refusal(0x0001_0001).message).toContain("'retort pack --board NAME --out runs/old'");
    });

    it('imported from a model', () => {
      const provenance = { toolVersion: '0.1.0', quantizedDigest: 'ab'.repeat(32) };
      expect(refusal(0x0002_0108, { name: 'mobile-net.v1', provenance }).message).toBe(
        `${version(2)}Rebuild it: 'retort import mobile-net.v1.tflite --board ulx3s-85f --out runs/old/student.retort --labels FILE'.`,
      );
      expect(refusal(0x0002_0102, { name: '$(reboot)', provenance }).message).toContain("'retort import MODEL.tflite ");
    });

    it('of a newer version of retort', () => {
      expect(refusal(0x0004_0102).message).toBe(`${version(4)}Update retort.`);
    });

    it('but not one of another layout, which no version of the instruction set names', () => {
      expect(refusal(0x0003_0202)).toBeInstanceOf(UnknownCoreError);
    });
  });
});
