// The loss terms by the names that configurations and methods use. A new one is a file in terms/, a test, and a line here.
import { attentionGraph } from './terms/attention-graph.ts';
import { boundedBoxes, softCells } from './terms/detection.ts';
import { dist } from './terms/dist.ts';
import { dkd } from './terms/dkd.ts';
import { flow } from './terms/flow.ts';
import { hint } from './terms/hint.ts';
import { irgEdges, irgEdgeTransformation, irgVertexTransformation } from './terms/instance-graph.ts';
import { labelSmoothing } from './terms/label-smoothing.ts';
import { labels } from './terms/labels.ts';
import { logitRegression } from './terms/logit-regression.ts';
import { multipleChoice } from './terms/multiple-choice.ts';
import { relationalAngle, relationalDistance } from './terms/relational.ts';
import { inputGradient, teacherMargin } from './terms/robust.ts';
import { softTargets } from './terms/soft-targets.ts';
import { virtualTeacher } from './terms/virtual-teacher.ts';
import { exponentialDecay, hyperbolicDecay, weightElimination } from './terms/weight-decay.ts';

export const terms = {
  labels,
  'soft-targets': softTargets,
  'logit-regression': logitRegression,
  dkd,
  dist,
  'label-smoothing': labelSmoothing,
  'virtual-teacher': virtualTeacher,
  hint,
  flow,
  'relational-distance': relationalDistance,
  'relational-angle': relationalAngle,
  'irg-edges': irgEdges,
  'irg-edge-transformation': irgEdgeTransformation,
  'irg-vertex-transformation': irgVertexTransformation,
  'attention-graph': attentionGraph,
  'multiple-choice': multipleChoice,
  'teacher-margin': teacherMargin,
  'input-gradient': inputGradient,
  'hyperbolic-decay': hyperbolicDecay,
  'exponential-decay': exponentialDecay,
  'weight-elimination': weightElimination,
  'soft-cells': softCells,
  'bounded-boxes': boundedBoxes,
} as const;

export type TermType = keyof typeof terms;
