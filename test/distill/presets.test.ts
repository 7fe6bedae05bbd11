// What is trained, and how, unless told otherwise.
import { describe, expect, it } from 'vitest';
import { namedForms } from '../../host/dataset/named-forms.ts';
import { defaultStudentRecipe, defaultTeacherRecipe, networksFor, sizes } from '../../host/distill/presets.ts';
import { cores } from '../../host/image/core-description.ts';
import { networkNamed } from '../../host/network/named-networks.ts';
import { countParameters } from '../../host/network/shapes.ts';
import { planNetwork } from '../../host/plan/plan-image.ts';
import { quantizeUntrained } from '../../host/quantize/quantize.ts';

const preprocessing = { scale: 1 / 255, offset: 0 };
const dataOf = (name: string, shape: readonly [number, number, number], samples: number) => ({
  name,
  shape,
  train: { ids: { length: samples } },
});
const grey = dataOf('own', [28, 28, 1], 54_000);
const build = (name: string, { shape, train }: ReturnType<typeof dataOf>) =>
  networkNamed(name, shape, 10, train.ids.length);

describe('networks by size', () => {
  it('are the small ones for a data set that nobody has measured', () => {
    expect(networksFor('pictures/', grey.shape, undefined)).toEqual({ student: 'student', teacher: 'teacher' });
    expect(networksFor('constructor', grey.shape, undefined)).toEqual(networksFor('pictures/', grey.shape, 'small'));
  });

  it.each(Object.entries(namedForms))('fit every board: %s', (_name, { shape, classes }) => {
    for (const size of sizes) {
      const network = networkNamed(networksFor('any', shape, size).student, shape, classes);
      for (const core of cores) expect(planNetwork(quantizeUntrained(network, preprocessing), core).fits).toBe(true);
    }
  });

  it('are dense for a table, whose rows have one position', () => {
    for (const size of sizes) {
      const { student, teacher } = networksFor('own.csv', [1, 1, 6], size);
      for (const name of [student, teacher]) expect(name).toMatch(/^mlp:/);
    }
  });

  it('have a teacher that is larger than the student', () => {
    for (const size of sizes) {
      const { student, teacher } = networksFor('any', grey.shape, size);
      expect(countParameters(build(teacher, grey))).toBeGreaterThan(3 * countParameters(build(student, grey)));
    }
  });
});

describe('the recipe', () => {
  it('follows the amount of data, and where pictures are few varies them', () => {
    const few = dataOf('own', grey.shape, 288);
    const student = defaultStudentRecipe(build('student', few), few);
    expect(student).toMatchObject({ epochs: 120, batchSize: 32, alpha: 0.9, temperature: 4 });
    expect(student.augmentation).toEqual({ crop: 0.3, brightness: 0.3 });
    expect(defaultTeacherRecipe(build('teacher', few), few).epochs).toBe(120);
    const some = dataOf('own', grey.shape, 6_000);
    expect(defaultTeacherRecipe(build('teacher', some), some)).toEqual({
      epochs: 16,
      batchSize: 64,
      learningRate: 0.002,
    });
  });

  it('is another one for networks with batch normalization', () => {
    const [plain, normalized] = ['student', 'vgg:8-16-32/2'].map((name) =>
      defaultStudentRecipe(build(name, grey), grey),
    );
    expect(plain).toMatchObject({ batchSize: 256, learningRate: 0.02 });
    expect(normalized).toMatchObject({ batchSize: 128, learningRate: 0.005 });
  });

  it('moves spectrograms, however few there are', () => {
    const recordings = { ...dataOf('own', [40, 32, 1], 200), recordingRate: 16_000 };
    const recipe = defaultStudentRecipe(build('student', recordings), recordings);
    expect(recipe.augmentation).toEqual({ shift: 2 });
  });

  it('has its own epochs and augmentation for a published data set', () => {
    const cifar = dataOf('cifar10', [32, 32, 3], 9_000);
    const recipe = defaultStudentRecipe(build('vgg:16-32-64/2', cifar), cifar);
    expect(recipe).toMatchObject({ epochs: 60, augmentation: { shift: 2, flip: true } });
    expect(defaultTeacherRecipe(build('teacher', cifar), cifar)).toMatchObject({
      augmentation: { shift: 2, flip: true },
    });
    const mnist = dataOf('mnist', grey.shape, 54_000);
    expect(defaultStudentRecipe(build('vgg:16-32-64/2', mnist), mnist)).toMatchObject({ augmentation: { shift: 1 } });
    expect(defaultStudentRecipe(build('student', mnist), mnist)).not.toHaveProperty('augmentation');
  });
});
