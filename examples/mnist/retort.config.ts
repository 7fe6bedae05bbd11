// The MNIST walk-through of the article on knowledge distillation: README.md beside this file.
import { defineConfig } from 'retort-fpga';

export default defineConfig({
  data: 'mnist',
  size: 'small', // A teacher of 431,402 parameters, a student of 14,866.
  distill: { temperature: 4, seeds: 3 },
});
