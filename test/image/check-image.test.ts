// Every field of an image, one by one, with values that are wrong: the payload's CRC and the image's id are made anew each time, so that nothing
// but the check of that field can find it.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundCycles, MOST_CYCLES } from '../../host/image/bound-cycles.ts';
import { boards, ulx3s85, up5k } from '../../host/image/core-description.ts';
import { DESCRIPTOR_BYTES, type Descriptor, decodeDescriptor, encodeDescriptor } from '../../host/image/descriptor.ts';
import { CorruptImageError } from '../../host/image/image-errors.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { timeLayer } from '../../host/plan/clock/time-layer.ts';
import { cyclesBeforeLayer, timeProgram } from '../../host/plan/clock/time-program.ts';
import { retort } from '../../proto/gen/messages.js';
import { grouped } from '../../proto/numbers.ts';
import { makePackOptions } from '../support/labelled-network.ts';
import { buildNetwork, isRunnable, makeRandomNetwork, plainLayer } from '../support/random-networks.ts';
import { setHeaderWord, tamperImage } from '../support/tampered-images.ts';

const { StudentImage: Message } = retort.image.v1;
type Message = retort.image.v1.StudentImage;

const packed = packStudentImage(makePackOptions());
const programAddress = 64;

function refusal(change: (message: Message) => void, image = packed): string {
  try {
    readStudentImage(tamperImage(image, change), 'x.retort');
  } catch (error) {
    expect(error).toBeInstanceOf(CorruptImageError);
    return (error as Error).message;
  }
  return 'accepted';
}

