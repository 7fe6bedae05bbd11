// Runs the graph of a step: with its update, or only to measure; and with tfjs between the forward and the backward pass where the loss
// is tfjs's.
import { gatherRows } from '../dataset/sample-values.ts';
import { type Score, scoreOutputs } from '../task/task.ts';
import { GraphRefusedError } from '../tensorflow/graph/graph-errors.ts';
import type { Feed, GraphSession } from '../tensorflow/graph/graph-session.ts';
import type { TfjsLoss } from './loss.ts';
import type { MeasuredRow } from './measurement.ts';
import { findNonFinite, LossNotFiniteError } from './non-finite.ts';
import { lossCheck, type StepGraph } from './step-graph.ts';
import { type BatchPosition, differentiateTfjsTerms, evaluateTfjsLoss } from './tfjs-loss.ts';
import type { LayerReport, OwnReport } from './training-events.ts';
import { type TrainingTask, taskOfTraining } from './training-task.ts';

export interface StepResult {
  /** Each loss term's mean over the batch, before the update. */
  readonly terms: Readonly<Record<string, number>>;
  /** Of the outputs before the update. */
  readonly score: Score;
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
  readonly training: TrainingTask;
  readonly at: BatchPosition;
}

/** @param settings the optimizer's. @throws LossNotFiniteError, before anything is updated */
export function runStep(prepared: PreparedStep, settings: Feed): StepResult {
  const { session, graph, feeds, training } = prepared;
  if ('tfjsTerms' in training.loss) return runStepByTfjs(prepared, training.loss, settings);
  try {
    const [results, outputs] = session.run([...feeds, settings], [graph.results, graph.logits]);
    const terms = Object.fromEntries(graph.termNames.map((name, i) => [name, results[i]]));
    return { terms, score: scoreStep(prepared, outputs as Float32Array) };
  } catch (error) {
    if (!(error instanceof GraphRefusedError && error.scope === lossCheck)) throw error;
    const [loss] = session.run(feeds, [graph.loss!]);
    throw new LossNotFiniteError(loss[0], findNonFinite(session, graph.watched, feeds));
  }
}

function runStepByTfjs(prepared: PreparedStep, by: TfjsLoss, settings: Feed): StepResult {
  const { session, graph, feeds, training, at } = prepared;
  const [logits] = session.run(feeds, [graph.logits]);
  const { terms, gradient } = evaluateTfjsLoss(by, logits as Float32Array, training, at);
  const loss = Object.values(terms).reduce((sum, term) => sum + term, 0);
  if (!Number.isFinite(loss)) throw new LossNotFiniteError(loss, findNonFinite(session, graph.watched, feeds));
  session.run([...feeds, settings, [graph.logitsGradient!, gradient]], [graph.results]);
  return { terms, score: scoreStep(prepared, logits as Float32Array) };
}

function scoreStep({ training, at: { positions } }: PreparedStep, outputs: Float32Array): Score {
  const task = taskOfTraining(training);
  return scoreOutputs(task, outputs, gatherRows(training.split.labels, task.labelValues.length, positions));
}

/** Updates nothing. */
export function measureStep({ session, graph, feeds, training, at }: PreparedStep): Measurement {
  const { measurement, termNames, logits, logitsGradient } = graph;
  const measure = (more: readonly Feed[]): MeasuredRow =>
    measurement.read(session.run([...feeds, ...more], [measurement.row])[0] as Float32Array);
  if (!('tfjsTerms' in training.loss)) {
    const { termNorms, ...measured } = measure([]);
    return { terms: Object.fromEntries(termNames.map((name, i) => [name, termNorms[i]])), ...measured };
  }
  const [values] = session.run(feeds, [logits]);
  const gradients = Object.entries(differentiateTfjsTerms(training.loss, values as Float32Array, training, at));
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
