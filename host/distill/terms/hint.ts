// Hints (Romero et al. 2015, "FitNets: Hints for Thin Deep Nets", section 2.2): a layer of the student learns to say what a layer of the
// teacher says, through a regressor that is dropped after the training.
import { z } from 'zod';
import { TrainingSettingError } from '../../train/training-errors.ts';
import { asMap, describeLayer, findShape } from '../layer-maps.ts';
import { defineTerm } from '../term.ts';

export const hint = defineTerm({
  title: 'a layer of the student, through a convolutional regressor, matches a layer of the teacher',
  source: 'Romero et al. 2015, equation 3: ½ ‖u_h(x) − r(v_g(x))‖², here the mean over the hint’s values',
  listens: true,
  looksInside: true,
  detects: 'too',
  settings: {
    student: z.string().describe('the guided layer; the paper uses the middle one'),
    teacher: z.string().describe('the hint layer; the paper uses the middle one'),
  },
  /** The regressor's window brings the guided map to the hint's rows and columns, without padding. */
  own({ student: guidedName, teacher: hintName }, { student, teacher }) {
    const [guided, hinted] = [findShape(student, guidedName), findShape(teacher, hintName)];
    const window = [guided[0] - hinted[0] + 1, guided[1] - hinted[1] + 1];
    if (Math.min(...window) < 1) {
      const expected = `a layer at least as high and wide as the teacher’s ${describeLayer(hintName, hinted)}`;
      throw new TrainingSettingError('the student’s layer of a hint', describeLayer(guidedName, guided), expected);
    }
    return { kernel: [...window, guided[2], hinted[2]], bias: [hinted[2]] };
  },
  compute(ops, layers, { student, teacher, own }) {
    const guided = asMap(ops, student.layer(layers.student));
    const regressed = ops.conv2d(guided, own.get('kernel')!, { strides: [1, 1], padding: 'valid' });
    const difference = ops.sub(ops.addBias(regressed, own.get('bias')!), asMap(ops, teacher.layer(layers.teacher)));
    return ops.mul(ops.mean(ops.square(difference)), 0.5);
  },
});