describe('an image is refused', () => {
  const { memory: plan, layers, segments } = readStudentImage(packed, 'packed');
  const header = (field: number, value: number) => (message: Message) => setHeaderWord(message, field, value);
  /** A field of the memory plan, in the header as well, so that the two agree. */
  const planned =
    (
      field:
        | 'inputAddress'
        | 'inputBytes'
        | 'slotPitch'
        | 'slotCount'
        | 'logitsAddress'
        | 'logitsCount'
        | 'bytesNeeded',
      value: number,
    ) =>
    (message: Message) => {
      message.memory![field] = value;
      const at = [
        '',
        '',
        '',
        'inputAddress',
        'inputBytes',
        'slotPitch',
        'slotCount',
        'logitsAddress',
        'logitsCount',
        'bytesNeeded',
      ];
      setHeaderWord(message, at.indexOf(field), value);
    };
  const last = layers.length - 1;

  it.each<[string, (message: Message) => void, string]>([
    ['a name without end', (m) => (m.name = 'n'.repeat(5000)), 'its name has 5,000 characters, more than 4,096'],
    ['a payload with another CRC', (m) => (m.payloadCrc = 1), 'instead of 0x00000001'],
    [
      'an empty payload',
      (m) => (m.payload = new Uint8Array(0)),
      'segment 0 (header) ends at 64, after the end of its payload of 0 bytes',
    ],
    ['no segments', (m) => (m.segments = []), 'its 0 segments cover 0 of'],
    ['segments out of order', (m) => m.segments.reverse(), 'is out of place: a header comes first, then the program'],
    ['a segment of no kind', (m) => (m.segments[2].kind = 0), 'it has a segment of kind 0'],
    ['a second program', (m) => (m.segments[2].kind = 2), 'segment 2 (program) is out of place'],
    [
      'a gap between segments',
      (m) => (m.segments[2].address = segments[2].address + 8),
      'segment 2 (parameters) begins at',
    ],
    [
      'a segment too long',
      (m) => (m.segments[2].length = segments[2].length * 1000),
      'after the end of its payload of',
    ],
    ['a segment too short', (m) => (m.segments[2].length = 0), 'segment 2 (parameters) has 0 bytes'],
    ['a program of half a descriptor', (m) => (m.segments[1].length = 44), 'not a multiple of 88'],
    [
      'a segment of a strange layer',
      (m) => (m.segments[2].layer = 'other'),
      '"other", which is not a layer of this image',
    ],
    ['no memory plan', (m) => (m.memory = null), 'it has no memory plan'],
    ['an input over the payload', planned('inputAddress', 64), 'its input at 64 overlaps its payload'],
    ['an input beside a word', planned('inputAddress', plan.inputAddress + 1), "its input's address is"],
    ['an input of nothing', planned('inputBytes', 0), "its input's length in bytes is 0"],
    ['an input longer than its slot', planned('inputBytes', plan.slotPitch + 1), "its input's length in bytes is"],
    [
      'an input of other bytes than its shape',
      planned('inputBytes', plan.inputBytes - 1),
      `but it expects ${plan.inputBytes - 1}`,
    ],
    ['no slots', planned('slotCount', 0), 'its number of input slots is 0, not 1 to 4'],
    ['five slots', planned('slotCount', 5), 'its number of input slots is 5, not 1 to 4'],
    ['a slot beside a word', planned('slotPitch', plan.slotPitch + 4), 'its slot pitch is'],
    ['slots over the activations', planned('slotPitch', plan.slotPitch + 8000), 'are outside its activations'],
    ['logits in a slot', planned('logitsAddress', plan.inputAddress), 'are outside its activations'],
    ['logits behind the memory', planned('logitsAddress', 0xffff_fff8), 'are outside its activations'],
    ['logits beside a word', planned('logitsAddress', plan.logitsAddress + 2), "its logits' address is"],
    ['no logits', planned('logitsCount', 0), 'its memory plan has 0 bytes of them'],
    ['too many logits', planned('logitsCount', 1025), 'its memory plan has 1,025 bytes of them'],
    ['less memory than it needs', planned('bytesNeeded', plan.logitsAddress), 'are outside its activations'],
    ['a header without magic', header(0, 1), "its payload's header has 1 as magic"],
    ['a header for another core', header(1, 0x0003_0108), "its payload's header has 196872 as core"],
    [
      'a header with another program',
      header(2, 72),
      "its payload's header has 72 as program address, the image has 64",
    ],
    ['a header with another slot count', header(6, 4 - plan.slotCount || 3), 'as slot count, the image has'],
    ['a header with more memory', header(9, plan.bytesNeeded + 8), 'as memory needed, the image has'],
    ['a header with another limit', header(10, 5), "its payload's header has 5 as cycle limit"],
    [
      'a limit above the board’s',
      (m) => {
        m.cycleLimit = MOST_CYCLES + 1;
        setHeaderWord(m, 10, MOST_CYCLES + 1);
      },
      'its limit of cycles is 67,108,865, not 0 to 67,108,864',
    ],
    [
      'an activation in a slot',
      (m) => (m.memory!.activations![0].address = plan.inputAddress),
      'activation 0 has bytes',
    ],
    ['an activation without end', (m) => (m.memory!.activations![0].length = 0xffff_fff8), 'activation 0 has bytes'],
    [
      'more activations than can be compared',
      (m) => (m.memory!.activations = Array(16_385).fill(m.memory!.activations![0])),
      'the number of its activations is 16,385',
    ],
    ['an activation of nothing', (m) => (m.memory!.activations![0].length = 0), 'activation 0 has bytes'],
    ['an activation beside a word', (m) => (m.memory!.activations![0].address! += 1), 'the address of activation 0 is'],
    [
      'an activation that ends before it begins',
      (m) => (m.memory!.activations![0].firstLayer = 9),
      'activation 0 is live from layer 9',
    ],
    ['an activation of no layer', (m) => (m.memory!.activations![0].lastLayer = 99), `99 of ${layers.length}`],
    ['no layers', (m) => (m.layers = []), 'which is not a layer of this image'],
    ['two layers of one name', (m) => m.layers.push(m.layers[last]), 'has the same name as another layer'],
    ['a layer of no descriptor', (m) => (m.layers[0].descriptorIndex = 999), 'the last descriptor of layer 0 is 999'],
    ['layers that leave descriptors', (m) => m.layers[last].descriptorIndex!--, 'its layers end with descriptor'],
    ['a layer of a flat shape', (m) => (m.layers[0].shape = [1, 2]), 'not rows, columns and channels'],
    [
      'a layer of an empty shape',
      (m) => (m.layers[0].shape = [0, 1, 8]),
      'a side of the shape of layer 0 (0×1×8) is 0',
    ],
    [
      'a layer of a huge shape',
      (m) => (m.layers[0].shape = [60_000, 60_000, m.layers[0].shape![2]]),
      'the output of layer 0 has bytes',
    ],
    ['a layer outside memory', (m) => (m.layers[0].outputAddress = 0xffff_fff8), 'the output of layer 0 has bytes'],
    ['a layer in the payload', (m) => (m.layers[0].outputAddress = 64), 'the output of layer 0 has bytes'],
    ['channels that are not padded', (m) => (m.layers[0].paddedChannels! += 1), 'layer 0 has'],
    ['a layer without a scale', (m) => (m.layers[0].quantization = null), 'the scale of layer 0 is 0'],
    ['a layer with a negative scale', (m) => (m.layers[0].quantization!.scale = -1), 'the scale of layer 0 is -1'],
    [
      'a layer with an endless scale',
      (m) => (m.layers[0].quantization!.scale = Infinity),
      'the scale of layer 0 is Infinity',
    ],
    [
      'a layer without a number for scale',
      (m) => (m.layers[0].quantization!.scale = NaN),
      'the scale of layer 0 is NaN',
    ],
    [
      'a zero point beyond int8',
      (m) => (m.layers[0].quantization!.zeroPoint = 128),
      'the zero point of layer 0 is 128',
    ],
    [
      'more weights than payload',
      (m) => (m.layers[0].weightBytes = 0xffff_ffff),
      'the weights of layer 0 in bytes is 4,294,967,295',
    ],
    [
      'more parameters than payload',
      (m) => (m.layers[0].parameterBytes = 0xffff_ffff),
      'the parameters of layer 0 in bytes',
    ],
    ['no input', (m) => (m.input = null), 'it does not describe its input'],
    ['an input of an old layout', (m) => (m.input!.layout = 2), 'its input has layout 2'],
    [
      'an input of a huge shape',
      (m) => (m.input!.shape = [65_535, 65_535, 65_535]),
      'its input of 65535×65535×65535 has 281,462,092,005,375 bytes',
    ],
    ['an input of an empty shape', (m) => (m.input!.shape = [0, 0, 0]), 'a side of the shape of input (0×0×0) is 0'],
    ['an input without a scale', (m) => (m.input!.quantization = null), 'the scale of its input is 0'],
    [
      'an input with a wrong zero point',
      (m) => (m.input!.quantization!.zeroPoint = -129),
      'the zero point of its input is -129',
    ],
    ['an endless pixel scale', (m) => (m.input!.pixelScale = Infinity), 'its pixel scale is Infinity'],
    ['a pixel scale of 0', (m) => (m.input!.pixelScale = 0), 'its pixel scale is 0'],
    ['a pixel offset that is no number', (m) => (m.input!.pixelOffset = NaN), 'its pixel offset is NaN'],
    ['a label too few', (m) => m.labels.pop(), `labels for the ${plan.logitsCount} of its head`],
    ['a label too many', (m) => m.labels.push('more'), `labels for the ${plan.logitsCount} of its head`],
    ['a label without end', (m) => (m.labels[1] = 'x'.repeat(4097)), 'label 1 has 4,097 characters'],
    ['logits without a scale', (m) => (m.logitsQuantization = null), 'the scale of its logits is 0'],
    [
      'a digest of 31 bytes',
      (m) => (m.provenance!.datasetDigest = new Uint8Array(31)),
      'datasetDigest of its provenance has 31 bytes, not 32',
    ],
    ['an accuracy above 1', (m) => (m.provenance!.studentAccuracy = 98), 'studentAccuracy of its provenance is 98'],
    [
      'an accuracy that is no number',
      (m) => (m.provenance!.teacherAccuracy = NaN),
      'teacherAccuracy of its provenance is NaN',
    ],
    [
      'a tool version without end',
      (m) => (m.provenance!.toolVersion = '9'.repeat(5000)),
      'toolVersion of its provenance has 5,000',
    ],
  ])('for %s', (_, change, problem) => {
    expect(refusal(change)).toContain(problem);
  });
});

