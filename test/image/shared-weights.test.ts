import { describe, expect, it } from 'vitest';
import { ulx3s85, up5k } from '../../host/image/core-description.ts';
import { CorruptImageError } from '../../host/image/image-errors.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { writeStudentImage } from '../../host/image/write.ts';
import { importTflite } from '../../host/import/import-tflite.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { encodeQuantizedNetwork } from '../../host/quantize/quantized-network-file.ts';
import { retort } from '../../proto/gen/messages.js';
import { everyOperator } from '../support/every-operator.ts';
import { makePackOptions } from '../support/labelled-network.ts';
import { mlperfFound, mlperfMissing, mlperfNames, readMlperfFile } from '../support/mlperf-tiny.ts';
import { isRunnable, makeRandomNetwork } from '../support/random-networks.ts';
import { tamperImage } from '../support/tampered-images.ts';

const { StudentImage: Message } = retort.image.v1;
type Shared = retort.image.v1.SharedWeights;

function pack(quantized: QuantizedNetwork, core = up5k): Uint8Array {
  return packStudentImage({ ...makePackOptions(quantized), labels: [], core });
}

const packed = packStudentImage(makePackOptions());

describe('the network in an image', () => {
  const networks = Array.from({ length: 40 }, (_, seed) => makeRandomNetwork(seed)).filter(isRunnable);

  it.each([up5k, ulx3s85])('comes back byte for byte from an image for core $core', (core) => {
    for (const network of [...networks, everyOperator]) {
      const read = readStudentImage(pack(network, core), network.name);
      expect(Buffer.from(read.network).equals(encodeQuantizedNetwork(network, {})), network.name).toBe(true);
    }
  });

  it('keeps its own weights where the payload has others', () => {
    const image = readStudentImage(packed, 'packed');
    const payload = image.payload.slice();
    payload[image.segments.find(({ kind }) => kind === 'weights')!.address] ^= 1;
    const read = readStudentImage(writeStudentImage({ ...image, payload }), 'changed');
    expect(Buffer.from(read.network).equals(image.network)).toBe(true);
    expect(Message.decode(packed).sharedWeights.length).toBeGreaterThan(0);
  });
});

describe.skipIf(!mlperfFound)(`an MLPerf Tiny network${mlperfFound ? '' : ` (skipped: ${mlperfMissing})`}`, () => {
  it.each(mlperfNames)('%s has all but its depthwise weights once in its image', (name) => {
    const quantized = importTflite(readMlperfFile(`${name}.tflite`), name);
    const { network, sharedWeights } = Message.decode(pack(quantized, ulx3s85));
    const stored = encodeQuantizedNetwork(quantized, {});
    const weightsOf = (operators: readonly string[]) =>
      quantized.operations
        .filter(({ operator }) => operators.includes(operator))
        .reduce((sum, operation) => sum + (operation as { weights: Int8Array }).weights.length, 0);
    const shared = sharedWeights.reduce((sum, { filters, taps, channels }) => sum + filters! * taps! * channels!, 0);
    expect(shared).toBe(weightsOf(['CONV_2D', 'FULLY_CONNECTED']));
    expect(network.length).toBeLessThan(stored.length - shared);
  });
});

describe('shared weights', () => {
  const change = (changes: Partial<Shared>) =>
    tamperImage(packed, (message) => Object.assign(message.sharedWeights[0], changes));

  it.each<[string, Partial<Shared>]>([
    ['behind the payload', { address: 2 ** 32 - 1 }],
    ['more than the payload', { filters: 2 ** 31 }],
    ['channels beyond their tap', { tapPitch: 0 }],
    ['taps beyond their group', { groupPitch: 0 }],
    ['a product beyond 2^53', { filters: 2 ** 32 - 1, taps: 2 ** 32 - 1, channels: 2 ** 32 - 1 }],
  ])('are refused with %s', (_, changes) => {
    expect(() => readStudentImage(change(changes), 'x.retort')).toThrow(CorruptImageError);
  });

  it('are refused where they take more bytes than the payload has, each of them within it', () => {
    const many = tamperImage(packed, (message) => {
      message.sharedWeights = Array.from({ length: 1000 }, () => message.sharedWeights[0]);
    });
    expect(() => readStudentImage(many, 'x.retort')).toThrow('which does not hold them');
  });

  it('are refused with a network that is not a safetensors file', () => {
    const torn = tamperImage(packed, (message) => {
      message.network = message.network.slice(0, 100);
    });
    expect(() => readStudentImage(torn, 'x.retort')).toThrow(CorruptImageError);
  });
});
