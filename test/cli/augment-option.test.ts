import { describe, expect, it } from 'vitest';
import { parseAugmentation } from '../../host/cli/settings/augment-option.ts';

describe('--augment', () => {
  it.each([
    ['none', {}],
    ['flip', { flip: true }],
    ['crop', { crop: 0.3 }],
    ['shift=3, flip, crop=0.5, brightness=0.1', { shift: 3, flip: true, crop: 0.5, brightness: 0.1 }],
    ['shift,brightness', { shift: 2, brightness: 0.3 }],
  ])('%s is read', (text, augmentation) => {
    expect(parseAugmentation(text)).toEqual(augmentation);
  });

  it.each([
    '',
    'mirror',
    'flip=1',
    'shift=0',
    'shift=1.5',
    'crop=1',
    'crop=',
    'crop=0.1=2',
    'brightness=2',
    'none,flip',
  ])("'%s' is refused", (text) => {
    expect(() => parseAugmentation(text)).toThrow(
      `'${text}' is not 'none', or any of shift=PIXELS, flip, crop=SHARE and brightness=SHARE, such as 'flip,crop=0.3'.`,
    );
  });
});