describe('a program is refused', () => {
  const { payload, memory } = readStudentImage(packed, 'packed');
  const indexOf = (opcode: string) => {
    for (let index = 0; ; index++)
      if (decodeDescriptor(payload, programAddress + index * DESCRIPTOR_BYTES).opcode === opcode) return index;
  };
  const at = (index: number) => programAddress + index * DESCRIPTOR_BYTES;
  const [conv, argmax] = [indexOf('CONV'), indexOf('ARGMAX')];
  const changed =
    (index: number, change: Partial<Descriptor> | ((d: Descriptor) => Partial<Descriptor>)) => (message: Message) => {
      const d = decodeDescriptor(payload, at(index));
      const fields = typeof change === 'function' ? change(d) : change;
      message.payload.set(encodeDescriptor({ ...d, ...fields }), at(index));
    };
  const poke = (index: number, byte: number, value: number) => (message: Message) => {
    message.payload[at(index) + byte] = value;
  };

  it.each<[string, (message: Message) => void, string]>([
    ['without END', (m) => m.payload.copyWithin(at(argmax + 1), at(conv), at(conv + 1)), 'has no END'],
    [
      'that ends early',
      (m) => m.payload.fill(0, at(conv), at(conv + 1)),
      `its program ends with descriptor ${conv} of`,
    ],
    ['whose END says more', poke(argmax + 1, 40, 1), 'has 0x1 in byte 40, where 0x0 belongs'],
    ['with an unknown operation', poke(conv, 0, 77), 'has the opcode 77, which no core supports'],
    ['with an unknown flag', poke(conv, 1, 0x80), 'has 0x80 in byte 1'],
    ['whose jump to the next row does not follow from its pitches', poke(conv, 56, 0xff), 'in byte 56'],
    ['whose jump to the next pixel does not follow from its pitches', poke(conv, 63, 0x7f), 'in byte 63'],
    ['without ARGMAX', poke(argmax, 0, 1), 'ARGMAX comes once, just before END'],
    ['with two ARGMAX', poke(conv, 0, 5), 'ARGMAX comes once, just before END'],
    ['with a kernel of nothing', changed(conv, { kernel: [0, 1] }), 'has 0 as its kernel height'],
    ['with a stride of nothing', changed(conv, { strides: [1, 0] }), 'has 0 as its stride width'],
    ['with a stride backwards', changed(conv, { strides: [-3, 1] }), 'has -3 as its stride height'],
    ['with a flag beside its moves', poke(conv, 10, 0xf0), 'in byte 10, where'],
    [
      'that keeps one entry of weights and reads it again',
      changed(conv, { constant: true, stream: true }),
      'keeps its weights and reads them again for each pixel',
    ],
    ['with an output of nothing', changed(conv, { outputRows: 0 }), 'has 0 as its output height'],
    ['with no groups', changed(conv, { groups: 0 }), 'has 0 as its groups'],
    ['with no words', changed(conv, { tapWords: 0 }), 'has 0 as its tap words'],
    ['with no steps', changed(conv, { lastSteps: 0 }), 'has 0 last steps, not 1 to 4'],
    ['with too many steps', changed(conv, { lastSteps: 5 }), 'has 5 last steps, not 1 to 4'],
    ['with a clamp the wrong way round', changed(conv, { clamp: [3, 2] }), 'clamps to 3 … 2'],
    ['that reads behind the memory', changed(conv, { inputAddress: 0x00ff_fff8 }), 'reads up to byte'],
    ['that writes over its weights', changed(conv, { outputAddress: 512 }), 'writes bytes 512 to'],
    ['that writes over its slots', changed(conv, { outputAddress: memory.inputAddress }), 'outside the activations at'],
    [
      'that writes behind the memory',
      changed(conv, { outputRowPitch: 0x00ff_fff8, outputRows: 2 }),
      'outside the activations at',
    ],
    [
      'that writes beside a word',
      changed(conv, (d) => ({ outputAddress: d.outputAddress + 4, outputRows: 1, outputColumns: 1, groups: 1 })),
      'not word-aligned',
    ],
    ['with weights elsewhere', changed(conv, { weightsAddress: 64 }), 'has its weights at 64'],
    ['with records elsewhere', changed(conv, { recordsAddress: 0x7fff_fff8 }), 'has its records at 2,147,483,640'],
    ['with a second pass without tables', changed(conv, { post: true }), 'has its tables at 0'],
    ['that waits for weights that never come', changed(conv, { groupWeights: 1 }), 'has 1 words of weights per group'],
    ['that reads weights without end', changed(conv, { weightPasses: 65_535 }), 'reads its weights 65535 times'],
    ['that compares other values than the logits', changed(argmax, { inputAddress: 64 }), 'compares'],
    [
      'that takes too long',
      changed(conv, {
        outputRows: 65_535,
        outputColumns: 65_535,
        outputRowPitch: 0,
        outputPixelPitch: 0,
        constant: true,
        groupWeights: 2,
        stream: false,
        weightPasses: 1,
        outside: 0,
      }),
      `cycles, but no board runs more than ${grouped(MOST_CYCLES)}`,
    ],
  ])('%s', (_, change, problem) => {
    expect(refusal(change)).toContain(problem);
  });
});

