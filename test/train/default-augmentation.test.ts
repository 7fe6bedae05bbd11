import { describe, expect, it } from 'vitest';
import { defaultAugmentation, describeAugmentation } from '../../host/train/default-augmentation.ts';

describe('the default augmentation', () => {
  it('crops and brightens few pictures, and leaves many as they are', () => {
    expect(defaultAugmentation(288, [32, 32, 3])).toEqual({ crop: 0.3, brightness: 0.3 });
    expect(defaultAugmentation(1_999, [28, 28, 1])).toEqual({ crop: 0.3, brightness: 0.3 });
    expect(defaultAugmentation(2_000, [32, 32, 3])).toBeUndefined();
    expect(defaultAugmentation(54_000, [28, 28, 1])).toBeUndefined();
  });

  it('crops no picture of few pixels', () => {
    expect(defaultAugmentation(90, [8, 8, 1])).toEqual({ brightness: 0.3 });
    expect(defaultAugmentation(90, [8, 64, 1])).toEqual({ brightness: 0.3 });
  });

  it('never mirrors: a mirrored character or arrow is a different one', () => {
    for (const samples of [10, 100, 1_000, 10_000]) {
      expect(defaultAugmentation(samples, [32, 32, 3])?.flip).toBeUndefined();
    }
  });

  it('is told in words', () => {
    expect(describeAugmentation({ crop: 0.3, brightness: 0.3 })).toBe('augmented by crop 0.3, brightness 0.3');
    expect(describeAugmentation({ shift: 2, flip: true })).toBe('augmented by shift 2, flip');
    expect(describeAugmentation({})).toBe('not augmented');
    expect(describeAugmentation(undefined)).toBe('not augmented');
  });
});
