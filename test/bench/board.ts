// How fast the virtual board is: millions of the board's cycles a second while it classifies without a pause, on one core.
//   npm run bench -- board [--json]
import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import { openLockstepPort } from '../../firmware-artifacts/virtual-board/lockstep-port.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { makeDemoStudent } from '../support/demo-student.ts';

export interface BoardBench {
  /** The best of the rounds: what else the machine does only takes away. */
  readonly megacyclesPerSecond: number;
  readonly median: number;
  readonly rounds: number;
  readonly cyclesPerInference: number;
  readonly inferencesPerSecond: number;
}

const ROUNDS = 9;
const PICTURES = 60;

export async function benchBoard(): Promise<BoardBench> {
  const { image, inputs } = await makeDemoStudent(PICTURES);
  const samples = inputs.map((input, sampleId) => ({ sampleId, input: encodeInput(image, input) }));
  const port = openLockstepPort();
  const board = await openBoard(createFramedLink(port));
  try {
    await board.flash(image);
    const rounds: { megacycles: number; inferences: number }[] = [];
    let cyclesPerInference = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const cycle = port.adapter.board.cycle;
      const start = performance.now();
      for await (const { cycles } of board.infer(samples, { inFlight: image.memory.slotCount })) {
        cyclesPerInference = cycles;
      }
      const seconds = (performance.now() - start) / 1000;
      rounds.push({ megacycles: (port.adapter.board.cycle - cycle) / 1e6 / seconds, inferences: PICTURES / seconds });
    }
    rounds.sort((a, b) => b.megacycles - a.megacycles);
    const [best] = rounds;
    return {
      megacyclesPerSecond: best.megacycles,
      median: rounds[Math.floor(ROUNDS / 2)].megacycles,
      rounds: ROUNDS,
      cyclesPerInference,
      inferencesPerSecond: best.inferences,
    };
  } finally {
    await board.close();
  }
}
