// The acceptance run of a board: checks that distinguish a working board from a faulty one, without a trained student.

import type { Board } from '../../../device-bridge/session/board.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import type { CoreDescription } from '../../image/core-description.ts';
import type { StudentImage } from '../../image/student-image.ts';
import type { QuantizedNetwork } from '../../quantize/quantized-network.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import { grouped } from '../text/format.ts';
import { connectBoard, type PhysicalTarget } from './connect.ts';

export interface AcceptanceCheck {
  readonly name: string;
  readonly passed: boolean;
  /** What was seen, in words. */
  readonly detail: string;
}

export interface AcceptanceOptions {
  readonly seed: number;
  /** Drawn networks that are traced. */
  readonly programs: number;
  /** In baud; not of a board behind a bridge, which has the line. */
  readonly rates: readonly number[];
}

const samplesAtARate = 20;

/**
 * Runs every check, also after one that failed; a board that can no longer be reached fails the rest of its check.
 * @throws what opening the board throws, the signal's reason
 */
export async function acceptBoard(
  target: PhysicalTarget,
  options: AcceptanceOptions,
  context: CommandContext,
): Promise<{ readonly identity: Board['identity']; readonly checks: readonly AcceptanceCheck[] }> {
  const checks: AcceptanceCheck[] = [];
  const check = async (name: string, work: () => Promise<Omit<AcceptanceCheck, 'name'>>) => {
    await runStep(context.output, name, async () => {
      const { passed, detail } = await work().catch((error) => {
        context.signal.throwIfAborted();
        if (!(error instanceof RetortError)) throw error;
        return { passed: false, detail: error.message };
      });
      checks.push({ name, passed, detail });
      return { result: undefined, text: `${passed ? 'passed' : 'FAILED'}: ${detail}` };
    });
  };
  const { board } = await connectBoard(target, context.signal);
  const { identity } = board;
  try {
    await check('identity', () => checkIdentity(board));
    const core = await coreOfBoard(board);
    if (core !== undefined) {
      for (const inverted of [false, true])
        await check(`memory, ${inverted ? 'inverted pattern' : 'random pattern'}`, () =>
          checkMemory(board, core, inverted, options.seed, context),
        );
      await check('random networks, layer by layer', () => checkPrograms(board, core, options, context));
    }
  } finally {
    await board.close();
  }
  if (target.kind !== 'mqtt') {
    for (const baud of options.rates) {
      await check(`line at ${grouped(baud)} baud`, () => checkRate({ ...target, baud }, options.seed, context));
    }
  }
  return { identity, checks };
}

async function checkIdentity({ identity }: Board): Promise<Omit<AcceptanceCheck, 'name'>> {
  const { boardLike, boards, coreText } = await import('../../image/core-description.ts');
  const { buildText, describeBuild } = await import('./board-identity.ts');
  const { core, clockHz, memoryBytes, macsPerCycle } = identity;
  const said = `${boardLike(identity)?.name ?? coreText(core)}, ${buildText(describeBuild(identity))}; ${macsPerCycle} multiplications per cycle, ${grouped(memoryBytes)} bytes, ${(clockHz / 1e6).toFixed(2)} MHz`;
  if (!boards.some((one) => one.core === core))
    return { passed: false, detail: `${said}: this version of retort does not support the core` };
  const agrees = boardLike(identity)?.macsPerCycle === macsPerCycle;
  return {
    passed: agrees,
    detail: agrees ? said : `${said}: no board of retort has this size and clock`,
  };
}

/** One of an unknown size has another's core, with its own memory; undefined where no image can be made for it. */
async function coreOfBoard({ identity }: Board): Promise<CoreDescription | undefined> {
  const { boardLike, boards } = await import('../../image/core-description.ts');
  const { core, memoryBytes, clockHz } = identity;
  const alike = boards.find((one) => one.core === core);
  return boardLike(identity) ?? (alike && { ...alike, memoryBytes, clockHz });
}

async function packProbe(quantized: QuantizedNetwork, core: CoreDescription): Promise<StudentImage> {
  const { packStudentImage } = await import('../../image/pack.ts');
  const { readStudentImage } = await import('../../image/read.ts');
  const { version } = await import('../version.ts');
  const options = {
    quantized,
    labels: [],
    preprocessing: { scale: 1, offset: 0 },
    provenance: { toolVersion: version },
    core,
  };
  return readStudentImage(packStudentImage(options), quantized.name);
}

async function put(board: Board, image: StudentImage, { signal }: CommandContext) {
  const { flashStudent } = await import('../../board/flash-student.ts');
  return flashStudent(board, image, { force: true, signal });
}

