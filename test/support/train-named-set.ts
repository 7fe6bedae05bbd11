// Run by test/train/accuracy.long.ts as a process of its own, for its memory: teacher and distilled student of one data set, two epochs each.

import { loadDataset } from '../../host/dataset/load.ts';
import { distillStudent } from '../../host/distill/distill.ts';
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
const teacherOutputs = await computeTeacherOutputs(teacher, dataset);
const student = { ...recipe, epochs: 2, dataset, teacherOutputs, alpha: 0.9, temperature: 4 };
await distillStudent({ ...student, network: studentNetwork(shape, classes.length) });
console.log(JSON.stringify({ peakMegabytes: process.resourceUsage().maxRSS / 1024 }));