describe('a program that slides is refused', () => {
  const layer = { ...plainLayer, kind: 'DEPTHWISE', kernel: [3, 3], strides: [1, 2] } as const;
  const quantized = buildNetwork({ input: [9, 9, 8], layers: [layer, { ...plainLayer, kind: 'MEAN' }] });
  const pack = (core: typeof up5k) => packStudentImage({ ...makePackOptions(quantized), labels: [], core });
  const sliding = pack(ulx3s85);
  const changed = (change: Partial<Descriptor>) => (message: Message) => {
    const descriptor = decodeDescriptor(message.payload, programAddress);
    message.payload.set(encodeDescriptor({ ...descriptor, ...change }), programAddress);
  };

  it('only where it is changed', () => {
    const { payload } = readStudentImage(sliding, 'packed');
    expect(decodeDescriptor(payload, programAddress)).toMatchObject({ slide: true, outputColumns: 11, skips: [2, 1] });
  });

  it.each<[string, Partial<Descriptor>, string]>([
    ['without the flag', { slide: false }, 'skips 2 and 1 columns, and does not slide'],
    ['with one constant weight', { constant: true }, 'slides, which only a DEPTHWISE with weights can'],
    ['and takes a maximum', { opcode: 'MAX_POOL' }, 'slides, which only a DEPTHWISE with weights can'],
    ['over a kernel of columns', { kernel: [3, 3] }, 'slides with a kernel 3 columns wide, not 1'],
    ['and skips no first column', { skips: [0, 1] }, 'skips the first 0 columns, not 1 to 2'],
    ['and skips more columns than it sums up', { skips: [3, 1] }, 'skips the first 3 columns, not 1 to 2'],
    ['and ends a row without an output', { skips: [1, 1] }, 'walks 11 columns, but the last one has no output'],
    ['over columns that are all skipped', { outputColumns: 2 }, 'walks 2 columns, but the last one has no output'],
    ['with a word of weights a tap', { groupWeights: 9 }, 'has 9 words of weights per group, but multiplies by 24'],
    ['and reads its weights for each output', { stream: true, weightPasses: 45 }, 'but needs them 99 times'],
    ['behind the memory', { outputColumns: 60_003 }, 'outside the activations at'],
  ])('%s', (_, change, problem) => {
    expect(refusal(changed(change), sliding)).toContain(problem);
  });

  it('on a core of two inputs', () => {
    const change = { slide: true, kernel: [3, 1], skips: [2, 0] } as const;
    expect(refusal(changed(change), pack(up5k))).toContain('slides, which a core with 2 inputs cannot');
  });
});