/** Writes the memory, reads it back as a CRC and in pieces, and computes with it. */
async function checkMemory(
  board: Board,
  core: CoreDescription,
  inverted: boolean,
  seed: number,
  context: CommandContext,
) {
  const { crc32 } = await import('node:zlib');
  const { drawMemoryProbe } = await import('../../validate/probe-networks.ts');
  const network = drawMemoryProbe(core.memoryBytes, seed, inverted);
  const image = await packProbe(network, core);
  const { payload } = image;
  await put(board, image, context);
  const crc = await board.rangeCrc(0, payload.length);
  if (crc !== crc32(payload))
    return { passed: false, detail: `its ${grouped(payload.length)} bytes have the wrong CRC` };
  for (let at = 0; at + 64 <= payload.length; at += Math.floor(payload.length / 16)) {
    const read = await board.readMemory(at, 64);
    const wrong = read.findIndex((byte, i) => byte !== payload[at + i]);
    if (wrong >= 0)
      return { passed: false, detail: `byte ${at + wrong} is ${read[wrong]} instead of ${payload[at + wrong]}` };
  }
  const share = `${grouped(payload.length)} of ${grouped(core.memoryBytes)} bytes written and read back`;
  const wrong = await countWrong(board, image, network, 2, seed);
  return {
    passed: wrong === 0,
    detail: wrong === 0 ? `${share}, results bit-exact` : `${share}, but ${wrong} of 2 results differ`,
  };
}

/** Number of results out of `count` random inputs that differ from the reference in any value. */
async function countWrong(
  board: Board,
  image: StudentImage,
  network: QuantizedNetwork,
  count: number,
  seed: number,
): Promise<number> {
  const { predict } = await import('../../board/predict.ts');
  const { sameAsReference } = await import('../../validate/same-as-reference.ts');
  const { createReference } = await import('../../reference/reference.ts');
  const { drawInput } = await import('../../validate/probe-networks.ts');
  const reference = createReference(network);
  const inputs = Array.from({ length: count }, (_, i) => drawInput(network, seed + i));
  const samples = inputs.map((input, sampleId) => ({ sampleId, input }));
  let wrong = 0;
  for await (const prediction of predict(board, image, samples)) {
    if (!sameAsReference(prediction, reference.run(inputs[prediction.sampleId]))) wrong++;
  }
  return wrong;
}

async function checkPrograms(
  board: Board,
  core: CoreDescription,
  { seed, programs }: AcceptanceOptions,
  context: CommandContext,
) {
  const { planImage } = await import('../../plan/plan-image.ts');
  const { drawInput, drawProbe } = await import('../../validate/probe-networks.ts');
  const { traceImage } = await import('./trace-image.ts');
  const quiet = { ...context, output: silent };
  let [layers, values] = [0, 0];
  for (let program = 0; program < programs; program++) {
    const network = drawProbe(seed + program);
    const image = await packProbe(network, core);
    await put(board, image, context);
    const trace = await traceImage(
      board,
      drawInput(network, seed),
      { image, network, plan: planImage(image, core) },
      quiet,
    );
    layers += trace.layers.length;
    values += trace.layers.reduce((sum, layer) => sum + layer.of, 0);
    const bad = trace.layers.find(({ differing, cycles, plannedCycles }) => differing > 0 || cycles !== plannedCycles);
    if (bad)
      return {
        passed: false,
        detail: `${network.name} (seed ${seed + program}), ${bad.name} (${bad.operator}): ${grouped(bad.differing)} of ${grouped(bad.of)} values differ, ${grouped(bad.cycles)} cycles instead of ${grouped(bad.plannedCycles)}`,
      };
    if (!trace.equal) return { passed: false, detail: `${network.name}: its label or its cycles differ` };
  }
  return {
    passed: true,
    detail: `${programs} networks, ${layers} layers, ${grouped(values)} values equal, cycles as planned`,
  };
}

const silent: CommandContext['output'] = {
  note: () => {},
  step: async () => ({ update: () => {}, done: () => {}, fail: () => {} }),
};

/** Opens a new session at the rate, because a board changes its rate only while it is being found. */
async function checkRate(target: PhysicalTarget, seed: number, context: CommandContext) {
  const { drawProbe } = await import('../../validate/probe-networks.ts');
  const { board } = await connectBoard(target, context.signal);
  try {
    const asked = 'baud' in target ? target.baud : 0;
    if (board.baud !== asked)
      return {
        passed: false,
        detail: `it works at ${grouped(board.baud)} baud only: the board or its adapter cannot do ${grouped(asked)}`,
      };
    const core = await coreOfBoard(board);
    if (core === undefined) return { passed: false, detail: 'its core is unknown' };
    const network = drawProbe(seed);
    const image = await packProbe(network, core);
    const { seconds, bytes, resentBytes } = await put(board, image, context);
    const wrong = await countWrong(board, image, network, samplesAtARate, seed);
    const { requestsRepeated, inferencesRepeated } = board.health;
    const repeated = requestsRepeated + inferencesRepeated;
    const right = samplesAtARate - wrong;
    return {
      passed: wrong === 0 && repeated === 0 && resentBytes === 0,
      detail: `${grouped(bytes)} bytes flashed in ${seconds.toFixed(2)} s, ${grouped(right)} of ${grouped(samplesAtARate)} results bit-exact, ${grouped(resentBytes)} bytes sent again, ${grouped(repeated)} requests repeated`,
    };
  } finally {
    await board.close();
  }
}
