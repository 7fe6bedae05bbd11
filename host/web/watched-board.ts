// One watched board: its source's events counted, compared and kept in bounded memory, and handed to whoever listens.
import { type BoardEvent, BoardEventFinder } from '../../device-bridge/monitor/board-events.ts';
import { Comparer, type Judge } from '../../device-bridge/monitor/comparer.ts';
import type { Observation, ObservationSource, WatchEvent } from '../../device-bridge/monitor/observation.ts';
import { type Judged, type Judgement, type Snapshot, Tally } from '../../device-bridge/monitor/tally.ts';
import type { WatchSink } from '../../device-bridge/monitor/watch-sink.ts';
import type { LinkHealth } from '../../device-bridge/session/connection.ts';
import { decodePrediction } from '../image/decode-output.ts';
import { classesOf, classOf, namesClass, probabilitiesOf } from '../image/head.ts';
import type { StudentImage } from '../image/student-image.ts';
import { taskOf } from '../task/task-of.ts';
import { DriftTest, driftAlpha } from './drift.ts';
import { Gallery, type KeptCase } from './gallery.ts';
import type { BoardInfo, BoardState, BoardSummary, GalleryItem, LiveFrame, SecondOfBoard } from './messages.ts';
import { Seconds } from './seconds.ts';
import { showPrediction } from './show-prediction.ts';
import { sumOfLast } from './wilson.ts';

/** A student that may be on a board, and what its predictions are compared with. */
export interface WatchedStudent {
  readonly image: StudentImage;
  /** Whether its inputs are spectrograms of recordings. */
  readonly isSound: boolean;
  readonly judge: Judge;
  /** Why there is nothing to compare with. */
  readonly noReference?: string;
  readonly noTeacher?: string;
}

export interface WatchedBoardOptions {
  readonly id: string;
  readonly source: ObservationSource;
  /** By image id. */
  readonly students: ReadonlyMap<number, WatchedStudent>;
  readonly sinks?: readonly WatchSink[];
  /** Of a core, for comparing. */
  readonly share?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** In a replay: what was said of a prediction then, if it was compared. Nothing is compared again, and events come by `mark` alone. */
  readonly past?: (observation: Observation) => Judgement | undefined;
}

export interface BoardListener {
  onInfo?(): void;
  onSecond?(second: SecondOfBoard): void;
  onEvent?(event: BoardEvent): void;
  onCase?(found: KeptCase): void;
}

/** Over which the map's agreement and accuracy are taken, in seconds. */
const window = 60;
const mostEvents = 500;
const comparedAtOnce = 4;
/** Without a prediction for so long, a board is quiet. */
const quietMs = 3000;

export class WatchedBoard {
  readonly id: string;
  readonly #options: WatchedBoardOptions;
  readonly #now: () => number;
  readonly #tally: Tally;
  readonly #seconds = new Seconds();
  readonly #gallery = new Gallery();
  readonly #finder: BoardEventFinder;
  readonly #events: BoardEvent[] = [];
  readonly #listeners = new Set<BoardListener>();
  readonly #comparer: Comparer;
  #imageId = 0;
  #drift: DriftTest | undefined;
  #health: Readonly<LinkHealth> | undefined;
  #last: Judged | undefined;
  #heardAt = 0;
  #end: { readonly problem: string } | undefined;

  constructor(options: WatchedBoardOptions) {
    const { id, now = Date.now, share } = options;
    this.id = id;
    this.#options = options;
    this.#now = now;
    this.#tally = new Tally(now);
    this.#finder = new BoardEventFinder(now);
    const judge: Judge = (observations) => this.student!.judge(observations);
    const onJudged = (judged: Judged) => this.#judge(judged);
    const onError = (error: unknown) => this.#endWith(error instanceof Error ? error.message : String(error));
    this.#comparer = new Comparer(judge, { onJudged, onError }, { batch: comparedAtOnce, share });
  }

