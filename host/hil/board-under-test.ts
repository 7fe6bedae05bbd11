// A leased board as a test sees it: takes a student, answers samples, and is power-cycled. Every failure has its class.
import { crc32 } from '../../device-bridge/framing/crc32.ts';
import type { Board } from '../../device-bridge/session/board.ts';
import type { FlashResult } from '../../device-bridge/session/flash.ts';
import { hex32 } from '../../proto/numbers.ts';
import type { Prediction } from '../../proto/prediction.ts';
import { flashStudent } from '../board/flash-student.ts';
import { predict, type QuantizedSample } from '../board/predict.ts';
import type { Answers, Losses } from './answers.ts';
import { classed, HilError } from './failure-class.ts';
import type { StudentUnderTest } from './student-under-test.ts';
import type { TestSamples } from './test-samples.ts';

/** How a board is reached, and what is to be done around a test. */
export interface BoardAccess {
  /** For people, passwords hidden. */
  readonly url: string;
  open(): Promise<Board>;
  /** Off and on again; absent where there is no hook and the board is a real one. */
  readonly powerCycle?: () => Promise<void>;
  /** @throws where another run has the board by now */
  requireLease?(): void;
}

export class BoardUnderTest {
  readonly url: string;
  readonly #access: BoardAccess;
  #board: Board;

  private constructor(access: BoardAccess, board: Board) {
    this.url = access.url;
    this.#access = access;
    this.#board = board;
  }

  /** The caller closes it. @throws HilError */
  static open(access: BoardAccess): Promise<BoardUnderTest> {
    return classed(async () => new BoardUnderTest(access, await access.open()));
  }

  /** The board itself, for what the kit has no word for. Another one after `powerCycle`. */
  get board(): Board {
    return this.#board;
  }

  /**
   * Puts the student on the board, unless it is there, and checks that the board's memory holds it whole.
   * @param options.force sends all of it, whatever the board holds
   * @throws HilError of class flash or infrastructure
   */
  flash(student: StudentUnderTest, options: { readonly force?: boolean } = {}): Promise<FlashResult> {
    return this.#work(async () => {
      const result = await flashStudent(this.#board, student.image, options);
      await this.#requireHeld(student);
      return result;
    });
  }

  /**
   * Flashes the samples' student where it is not on the board, and classifies each sample.
   * @throws HilError of class infrastructure for a sample that is missing or answered twice, and for a board that was lost
   */
  predict(samples: TestSamples): Promise<Answers> {
    return this.#work(async () => {
      await flashStudent(this.#board, samples.student.image);
      const before = await this.#lossesSoFar();
      const handedAt = new Map<number, number>();
      const predictions: Prediction[] = [];
      const roundTripsMs: number[] = [];
      const asked = timed(samplesOf(samples), (id) => handedAt.set(id, performance.now()));
      for await (const prediction of predict(this.#board, samples.student.image, asked)) {
        predictions.push(prediction);
        roundTripsMs.push(performance.now() - handedAt.get(prediction.sampleId)!);
      }
      const losses = difference(before, await this.#lossesSoFar());
      const board = { url: this.url, identity: this.#board.identity };
      return { board, samples, predictions, roundTripsMs, losses };
    });
  }

  /**
   * Switches the board off and on through its hook, and finds it again. What was in its memory is lost.
   * @throws HilError where there is no hook, it fails, or the board does not come back
   */
  powerCycle(): Promise<void> {
    return this.#work(async () => {
      const { powerCycle } = this.#access;
      if (!powerCycle)
        throw new HilError(
          'infrastructure',
          `${this.url} has no power-cycle hook: name a command in the pool file ("powerCycle": ["uhubctl", "-a", "cycle", …]) or in board({ powerCycle: […] })`,
        );
      await this.#board.close();
      await powerCycle();
      this.#board = await this.#access.open();
    });
  }

  close(): Promise<void> {
    return this.#board.close();
  }

  #work<T>(work: () => Promise<T>): Promise<T> {
    return classed(async () => {
      this.#access.requireLease?.();
      return work();
    });
  }

  async #requireHeld({ image: { imageId, payload } }: StudentUnderTest): Promise<void> {
    const status = await this.#board.status();
    if (status.imageId !== imageId)
      throw new HilError(
        'flash',
        `${this.url} says that it has image 0x${hex32(status.imageId)}, not 0x${hex32(imageId)}`,
      );
    const crc = await this.#board.rangeCrc(0, payload.length);
    if (crc !== crc32(payload))
      throw new HilError(
        'flash',
        `the memory of ${this.url} has CRC 0x${hex32(crc)}, the image 0x${hex32(crc32(payload))}: flash it again with { force: true }`,
      );
  }

  async #lossesSoFar(): Promise<Losses> {
    const { badFrames } = await this.#board.status();
    const { inferencesRepeated, recoveries, frames } = this.#board.health;
    const spoiled = frames ? frames.badCobs + frames.badCrc + frames.tooLong + frames.tooShort : 0;
    return { asked: inferencesRepeated, spoiled: spoiled + badFrames, recoveries };
  }
}

function difference(before: Losses, after: Losses): Losses {
  return {
    asked: after.asked - before.asked,
    spoiled: after.spoiled - before.spoiled,
    recoveries: after.recoveries - before.recoveries,
  };
}

function* samplesOf({ ids, inputs }: TestSamples): Generator<QuantizedSample> {
  const size = inputs.length / ids.length;
  for (const [row, sampleId] of ids.entries()) yield { sampleId, input: inputs.subarray(row * size, (row + 1) * size) };
}

function* timed(samples: Iterable<QuantizedSample>, onHanded: (sampleId: number) => void): Generator<QuantizedSample> {
  for (const sample of samples) {
    onHanded(sample.sampleId);
    yield sample;
  }
}
