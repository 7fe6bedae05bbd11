// Memory over many steps and over many graphs: what leaks slowly shows only here.
import { describe, expect, it } from 'vitest';
import { studentNetwork } from '../../host/network/architectures.ts';
import { openEngine } from '../../host/train/engine.ts';
import { labelLoss } from '../../host/train/loss.ts';

const samples = 4096;
const options = {
  network: studentNetwork([28, 28, 1], 10),
  split: {
    ids: Int32Array.from({ length: samples }, (_, i) => i),
    images: Uint8Array.from({ length: samples * 784 }, (_, i) => (i * 31) % 256),
    labels: Uint8Array.from({ length: samples }, (_, i) => i % 10),
  },
  preprocessing: { scale: 1 / 255, offset: 0 },
  loss: labelLoss,
  epochs: 1,
  batchSize: 128,
  learningRate: 0.001,
  seed: 1,
};
const megabytes = () => process.memoryUsage().rss / 2 ** 20;
const positions = Uint32Array.from({ length: 128 }, (_, i) => 17 * i);

describe("the engine's resident memory", () => {
  it('is flat over 2,000 steps', () => {
    const engine = openEngine(options);
    for (let step = 0; step < 200; step++) engine.step(positions, step, 0.001);
    const before = megabytes();
    for (let step = 200; step < 2_200; step++) engine.step(positions, step, 0.001);
    expect(megabytes() - before).toBeLessThan(30);
    engine.dispose();
  });

  it('is flat over 50 builds and releases', () => {
    const cycle = () => {
      const engine = openEngine(options);
      engine.step(positions, 0, 0.001);
      engine.dispose();
    };
    for (let i = 0; i < 10; i++) cycle();
    const before = megabytes();
    for (let i = 0; i < 50; i++) cycle();
    expect(megabytes() - before).toBeLessThan(60);
  });
});
