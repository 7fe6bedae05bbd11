// The rule of evidence about little data and none, in code: a method is handed the share of the training split that it
// has said it sees, and no other part of the training and validation splits.
import { createRandom } from '../artifact/random.ts';
import { type Split, selectSamples } from '../dataset/dataset.ts';
import { deriveSeed } from '../network/derive-seed.ts';
import { WithheldDataError } from './lab-errors.ts';
import type { LabTeacher } from './method.ts';
import type { TrainingData } from './withhold-test.ts';

/** What a method is handed. */
interface Sight {
  readonly data: TrainingData;
  readonly teachers: readonly LabTeacher[];
}

/**
 * @param share of the training split, 0 … 1: rounded down, drawn from the seed without regard to labels, at least one sample above 0. Below 1
 * pictures and labels of the rest and of the validation split cannot be read, nor teachers be asked of them. Ids can: they are but numbers
 */
export function withholdTraining({ data, teachers }: Sight, share: number, seed: number): Sight {
  if (share >= 1) return { data, teachers };
  const train = share > 0 ? drawFew(data, share, seed) : withheld(data.train, 'training samples');
  const seen = new Set(share > 0 ? train.ids : []);
  return {
    data: { ...data, train, validation: withheld(data.validation, 'validation samples') },
    teachers: teachers.map((teacher) => ({
      ...teacher,
      logitsOf(ids) {
        if (!ids.every((id) => seen.has(id))) throw new WithheldDataError('a teacher’s answers to other samples');
        return teacher.logitsOf(ids);
      },
    })),
  };
}

function drawFew({ train, shape }: TrainingData, share: number, seed: number): Split {
  const count = Math.max(1, Math.floor(share * train.ids.length));
  const order = createRandom(deriveSeed(seed, 'few samples')).shuffle(Uint32Array.from(train.ids, (_, i) => i));
  return selectSamples(train, shape, order.slice(0, count).sort());
}

function withheld({ ids }: Split, what: string): Split {
  return {
    ids,
    get images(): never {
      throw new WithheldDataError(what);
    },
    get labels(): never {
      throw new WithheldDataError(what);
    },
  };
}
