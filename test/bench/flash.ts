// What a flash takes and sends: the demo's student on a board that holds nothing of it, the same student again, and one in which the dense layer
// was trained further. The board's RTL in lockstep, counted in its cycles.
//   npm run bench -- flash [--json]
import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import { openLockstepPort } from '../../firmware-artifacts/virtual-board/lockstep-port.ts';
import { type CoreDescription, ulx3s85, up5k } from '../../host/image/core-description.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { changeLayer, layerBytes } from '../support/change-layer.ts';
import { makeDemoStudent } from '../support/demo-student.ts';
import { makePackOptions } from '../support/labelled-network.ts';

export interface FlashRow {
  readonly board: string;
  readonly baud: number;
  readonly student: 'first' | 'unchanged' | 'dense layer changed';
  /** Of the payload. */
  readonly bytes: number;
  readonly sentBytes: number;
  readonly sentRanges: number;
  /** Sent bytes over those of the changed layer; absent where none changed. */
  readonly ratioToLayer?: number;
  /** Of the board's time, from the first question to the answer to the commit. */
  readonly milliseconds: number;
  /** Over that of the first flash. */
  readonly share: number;
}

const changedLayer = 'logits';

export async function benchFlash(): Promise<FlashRow[]> {
  const { quantized } = await makeDemoStudent(4);
  const rows: FlashRow[] = [];
  for (const core of [up5k, ulx3s85]) {
    for (const baud of [115_200, 3_000_000]) rows.push(...(await measureFlashes(quantized, core, baud)));
  }
  return rows;
}

async function measureFlashes(quantized: QuantizedNetwork, core: CoreDescription, baud: number): Promise<FlashRow[]> {
  const pack = (network: QuantizedNetwork) =>
    readStudentImage(packStudentImage({ ...makePackOptions(network), core }), 'the bench student');
  const [image, changed] = [pack(quantized), pack(changeLayer(quantized, changedLayer))];
  const board = await openBoard(createFramedLink(openLockstepPort({ board: core.name })), { targetBaud: baud });
  const rows: FlashRow[] = [];
  try {
    for (const [student, flashed] of [
      ['first', image],
      ['unchanged', image],
      ['dense layer changed', changed],
    ] as const) {
      const { bytes, sentBytes, sentRanges, seconds } = await board.flash(flashed);
      const milliseconds = 1000 * seconds;
      const ratioToLayer = flashed === changed ? sentBytes / layerBytes(changed, changedLayer) : undefined;
      const share = milliseconds / (rows[0]?.milliseconds ?? milliseconds);
      rows.push({
        board: core.name,
        baud: board.baud,
        student,
        bytes,
        sentBytes,
        sentRanges,
        ratioToLayer,
        milliseconds,
        share,
      });
    }
  } finally {
    await board.close();
  }
  return rows;
}
