// Throws random byte strings at the virtual board's receiver, without ever resetting it: after each one a frame must be answered, and every
// 100 of them the board must still take an image and run it. docs/measurements.md records the long run.
//   npx tsx test/bench/garbage.ts [strings, default 10,000] [share of long strings, default 0.1] [seed, default 1]
import { fileURLToPath } from 'node:url';
import { crc32 } from '../../device-bridge/framing/crc32.ts';
import { FrameDecoder } from '../../device-bridge/framing/frame.ts';
import { type Answers, type Commands, decodeReply, type Reply } from '../../device-bridge/framing/message.ts';
import { VirtualBoard } from '../../firmware-artifacts/virtual-board/virtual-board.ts';
import { createRandom, type Random } from '../../host/artifact/random.ts';
import { createEchoImage } from '../support/echo-image.ts';
import { drawGarbage, shortString } from '../support/garbage-strings.ts';
import { frameOf } from '../virtual-board/asked-board.ts';

export interface GarbageFigures {
  readonly strings: number;
  readonly bytes: number;
  /** Strings that held a command, right to the last bit, that changed the rate: the board answered after half a second of silence. */
  readonly rateChanges: number;
  /** Replies to what the strings held. */
  readonly otherReplies: number;
  readonly flashes: number;
  readonly megacycles: number;
  readonly seconds: number;
  readonly build: string;
}

const FASTEST = 4;
const CLOCK_HZ = new VirtualBoard().clockHz;
const START_BIT_TIME = CLOCK_HZ / 115_200;
const STRINGS_PER_FLASH = 100;
/** Short strings are sent without waiting for the answers, so that garbage also comes while the board answers. */
const TOGETHER = 8;
const firstId = 0xe000_0000;

/** A string and the id of the frame that follows it. */
interface Round {
  readonly id: number;
  readonly string: Uint8Array;
}

/** Throws at the first string after which the board does not answer, or answers with a broken frame. */
export function benchGarbage(options: { strings: number; longShare?: number; seed?: number }): GarbageFigures {
  const { strings, longShare = 0.1, seed = 1 } = options;
  const random = createRandom(seed);
  const target = new Target();
  const figures = { bytes: 0, rateChanges: 0, otherReplies: 0, flashes: 0 };
  const startedAt = performance.now();
  target.setRate();
  for (let sent = 0; sent < strings; ) {
    if (sent >= figures.flashes * STRINGS_PER_FLASH) {
      target.flash();
      figures.flashes += 1;
    }
    const rounds = drawRounds(random, longShare, firstId + sent, Math.min(TOGETHER, strings - sent));
    sent += rounds.length;
    for (const { string } of rounds) figures.bytes += string.length;
    while (rounds.length > 0) {
      const { replies, rateChanged } = target.identifyAfterEach(rounds);
      figures.otherReplies += replies.filter(({ id }) => id < firstId).length;
      while (rounds.length > 0 && isAnswered(replies, rounds[0].id)) rounds.shift();
      const [silent] = rounds;
      if (!silent) break;
      // This string changed the rate: the board answers once half a second is over. Those behind it are sent again.
      if (!rateChanged || !target.answersAfterFallback(silent.id))
        throw new Error(`the board is silent after ${describeRound(silent, seed)}`);
      figures.rateChanges += 1;
      rounds.shift();
    }
  }
  target.flash();
  const seconds = (performance.now() - startedAt) / 1000;
  return { strings, ...figures, megacycles: target.board.cycle / 1e6, seconds, build: target.build() };
}

/** Up to `most`; nothing follows a long one, whose commands may keep the board busy for longer than its ring lasts. */
function drawRounds(random: Random, longShare: number, nextId: number, most: number): Round[] {
  const rounds: Round[] = [];
  do rounds.push({ id: nextId + rounds.length, string: drawGarbage(random, longShare) });
  while (rounds.length < most && rounds[rounds.length - 1].string.length <= shortString);
  return rounds;
}

function describeRound({ id, string }: Round, seed: number): string {
  return `string ${id - firstId} of seed ${seed}: ${Buffer.from(string).toString('hex')}`;
}

