// Few-sample knowledge distillation (Li, Li, Liu, Zhang 2019): the first teacher without some channels, recovered on few samples without labels.
import { z } from 'zod';
import { RetortError } from '../../../proto/retort-error.ts';
import { countKeptChannels } from '../../compress/channels.ts';
import { pruneChannels } from '../../compress/prune-channels.ts';
import { recoverBlocks } from '../../compress/recover-blocks.ts';
import type { Network } from '../../network/network.ts';
import { foldNetwork } from '../../quantize/fold.ts';
import { MethodOptionError } from '../lab-errors.ts';
import { defineMethod } from '../method.ts';
import { runnableTeachers } from '../runnable-teachers.ts';

const name = 'few-sample';

export const fewSample = defineMethod({
  title:
    'the first teacher minus its least important channels, each layer then fitted to the teacher’s on a few unlabelled samples; channels tied by a sum stay',
  source:
    'Li, Li, Liu, Zhang 2019, "Few Sample Knowledge Distillation…", section 3; channels by L1 norm, Li, Kadav et al. 2017, section 3.1',
  runsTeachers: true,
  options: {
    keep: z
      .number()
      .min(0.05)
      .max(0.95)
      .default(0.75)
      .describe('share of the channels that each convolution and hidden dense layer keeps'),
    recover: z
      .boolean()
      .default(true)
      .describe('whether layers are fitted to the teacher’s; if not, the student is just the pruned teacher'),
    share: z
      .number()
      .min(0.0001)
      .max(0.01)
      .default(0.01)
      .describe('number of training samples that the method sees; the paper uses 500 of CIFAR-10’s 50,000 samples'),
  },
  sees: ({ share }) => share,
  problemFor: ({ keep }, { teacher }) => teacher && problemOf(teacher, keep),
  async run({ data, teachers, signal }, { keep, recover }) {
    const [teacher] = runnableTeachers(name, teachers);
    if (!teacher) throw new MethodOptionError(name, 0, 'there is no teacher to prune; train one, or name its file');
    const pruning = pruneChannels(foldNetwork(teacher), keep);
    const { train, preprocessing } = data;
    const student = recover
      ? await recoverBlocks(pruning, { images: train.images, preprocessing, signal })
      : pruning.pruned;
    return { ...student, learnedFrom: train };
  },
});

function problemOf(teacher: Network, keep: number): string | undefined {
  try {
    countKeptChannels(teacher, keep);
  } catch (error) {
    if (error instanceof RetortError) return error.message;
    throw error;
  }
}