  start(): void {
    this.#options.source.start(
      (event) => this.#take(event),
      (error) => this.#endWith(error?.message ?? ''),
    );
  }

  async close(): Promise<void> {
    await this.#options.source.close();
  }

  /** The returned function ends it. */
  listen(listener: BoardListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Undefined while the board has none that this monitor knows. */
  get student(): WatchedStudent | undefined {
    return this.#options.students.get(this.#imageId);
  }

  get info(): BoardInfo {
    const { source } = this.#options;
    const { student } = this;
    return {
      id: this.id,
      name: source.name,
      ...(student && { student: describeStudent(student.image) }),
      noReference: student?.noReference,
      noTeacher: student?.noTeacher,
    };
  }

  get summary(): BoardSummary {
    const { predictions, perSecond } = this.#tally.snapshot();
    const seconds = this.#seconds.all;
    return {
      id: this.id,
      name: this.#options.source.name,
      ...this.#state(),
      ...{ predictions, perSecond },
      studentName: this.student?.image.name,
      agreement: sumOfLast(
        seconds.map(({ agreement }) => agreement),
        window,
      ),
      right: sumOfLast(
        seconds.map(({ right }) => right),
        window,
      ),
      bitExact: sumOfLast(
        seconds.map(({ bitExact }) => bitExact),
        window,
      ),
      isDrifting: this.#drift?.state.alarmAt !== undefined,
    };
  }

  get frame(): Omit<LiveFrame, 'notDrawn'> {
    const snapshot: Snapshot = this.#tally.snapshot();
    const { seconds, predictions, perSecond, missed, notCompared, bitExact, agreement, right, clockHz, fed } = snapshot;
    const { student } = this;
    return {
      ...{ seconds, predictions, perSecond, missed, notCompared, bitExact, agreement, right, clockHz },
      ...this.#state(),
      imageId: this.#imageId,
      latest: student && this.#last && showPrediction(student, this.#last),
      health: this.#health,
      fed: fed?.counts,
      drift: this.#drift?.state,
    };
  }

  get seconds(): readonly SecondOfBoard[] {
    return this.#seconds.all;
  }

  get events(): readonly BoardEvent[] {
    return this.#events;
  }

  get cases(): readonly KeptCase[] {
    return this.#gallery.cases;
  }

  /** As the page shows it. */
  showCase({ id, atMs, image, judged }: KeptCase): GalleryItem {
    const isSound = this.#options.students.get(image.imageId)?.isSound ?? false;
    return { ...showPrediction({ image, isSound }, judged), id, atMs, imageId: image.imageId };
  }

  /** Marks what this monitor itself does with the board. */
  note(event: Omit<BoardEvent, 'atMs'>): void {
    this.mark({ ...event, atMs: this.#now() });
  }

  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  /** Called once per second of the clock. */
  endSecond(): void {
    const { student } = this;
    const classes = student ? countClasses(student.image) : 0;
    const second = this.#seconds.end(Math.floor(this.#now() / 1000), classes, this.#drift?.state.log10Wealth ?? 0);
    for (const { onSecond } of this.#listeners) onSecond?.(second);
  }

  #take(event: WatchEvent): void {
    const atMs = this.#now();
    for (const sink of this.#options.sinks ?? []) sink.take(this.#options.source.name, event, atMs);
    this.#tally.take(event);
    if (!this.#options.past) for (const found of this.#finder.take(event)) this.mark(found);
    if (event.kind === 'board' && event.present) this.#setImage(event.imageId);
    if (event.kind === 'health') this.#countRepeated(event.health);
    if (event.kind !== 'predictions') return;
    this.#heardAt = atMs;
    this.#setImage(event.imageId);
    this.#seconds.miss(event.missed);
    for (const observation of event.observations) this.#predict(observation);
    if (this.#options.past) this.#recall(event.observations, this.#options.past);
    else if (this.student) this.#comparer.add(event.observations);
  }

  #recall(observations: readonly Observation[], past: (observation: Observation) => Judgement | undefined): void {
    for (const observation of observations) {
      const judgement = past(observation);
      if (judgement) this.#judge({ observation, judgement });
    }
  }

  #predict(observation: Observation): void {
    const image = this.student?.image;
    const said = image && decodePrediction(image, observation);
    const label = said && classOf(image, said);
    const confidence = label === undefined ? undefined : probabilitiesOf(image!, said!.logits)![label];
    this.#seconds.predict(observation, label, confidence);
    if (!image) return;
    if (this.student?.noReference !== undefined && this.student.noTeacher !== undefined)
      this.#last = { observation, judgement: { label, confidence } };
    if (label !== undefined) this.#testDrift(label, confidence!);
  }

  #judge(judged: Judged): void {
    const image = this.student?.image;
    if (!image) return;
    const atMs = this.#now();
    for (const sink of this.#options.sinks ?? []) sink.judge?.(this.#options.source.name, judged, atMs);
    this.#last = judged;
    this.#tally.judge(judged);
    this.#seconds.judge(judged);
    const found = this.#gallery.take(image, judged, atMs);
    if (found) for (const { onCase } of this.#listeners) onCase?.(found);
  }

  #testDrift(label: number, confidence: number): void {
    if (!this.#drift!.take(label, confidence) || this.#options.past) return;
    const text = `what the board is fed has drifted: the test's wealth reached ${1 / driftAlpha} after ${this.#drift!.state.alarmAt} predictions`;
    this.mark({ kind: 'drift', atMs: this.#now(), text, isTrouble: true });
  }

  #setImage(imageId: number): void {
    if (imageId === this.#imageId) return;
    this.#imageId = imageId;
    this.#last = undefined;
    const image = this.student?.image;
    this.#drift = image && namesClass(image.head) ? new DriftTest(countClasses(image)) : undefined;
    for (const { onInfo } of this.#listeners) onInfo?.();
  }

  #countRepeated(health: Readonly<LinkHealth>): void {
    const total = (of: Readonly<LinkHealth>) => of.requestsRepeated + of.chunksRepeated + of.inferencesRepeated;
    if (this.#health) this.#seconds.repeat(Math.max(0, total(health) - total(this.#health)));
    this.#health = { ...health };
  }

  /** Puts an event on the axis. */
  mark(event: BoardEvent): void {
    this.#events.push(event);
    if (this.#events.length > mostEvents) this.#events.shift();
    for (const sink of this.#options.sinks ?? []) sink.mark?.(this.#options.source.name, event);
    for (const { onEvent } of this.#listeners) onEvent?.(event);
  }

  #endWith(problem: string): void {
    if (this.#end) return;
    this.#end = { problem };
    const played = this.#options.past ? 'the replay is at its end' : 'what the board is fed has come to its end';
    const text = problem === '' ? played : `watching ended: ${problem}`;
    this.mark({ kind: 'end', atMs: this.#now(), text, isTrouble: problem !== '' });
  }

  #state(): { readonly state: BoardState; readonly problem: string } {
    const { board, bridgeOnline, brokerConnected } = this.#tally.snapshot();
    const as = (state: BoardState, problem = '') => ({ state, problem });
    if (this.#end) return as('ended', this.#end.problem);
    if (!brokerConnected) return as('broker-gone');
    if (bridgeOnline === false) return as('bridge-offline');
    if (!board.present) return as('lost', board.problem);
    if (this.#imageId === 0) return as('empty');
    if (!this.student) return as('unknown-student');
    return as(this.#now() - this.#heardAt < quietMs ? 'live' : 'quiet');
  }
}

/** 0 where the output names none. */
function countClasses({ head }: StudentImage): number {
  return namesClass(head) ? classesOf(head) : 0;
}

function describeStudent(image: StudentImage): BoardInfo['student'] {
  const { imageId, name, labels, head } = image;
  const { show } = taskOf({ classes: labels });
  const classes = Array.from({ length: classesOf(head) }, (_, label) => show([label]));
  return { imageId, name, classes, scores: head.kind === 'values' ? 'values' : 'probabilities' };
}
