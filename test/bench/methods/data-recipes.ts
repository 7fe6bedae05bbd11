// How teachers and students are trained on a data set, where several experiments train them alike. Fixed beforehand, or tuned on validation splits.

export const digits = {
  data: 'digits',
  teacher: { network: 'teacher', recipe: { epochs: 28, batchSize: 64, learningRate: 0.002 }, count: 3 },
  student: 'student',
  recipe: { epochs: 28, batchSize: 64, learningRate: 0.01 },
  seeds: { count: 5 },
  tuningBudget: 1,
};
export const ofManyPictures = {
  teacher: { network: 'teacher', recipe: { epochs: 6, batchSize: 256, learningRate: 0.004 }, count: 1 },
  recipe: { epochs: 10, batchSize: 256, learningRate: 0.02 },
};
/** The subset of CIFAR-10 has 9,000 pictures to learn from: without moved and mirrored ones both networks learn them by heart. */
const augmentation = { shift: 2, flip: true };
export const ofFewPictures = {
  teacher: { network: 'teacher', recipe: { epochs: 40, batchSize: 64, learningRate: 0.002, augmentation }, count: 1 },
  recipe: { epochs: 25, batchSize: 64, learningRate: 0.005, augmentation },
};
