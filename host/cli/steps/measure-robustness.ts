// Measures how robust the image's student is: noise, corruptions and attacks on the first samples of the test split,
// classified by the integer reference.
import { existsSync } from 'node:fs';
import { RetortError } from '../../../proto/retort-error.ts';
import type { Dataset, Split } from '../../dataset/dataset.ts';
import { classOfOutput, describeHead, namesClass } from '../../image/head.ts';
import type { StudentImage } from '../../image/student-image.ts';
import type { QuantizedNetwork } from '../../quantize/quantized-network.ts';
import { quantizeInput } from '../../reference/quantize-input.ts';
import { taskOf } from '../../task/task-of.ts';
import { computeReferenceLogits } from '../../validate/reference-logits.ts';
import {
  type AskedAttack,
  boardEpsilon,
  measureRobustness,
  type Robustness,
} from '../../validate/robustness/robustness.ts';
import type { ValidationResult } from '../../validate/validate.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import { grouped } from '../text/format.ts';
import { classify } from './classify.ts';
import type { ImageStudent } from './image-student.ts';
import type { Predictor } from './open-predictor.ts';
import { pathToWrite } from './run-folder.ts';

export interface RobustnessParts {
  readonly image: StudentImage;
  readonly quantized: QuantizedNetwork;
  readonly dataset: Dataset;
  readonly split: Split;
  /** The run folder, to say where the float student was looked for. */
  readonly out: string;
  /** To be attacked; absent where it is not there. */
  readonly student?: ImageStudent;
}

export interface MeasuredRobustness extends Robustness {
  /** Why the student could not be attacked, where it was not. */
  readonly notAttacked?: string;
  /** The board’s answers to the pictures of PGD at `boardEpsilon`; absent where no board ran or nothing was attacked. */
  readonly board?: ValidationResult;
}

class NoRobustnessError extends RetortError {
  readonly code = 'CLI_NO_ROBUSTNESS';
  readonly category = 'usage';
  override readonly name = 'NoRobustnessError';

  constructor(image: string, reason: string) {
    super(`--robustness needs classes of pictures, but ${image} ${reason}; leave --robustness out`);
  }
}

/** The same for every run: measures of two students are of the same pictures. */
const seed = 1;

/** Of PGD: from anywhere within ε to anywhere within it takes 16 steps of ε/8. */
const pgdSteps = 20;
const pgdStepSize = (epsilon: number) => epsilon / 8;

/** @throws NoRobustnessError */
export function requirePictureClasses({ name, head }: StudentImage, dataset: Dataset): void {
  if (!namesClass(head)) throw new NoRobustnessError(name, `has none: its output is ${describeHead(head)}`);
  const { name: task } = taskOf(dataset);
  if (task !== 'classification') throw new NoRobustnessError(name, `has another task: ${task}`);
  if (dataset.vocabulary) throw new NoRobustnessError(name, 'answers questions, whose encoding would be disturbed too');
  if ('features' in dataset.preprocessing)
    throw new NoRobustnessError(name, 'takes rows of a table, which have no brightness, no blur and no pixel values');
  if (!(dataset.test.images instanceof Uint8Array)) throw new NoRobustnessError(name, 'takes samples of floats');
}

/** Of what `requirePictureClasses` lets pass. */
export async function measureStudentRobustness(
  parts: RobustnessParts,
  predictor: Predictor,
  on: string,
  context: CommandContext,
): Promise<MeasuredRobustness> {
  const { image, dataset, split } = parts;
  const attacker = await openAttackerOn(parts);
  const samples = { images: split.images as Uint8Array, labels: split.labels };
  const robustness = await runStep(context.output, 'robustness', async (update) => {
    try {
      const measured = await measureRobustness({
        ...samples,
        shape: dataset.shape,
        seed,
        classify: async (images) => namesOf(image, (await runOn(parts, images, context)).logits, split.ids.length),
        ...('attack' in attacker && {
          attack: (asked: AskedAttack) => attacker.attack(samples, attackOf(asked), seed, context.signal),
        }),
        onEvent: ({ done, total }) => update(`measure ${done} of ${total}`),
      });
      const text = `${measured.measures.length} measures of ${grouped(split.ids.length)} samples`;
      return { result: measured, text };
    } finally {
      if ('attack' in attacker) attacker.dispose();
    }
  });
  const { attacks } = robustness;
  if (!attacks) return { ...robustness, notAttacked: 'reason' in attacker ? attacker.reason : undefined };
  if (predictor.boardCount === 0) return robustness;
  const attacked = { split: { ...split, images: attacks.images }, ...(await runOn(parts, attacks.images, context)) };
  const title = `${on}, pictures of PGD at ε = ${boardEpsilon}`;
  const { validation } = await classify(
    predictor,
    attacked,
    { image, quantized: parts.quantized, on: title, task: taskOf(dataset) },
    context,
  );
  return { ...robustness, board: validation };
}

async function openAttackerOn({ image, student, out }: RobustnessParts) {
  if (!student) {
    const path = pathToWrite(out, 'student');
    const isThere = existsSync(path);
    return {
      reason: `${path}${isThere ? ` is not the student in ${image.name}` : ', the float student, is not there'}`,
    };
  }
  const { openAttacker } = await import('../../train/attack.ts');
  return openAttacker(student.trained, image.input.preprocessing);
}

function attackOf({ kind, epsilon }: AskedAttack) {
  return kind === 'fgsm'
    ? ({ epsilon, steps: 1, stepSize: epsilon, start: 'picture' } as const)
    : ({ epsilon, steps: pgdSteps, stepSize: pgdStepSize(epsilon), start: 'random' } as const);
}

async function runOn({ image, quantized }: RobustnessParts, images: Uint8Array, { signal }: CommandContext) {
  const { input, memory } = image;
  const inputs = quantizeInput(images, input.preprocessing, quantized.tensors.get(quantized.input)!, memory.inputBits);
  return { inputs, logits: await computeReferenceLogits(quantized, inputs, { signal }) };
}

function namesOf(image: StudentImage, logits: Int8Array, samples: number): number[] {
  const outputs = logits.length / samples;
  return Array.from(
    { length: samples },
    (_, row) => classOfOutput(image, logits.subarray(row * outputs, (row + 1) * outputs))!,
  );
}