it('a program whose maximum multiplies by another weight than 1 is refused', () => {
  const pool = { ...plainLayer, kind: 'MAX', kernel: [2, 2], strides: [2, 2] } as const;
  const quantized = buildNetwork({ input: [4, 4, 8], layers: [pool, { ...plainLayer, kind: 'MEAN' }] });
  const pooling = packStudentImage({ ...makePackOptions(quantized), labels: [], core: up5k });
  const { payload } = readStudentImage(pooling, 'packed');
  const { opcode, weightsAddress } = decodeDescriptor(payload, programAddress);
  expect(opcode).toBe('MAX_POOL');
  expect(refusal((m) => (m.payload[weightsAddress] = 0xfe), pooling)).toContain(
    'multiplies by -2, but finding the largest byte needs weights of 1',
  );
});

describe('an image with any bits flipped', () => {
  it('is refused, or has a program that ends within its bound', () => {
    let accepted = 0;
    const flips = fc.array(fc.tuple(fc.boolean(), fc.nat(), fc.nat(7)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(flips, (flipped) => {
        const file = tamperImage(packed, ({ payload }) => {
          const programEnd = Message.decode(packed).segments[2].address!;
          for (const [anywhere, position, bit] of flipped)
            payload[position % (anywhere ? payload.length : programEnd)] ^= 1 << bit;
        });
        try {
          const { payload } = readStudentImage(file, 'flipped');
          accepted += 1;
          expect(timeProgram(payload, up5k).at(-1)).toBeLessThan(MOST_CYCLES);
        } catch (error) {
          expect(error).toBeInstanceOf(CorruptImageError);
        }
      }),
      { numRuns: 300, seed: 15 },
    );
    expect(accepted).toBeGreaterThan(10);
  });
});

describe('the bound of a program’s cycles', () => {
  it('is above what the core takes, for every descriptor of many programs', () => {
    for (let seed = 0; seed < 30; seed++) {
      const quantized = makeRandomNetwork(seed);
      if (!isRunnable(quantized)) continue;
      const core = boards[seed % boards.length];
      const { payload } = readStudentImage(
        packStudentImage({ ...makePackOptions(quantized), labels: [], core }),
        'packed',
      );
      for (let at = programAddress; payload[at] !== 0; at += DESCRIPTOR_BYTES) {
        const descriptor = decodeDescriptor(payload, at);
        expect(cyclesBeforeLayer(core) + timeLayer(descriptor, core).end + 1).toBeLessThan(
          boundCycles(descriptor, core),
        );
      }
    }
  });
});

const hostile = join(import.meta.dirname, '../../../shared/cases/hostile');

describe.skipIf(!existsSync(hostile))('the images of strangers', () => {
  it.each([
    ['slots0.retort', 'its number of input slots is 0, not 1 to 4'],
    ['shapehuge.retort', 'its input of 65535×65535×65535 has 281,462,092,005,375 bytes, but it expects 784'],
  ])('%s is refused', (name, problem) => {
    const ofThisCore = tamperImage(readFileSync(join(hostile, name)), (message) => {
      message.core = up5k.core;
      setHeaderWord(message, 1, up5k.core);
    });
    expect(() => readStudentImage(ofThisCore, name)).toThrow(`${name} is not a usable student image: ${problem}`);
  });
});
