// What a loss term is: a formula over the operations, its settings with their ranges, and where it comes from. The terms are in terms/, the
// table of them in terms.ts, their sum in compose-loss.ts.
import type { z } from 'zod';
import type { Network } from '../network/network.ts';
import type { Operations } from '../tensorflow/operations.ts';
import type { LossBatch, StudentView } from '../train/loss.ts';

/** What the teachers say of a batch. Nothing flows back into it. */
export interface TeacherView<T> {
  /** z_t, [batch, classes]. */
  logits(): T;
  /** log p_t^T with p^T = softmax(z / T), [batch, classes]. */
  logProbabilities(temperature: number): T;
  /**
   * Of terms that look inside: a layer's output, [batch, rows, columns, channels], on the pictures that the student sees.
   * @param index of the teacher, the first where absent
   * @throws TrainingSettingError where it has no such layer
   */
  layer(name: string, index?: number): T;
}

export interface TermInputs<T> {
  readonly student: StudentView<T>;
  readonly batch: LossBatch<T>;
  readonly teacher: TeacherView<T>;
  /** The term's own weights, by the names that `own` gives them. */
  readonly own: ReadonlyMap<string, T>;
}

export interface TermNetworks {
  readonly student: Network;
  readonly teacher: Network;
}

/** What suits boxes in pictures: `too` suits any task, `only` no other. */
export type Detects = 'too' | 'only';

/** Whether a term or method that `detects` so suits data whose labels are boxes in pictures, or whose labels are not. */
export function suitsTask(detects: Detects | undefined, detection: boolean): boolean {
  return detection ? detects !== undefined : detects !== 'only';
}

export interface TermDefinition<Shape extends z.ZodRawShape> {
  /** What it does, in a line: for help and reports. */
  readonly title: string;
  /** The paper and its equation. */
  readonly source: string;
  /** Whether it asks the teachers. */
  readonly listens?: boolean;
  /** Whether it asks for a teacher's layers: the teachers then run in the step. */
  readonly looksInside?: boolean;
  /** Whether it is of boxes in pictures: of those alone, or of them as of everything. A term of one answer for a sample where absent. */
  readonly detects?: Detects;
  /** Each with its range, its default and, described, the paper's value. */
  readonly settings: Shape;
  /**
   * Shapes of weights of the term's own, by name: they learn with the student and are gone behind the training. Kernels start uniform in
   * ±√(6/(fan-in + fan-out)), all else at 0.
   * @throws TrainingSettingError where the networks do not go together; the message has both shapes
   */
  own?(settings: z.infer<z.ZodObject<Shape>>, networks: TermNetworks): Readonly<Record<string, readonly number[]>>;
  /**
   * What `own` leaves to be found out before training.
   * @throws TrainingSettingError where the networks do not go together
   */
  check?(settings: z.infer<z.ZodObject<Shape>>, networks: TermNetworks): void;
  /** A scalar, the mean over the batch, before its weight. */
  compute<T>(operations: Operations<T>, settings: z.infer<z.ZodObject<Shape>>, inputs: TermInputs<T>): T;
}

/** The identity; it infers the settings' types. */
export function defineTerm<Shape extends z.ZodRawShape>(definition: TermDefinition<Shape>): TermDefinition<Shape> {
  return definition;
}
