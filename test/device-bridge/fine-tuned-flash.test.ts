// A student in which one layer was trained further: what its flash sends, against that layer's bytes in the image.
import { expect, it } from 'vitest';
import { crc32 } from '../../device-bridge/framing/crc32.ts';
import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import { openMqttLink } from '../../device-bridge/link/mqtt-link.ts';
import { type Board, openBoard } from '../../device-bridge/session/board.ts';
import { lengthOf } from '../../device-bridge/session/byte-range.ts';
import { findDifferingRanges } from '../../device-bridge/session/differing-ranges.ts';
import { openLockstepPort } from '../../firmware-artifacts/virtual-board/lockstep-port.ts';
import { type CoreDescription, ulx3s85, up5k } from '../../host/image/core-description.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import type { StudentImage } from '../../host/image/student-image.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { changeLayer, layerBytes } from '../support/change-layer.ts';
import { makePackOptions } from '../support/labelled-network.ts';
import { buildNetwork, isRunnable, makeRandomNetwork, plainLayer } from '../support/random-networks.ts';
import { startVirtualBridge } from '../support/virtual-bridge.ts';

const pack = (network: QuantizedNetwork, core: CoreDescription) =>
  readStudentImage(packStudentImage({ ...makePackOptions(network), labels: [], core }), 'test');

/** Three layers with weights: 576, 16,384 and 480 of them. */
const network = buildNetwork({
  input: [8, 8, 8],
  layers: [
    { ...plainLayer, kernel: [3, 3] },
    { ...plainLayer, kind: 'DENSE', channels: 32 },
    { ...plainLayer, kind: 'DENSE', channels: 15 },
  ],
});
const weighted = (of: QuantizedNetwork) => of.operations.flatMap((one) => ('weights' in one ? [one.name] : []));
const layers = weighted(network);

it.each([
  ...layers.slice(1).map((layer) => ['up5k', layer, up5k] as const),
  ['ulx3s-85f', layers[2], ulx3s85] as const,
])(
  'of a student for %s in which %s changed, the flash sends at most 1.2 times that layer’s bytes',
  async (_, layer, core) => {
    const board = await openBoard(createFramedLink(openLockstepPort({ board: core.name })));
    await board.flash(pack(network, core));
    await expectLittleSent(board, pack(changeLayer(network, layer), core), layer);
    await board.close();
  },
);

async function expectLittleSent(board: Board, changed: StudentImage, layer: string): Promise<void> {
  const { sentBytes, sentRanges, resentBytes } = await board.flash(changed);
  expect(sentBytes / layerBytes(changed, layer)).toBeLessThan(1.2);
  expect(sentBytes / layerBytes(changed, layer)).toBeGreaterThan(0.9);
  expect(sentRanges).toBeLessThan(4);
  expect(resentBytes).toBe(0);
  const { length } = changed.payload;
  expect((await board.status()).imageId).toBe(changed.imageId);
  expect(await board.rangeCrc(0, length)).toBe(crc32(changed.payload));
  expect(await board.flash(changed)).toMatchObject({ skipped: true, sentBytes: 0, sentRanges: 0 });
}

it('a bridge is sent no more than the board, and sends it no more', async () => {
  const onLine: number[] = [];
  const openPort = async () => {
    const port = openLockstepPort();
    const write = (bytes: Uint8Array) => {
      onLine.push(bytes.length);
      return port.write(bytes);
    };
    return { ...port, write };
  };
  const bridge = await startVirtualBridge({ openPort });
  const board = await openBoard(await openMqttLink(bridge.address));
  await board.flash(pack(network, up5k));
  onLine.length = 0;
  const [layer] = layers.slice(-1);
  await expectLittleSent(board, pack(changeLayer(network, layer), up5k), layer);
  const pieces = onLine.filter((bytes) => bytes > 40);
  expect(pieces.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(1.3 * layerBytes(pack(network, up5k), layer));
  await board.close();
  await bridge.close();
});

it('any layer of any network is found in its image', async () => {
  const ratios: number[] = [];
  for (let seed = 1; seed <= 60; seed++) {
    const any = makeRandomNetwork(seed);
    if (!isRunnable(any)) continue;
    const { payload } = pack(any, up5k);
    for (const layer of weighted(any)) {
      const changed = pack(changeLayer(any, layer), up5k);
      if (changed.payload.length !== payload.length) continue; // equal segments were shared, and are no longer
      const bytes = layerBytes(changed, layer);
      const ranges = await findDifferingRanges(changed.payload, async (at, length) =>
        crc32(payload.subarray(at, at + length)),
      );
      expect(lengthOf(ranges)).toBeLessThanOrEqual(1.0625 * bytes + 2 * 15 * ranges.length);
      if (bytes >= 300) ratios.push(lengthOf(ranges) / bytes);
    }
  }
  expect(ratios.length).toBeGreaterThan(25);
  expect(Math.max(...ratios)).toBeLessThan(1.2);
});
