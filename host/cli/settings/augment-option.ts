// What `--augment` takes, such as `flip,crop=0.3`.

import { type Command, InvalidArgumentError } from 'commander';
import type { Augmentation } from '../../train/augmentation.ts';

const words = "'none', or any of shift=PIXELS, flip, crop=SHARE and brightness=SHARE, such as 'flip,crop=0.3'";

/** The default if an amount is left out. */
const usual = { shift: 2, crop: 0.3, brightness: 0.3 };

export function addAugmentOption(command: Command): Command {
  return command.option(
    '--augment <list>',
    `augment the training pictures at random: ${words} (default: a preset for mnist, fashion-mnist, cifar10 and fsdd; none for easy-vqa, because its encoded questions would be altered too; otherwise crop and brightness for few pictures, none for many. Your own data is mirrored only if you name flip, because a mirrored character or arrow is a different one)`,
    parseAugmentation,
  );
}

/** @throws InvalidArgumentError */
export function parseAugmentation(text: string): Augmentation {
  if (text === 'none') return {};
  return Object.assign({}, ...text.split(',').map((part) => parsePart(part.trim(), text)));
}

function parsePart(part: string, text: string): Augmentation {
  const [name, amount, ...rest] = part.split('=');
  if (name === 'flip' && amount === undefined) return { flip: true };
  const isKnown = name === 'shift' || name === 'crop' || name === 'brightness';
  const value = isKnown && amount === undefined ? usual[name] : Number(amount);
  const isFine =
    name === 'shift' ? Number.isInteger(value) && value >= 1 : value > 0 && value <= (name === 'crop' ? 0.9 : 1);
  if (!isKnown || rest.length > 0 || amount === '' || !isFine)
    throw new InvalidArgumentError(`'${text}' is not ${words}.`);
  return { [name]: value };
}
