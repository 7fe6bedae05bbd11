// Run by test/train/memory.soak.ts in a separate process, whose memory it measures: teacher and distilled student of one data set, two epochs each.

import { loadDataset } from '../../host/dataset/load.ts';
import { composeLoss } from '../../host/distill/compose-loss.ts';
import { hintonTerms } from '../../host/distill/hinton.ts';
import { indexTeacher } from '../../host/distill/pseudo-data.ts';
import { studentNetwork, teacherNetwork } from '../../host/network/architectures.ts';
import { computeTeacherOutputs } from '../../host/teacher/teacher-outputs.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { dataFolder } from './data-folder.ts';

const dataset = await loadDataset(process.argv[2], { dataDir: dataFolder });
const { shape, classes, train, preprocessing } = dataset;
const recipe = { epochs: 1, batchSize: 256, learningRate: 0.004, seed: 1 };
const network = teacherNetwork(shape, classes.length);
const teacher = await trainNetwork({ ...recipe, network, split: train, preprocessing, loss: labelLoss });
const { teacherDigest, ids, logits } = await computeTeacherOutputs(teacher, dataset);
const teachers = [indexTeacher(teacherDigest, ids, logits, classes.length)];
const loss = composeLoss(hintonTerms({ alpha: 0.9, temperature: 4 }), { teachers, combine: 'logits' });
const student = studentNetwork(shape, classes.length);
await trainNetwork({ ...recipe, epochs: 2, network: student, split: train, preprocessing, loss });
console.log(JSON.stringify({ peakMegabytes: process.resourceUsage().maxRSS / 1024 }));
