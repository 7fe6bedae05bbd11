// The CIFAR-10 program of the article on knowledge distillation, as it means it: README.md beside this file says where it differs.
import { defineConfig } from 'retort-fpga';

export default defineConfig({
  data: 'cifar10',
  on: 'virtual:ulx3s-85f', // 256,958 weights are more than the smaller boards hold.
  augmentation: {},
  teacherNetwork: 'article-teacher',
  teacher: { epochs: 15, batchSize: 64, learningRate: 0.002 },
  student: 'article-student',
  distill: { epochs: 30, batchSize: 64, learningRate: 0.002, temperature: 4, alpha: 1 },
});
