// Runs the graph of a step: with its update, or only to measure; and with tfjs between the forward and the backward pass where the loss
// is tfjs's.
import { GraphRefusedError } from '../tensorflow/graph/graph-errors.ts';
import type { Feed, GraphSession } from '../tensorflow/graph/graph-session.ts';
import type { TfjsLoss } from './loss.ts';
import type { MeasuredRow } from './measurement.ts';
import { findNonFinite, LossNotFiniteError } from './non-finite.ts';
import { lossCheck, type StepGraph } from './step-graph.ts';
import type { Task } from './task.ts';
import { type BatchPosition, differentiateTfjsTerms, evaluateTfjsLoss } from './tfjs-loss.ts';
import type { LayerReport, OwnReport } from './training-events.ts';

export interface StepResult {
  /** Each loss term's mean over the batch, before the update. */
  readonly terms: Readonly<Record<string, number>>;
  readonly correct: number;
}

export interface Measurement {
  /** The norm of each term's own gradient by all weights. */
  readonly terms: Readonly<Record<string, number>>;
  readonly layers: Readonly<Record<string, LayerReport>>;
  readonly own?: Readonly<Record<string, OwnReport>>;
}

/** One batch, ready to be run. */
export interface PreparedStep {
  readonly session: GraphSession;
  readonly graph: StepGraph;
  /** All but the optimizer's settings. */
  readonly feeds: readonly Feed[];
  readonly task: Task;
  readonly at: BatchPosition;
}

/** @param settings the optimizer's. @throws LossNotFiniteError, before anything is updated */
export function runStep(prepared: PreparedStep, settings: Feed): StepResult {
  const { session, graph, feeds, task } = prepared;
  if ('tfjsTerms' in task.loss) return runStepByTfjs(prepared, task.loss, settings);
  try {
    const [results] = session.run([...feeds, settings], [graph.results]);
    const terms = Object.fromEntries(graph.termNames.map((name, i) => [name, results[i]]));
    return { terms, correct: results[graph.termNames.length] };
  } catch (error) {
    if (!(error instanceof GraphRefusedError && error.scope === lossCheck)) throw error;
    const [loss] = session.run(feeds, [graph.loss!]);
    throw new LossNotFiniteError(loss[0], findNonFinite(session, graph.watched, feeds));
  }
}

function runStepByTfjs({ session, graph, feeds, task, at }: PreparedStep, by: TfjsLoss, settings: Feed): StepResult {
  const [logits] = session.run(feeds, [graph.logits]);
  const { terms, gradient } = evaluateTfjsLoss(by, logits as Float32Array, task, at);
  const loss = Object.values(terms).reduce((sum, term) => sum + term, 0);
  if (!Number.isFinite(loss)) throw new LossNotFiniteError(loss, findNonFinite(session, graph.watched, feeds));
  const [results] = session.run([...feeds, settings, [graph.logitsGradient!, gradient]], [graph.results]);
  return { terms, correct: results[0] };
}

/** Updates nothing. */
export function measureStep({ session, graph, feeds, task, at }: PreparedStep): Measurement {
  const { measurement, termNames, logits, logitsGradient } = graph;
  const measure = (more: readonly Feed[]): MeasuredRow =>
    measurement.read(session.run([...feeds, ...more], [measurement.row])[0] as Float32Array);
  if (!('tfjsTerms' in task.loss)) {
    const { termNorms, ...measured } = measure([]);
    return { terms: Object.fromEntries(termNames.map((name, i) => [name, termNorms[i]])), ...measured };
  }
  const [values] = session.run(feeds, [logits]);
  const gradients = Object.entries(differentiateTfjsTerms(task.loss, values as Float32Array, task, at));
  const behind = (gradient: Float32Array) => measure([[logitsGradient!, gradient]]);
  const whole = behind(
    values.map((_, i) => gradients.reduce((sum, [, gradient]) => sum + gradient[i], 0)) as Float32Array,
  );
  const normOf = (gradient: Float32Array) => (gradients.length > 1 ? behind(gradient) : whole).termNorms[0];
  return {
    terms: Object.fromEntries(gradients.map(([name, gradient]) => [name, normOf(gradient)])),
    layers: whole.layers,
  };
}
