// A whole distillation as `retort distill` makes it: the teacher is asked once, then the student trains. The teacher's weights are random:
// speed does not depend on them.
import { createDataset } from '../../../host/dataset/dataset.ts';
import { composeLoss } from '../../../host/distill/compose-loss.ts';
import { hintonTerms } from '../../../host/distill/hinton.ts';
import { indexTeacher } from '../../../host/distill/pseudo-data.ts';
import { drawInitialWeights } from '../../../host/network/initial-weights.ts';
import { countClasses } from '../../../host/network/shapes.ts';
import { computeTeacherOutputs } from '../../../host/teacher/teacher-outputs.ts';
import { trainNetwork } from '../../../host/train/train.ts';
import { batchSize, drawSplit, learningRate, type TimedEngine } from './engines.ts';
import type { BenchDistillation } from './networks.ts';

export function openRetortDistillation(one: BenchDistillation): TimedEngine {
  const { network, teacher, images, epochs, alpha, temperature } = one;
  const train = drawSplit(network, images);
  const classes = Array.from({ length: countClasses(network) }, (_, i) => String(i));
  const [validation, test] = [drawSplit(network, 1), drawSplit(network, 1)];
  const dataset = createDataset('noise', { shape: network.inputShape, classes, train, validation, test });
  const trained = { network: teacher, weights: drawInitialWeights(teacher, 1) };
  return {
    name: 'Retort',
    async run() {
      const started = performance.now();
      const { teacherDigest, ids, logits } = await computeTeacherOutputs(trained, dataset);
      const teachers = [indexTeacher(teacherDigest, ids, logits, classes.length)];
      const loss = composeLoss(hintonTerms({ alpha, temperature }), { teachers, combine: 'logits' });
      const { train: split, preprocessing } = dataset;
      await trainNetwork({ network, split, preprocessing, loss, epochs, batchSize, learningRate, seed: 1 });
      return (performance.now() - started) / 1000;
    },
    close: () => {},
  };
}