function isAnswered(replies: readonly Reply[], id: number): boolean {
  return replies.some((reply) => reply.id === id && reply.kind === 'identity');
}

/** The board and the line to it, at the fastest rate. */
class Target {
  readonly board = new VirtualBoard();
  readonly #image = createEchoImage(512);
  #decoder = new FrameDecoder();

  constructor() {
    this.board.setBitTime(START_BIT_TIME);
  }

  /** @throws where a reply is broken although the board kept the rate */
  identifyAfterEach(rounds: readonly Round[]): { replies: Reply[]; rateChanged: boolean } {
    for (const { id, string } of rounds) {
      this.#write(string);
      this.#write(frameOf('identify', {}, id));
    }
    const replies = this.#receive();
    const rateChanged = replies.some(({ kind, value }) => kind === 'baudRateSet' && value.cyclesPerBit !== FASTEST);
    const { badCobs, badCrc, tooLong, tooShort } = this.#decoder.counters;
    if (badCobs + badCrc + tooLong + tooShort > 0 && !rateChanged)
      throw new Error(`the board sent a broken frame in the rounds from ${rounds[0].id - firstId} on`);
    this.#decoder = new FrameDecoder();
    return { replies, rateChanged };
  }

  #write(bytes: Uint8Array): void {
    if (this.board.write(bytes) !== bytes.length) throw new Error('the queue to the board is full');
  }

  /** Every reply until the board is idle, but for a second at most. */
  #receive(): Reply[] {
    const replies: Reply[] = [];
    for (let slice = 0; slice < 30 && !this.board.idle; slice++) {
      this.board.run(CLOCK_HZ / 30, { whenIdle: true });
      replies.push(...this.#decoder.push(this.board.read()).map(decodeReply));
    }
    return replies;
  }

  #ask<K extends keyof Commands>(kind: K, value: Commands[K], id = 1): Reply[] {
    this.#write(frameOf(kind, value, id));
    return this.#receive();
  }

  setRate(): void {
    this.#expect('baudRateSet', this.#ask('setBaudRate', { cyclesPerBit: FASTEST }));
    this.board.setBitTime(FASTEST);
    this.#decoder = new FrameDecoder();
  }

  /** Half a second without a good frame brings the starting rate back; ends at the fastest one. */
  answersAfterFallback(id: number): boolean {
    // A board calls itself idle for the line's sake; at its own rate it may yet be in the middle of a byte, which a skip would not end.
    this.board.run(11 * this.board.ownBitTime);
    this.board.skip(CLOCK_HZ / 2);
    this.board.setBitTime(START_BIT_TIME);
    this.#decoder = new FrameDecoder();
    const answered = isAnswered(this.#ask('identify', {}, id), id);
    this.setRate();
    return answered;
  }

  /** Uploads the image and has it answer with its input. */
  flash(): void {
    const { payload, imageId, core } = this.#image;
    this.#expect('ready', this.#ask('begin', { imageId, length: payload.length, core }));
    this.#expect('chunkWritten', this.#ask('chunk', { offset: 0, data: payload }));
    this.#expect('committed', this.#ask('commit', { imageId, crc: crc32(payload) }));
    const input = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const { logits } = this.#expect('prediction', this.#ask('infer', { offset: 0, more: 0, stopAfter: 0, input }));
    if (Buffer.compare(logits, input) !== 0)
      throw new Error(`the board inferred ${Buffer.from(logits).toString('hex')}`);
  }

  build(): string {
    const { build } = this.#expect('identity', this.#ask('identify', {}));
    return build.toString(16).padStart(8, '0');
  }

  #expect<K extends keyof Answers>(kind: K, replies: readonly Reply[]): Answers[K] {
    const [reply] = replies;
    if (replies.length !== 1 || reply.kind !== kind) {
      throw new Error(`the board answered ${JSON.stringify(replies)} where one ${kind} was due`);
    }
    return reply.value as Answers[K];
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [strings = 10_000, longShare = 0.1, seed = 1] = process.argv.slice(2).map(Number);
  console.log(JSON.stringify(benchGarbage({ strings, longShare, seed })));
}
