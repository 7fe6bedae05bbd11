import { describe, expect, it } from 'vitest';
import { networkFor, picturesOf } from '../../host/cli/settings/network-choice.ts';
import { requireFittingStudent } from '../../host/cli/steps/fitting-student.ts';
import { createDataset, type Shape } from '../../host/dataset/dataset.ts';
import { ulx3s85, up5k } from '../../host/image/core-description.ts';

function datasetOf(shape: Shape) {
  const labels = Uint8Array.from({ length: 12 }, (_, i) => i % 3);
  const images = new Uint8Array(12 * shape[0] * shape[1] * shape[2]).map((_, i) => (i * 31) % 256);
  const samples = { images, labels };
  return createDataset('pictures', {
    shape,
    classes: ['a', 'b', 'c'],
    train: samples,
    validation: samples,
    test: samples,
  });
}

const check = (shape: Shape, core = up5k, name = 'student') => {
  const dataset = datasetOf(shape);
  return requireFittingStudent(networkFor(name, picturesOf(dataset)), dataset, core);
};

describe('the default student', () => {
  it.each([[[32, 32, 3]], [[64, 64, 3]], [[96, 96, 1]], [[96, 96, 3]], [[8, 8, 1]], [[48, 64, 3]], [[16, 128, 1]]] as [
    Shape,
  ][])('for pictures of %o fits the small board', async (shape) => {
    await expect(check(shape)).resolves.toBeUndefined();
  });

  it('is refused before it is trained where the board has too little memory, with what to do', async () => {
    await expect(check([128, 128, 3])).rejects.toMatchObject({
      code: 'CLI_STUDENT_TOO_LARGE',
      category: 'image',
      boards: ['ulx3s-45f', 'ulx3s-85f'],
      message: expect.stringMatching(
        /^student network "student" needs at least [\d,]+ bytes of memory for pictures of 128×128×3, but up5k has 131,072: use smaller pictures, such as --shape 64x64x3, or use a smaller student \('retort students --board up5k --shape 128x128x3 --classes 3' lists which fit\), or use a board that holds it \(ulx3s-45f, ulx3s-85f\)$/,
      ),
    });
    await expect(check([128, 128, 3], ulx3s85)).resolves.toBeUndefined();
    await expect(check([400, 200, 3], ulx3s85)).rejects.toThrow(/such as --shape 64x32x3, or use a smaller student/);
  });
});

describe('a student by name', () => {
  it('that fits is taken, and a larger one is refused with the command that lists smaller ones', async () => {
    await expect(check([28, 28, 1], up5k, 'vgg:16-32-64/2')).resolves.toBeUndefined();
    await expect(check([28, 28, 1], up5k, 'vgg:24-48-96/2')).rejects.toMatchObject({
      bytesNeeded: expect.toSatisfy((bytes) => bytes > 131_072 && bytes < 200_000),
      boards: ['ulx3s-45f', 'ulx3s-85f'],
      message: expect.stringMatching(
        /^student network "vgg:24-48-96\/2" needs at least [\d,]+ bytes of memory for pictures of 28×28×1, but up5k has 131,072: use a smaller student \('retort students --board up5k --shape 28x28x1 --classes 3' lists which fit\), or use a board that holds it \(ulx3s-45f, ulx3s-85f\)$/,
      ),
    });
  });

  it('beyond every board is refused at once', async () => {
    await expect(check([28, 28, 1], ulx3s85, 'mlp:5000-5000')).rejects.toMatchObject({
      code: 'CLI_STUDENT_TOO_LARGE',
      bytesNeeded: 784 * 5000 + 5000 * 5000 + 5000 * 3,
      boards: [],
    });
  });
});
