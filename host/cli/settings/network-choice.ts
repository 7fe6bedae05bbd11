// The network of a student or teacher: by name, or as data in retort.config.ts.

import { type Command, Option } from 'commander';
import { RetortError } from '../../../proto/retort-error.ts';
import type { Dataset, Preprocessing } from '../../dataset/dataset.ts';
import { sizes } from '../../distill/presets.ts';
import { networkFamilies, networkNamed, parseNetworkName } from '../../network/named-networks.ts';
import type { Network } from '../../network/network.ts';
import { type ActivationShape, countClasses } from '../../network/shapes.ts';
import { hasBoxes } from '../../task/detection.ts';
import { table } from '../text/format.ts';

/** A name that `parseNetworkName` reads, or a network that is one. */
export type NetworkChoice = string | Network;

/** A network given as data whose input or number of classes does not match the data set. */
class NetworkForeignDataError extends RetortError {
  readonly code = 'CLI_NETWORK_FOREIGN_DATA';
  readonly category = 'usage';
  override readonly name = 'NetworkForeignDataError';
  readonly network: string;

  constructor({ name, inputShape }: Network, logits: number, { shape, classes }: Pictures) {
    super(
      `network "${name}" reads ${inputShape.join('×')} and has ${logits} logits, but the data set has pictures of ${shape.join('×')} in ${classes} classes: change its inputShape and last layer, resize the pictures to its shape (--shape), or use a named network, which adapts to the data`,
    );
    this.network = name;
  }
}

/** A classifier for a data set of boxes, or a detector for any other. */
class NetworkForeignTaskError extends RetortError {
  readonly code = 'CLI_NETWORK_FOREIGN_TASK';
  readonly category = 'usage';
  override readonly name = 'NetworkForeignTaskError';
  readonly network: string;

  constructor(network: string, detection: boolean) {
    super(
      detection
        ? `network "${network}" outputs one class per picture, but the data set has boxes in pictures: use a detector, such as detector:8-16-32`
        : `network "${network}" outputs boxes in pictures, but the data set has one class per picture: use a classifier, such as vgg:8-16-32/2`,
    );
    this.network = network;
  }
}

export interface Pictures {
  readonly shape: ActivationShape;
  /** Of the pictures, or of the boxes in them. */
  readonly classes: number;
  /** Whether their labels are boxes. */
  readonly detection?: boolean;
  /** Of the training split; many where absent. */
  readonly samples?: number;
  /** Of a data set that was read. */
  readonly preprocessing?: Preprocessing;
}

export function picturesOf({ shape, classes, task, train, preprocessing }: Dataset): Pictures {
  return { shape, classes: classes.length, detection: hasBoxes(task), samples: train.ids.length, preprocessing };
}

/** @throws NetworkForeignTaskError, NetworkForeignDataError, NetworkNameError, NetworkTooDeepError, NetworkTooLargeError */
export function networkFor(choice: NetworkChoice, pictures: Pictures): Network {
  const { shape, classes, samples, detection = false } = pictures;
  const detects = typeof choice === 'string' && parseNetworkName(choice).detects === true;
  if (detects !== detection) throw new NetworkForeignTaskError(nameOfChoice(choice), detection);
  if (typeof choice === 'string') return networkNamed(choice, shape, classes, samples);
  const logits = countClasses(choice);
  if (choice.inputShape.join() !== shape.join() || logits !== classes) {
    throw new NetworkForeignDataError(choice, logits, pictures);
  }
  return choice;
}

/** As every way to write it is written in settings. @throws NetworkNameError */
export function settleChoice(choice: NetworkChoice | undefined): NetworkChoice | undefined {
  return typeof choice === 'string' ? parseNetworkName(choice).name : choice;
}

export function nameOfChoice(choice: NetworkChoice): string {
  return typeof choice === 'string' ? choice : choice.name;
}

/** `vgg:8-16-32/2, `, for the progress line of a training run; empty for `usual`. */
export function chosenPrefix(choice: NetworkChoice, usual: string): string {
  return choice === usual ? '' : `${nameOfChoice(choice)}, `;
}

/** @param usual the default, in words */
export function addSizeOption(
  command: Command,
  usual = 'chosen by the data set: large for mnist, fashion-mnist, cifar10 and easy-vqa, its own networks for fsdd, small for all others',
): Command {
  return command.addOption(
    new Option(
      '--size <size>',
      `size of the networks that are not named: larger ones use more of the board and train longer, for more accuracy (default: ${usual})`,
    ).choices(sizes),
  );
}

export function addStudentOption(command: Command): Command {
  return command.option(
    '--student <network>',
    "the student's network, such as vgg:8-16-32/2; 'retort students' lists which fit a board (default: by --size)",
  );
}

export function addTeacherNetworkOption(command: Command): Command {
  return command.option(
    '--teacher-network <network>',
    "the teacher's network, such as vgg:32-64-128; 'retort students --help' has the names (default: by --size)",
  );
}

/** The names there are, for a command's help. */
export function networkNamesHelp(): string {
  const rows = networkFamilies.map(
    ({ pattern, example, meaning }) =>
      [`  ${pattern}`, pattern === example ? meaning : `${meaning}; ${example}`] as const,
  );
  return `Networks:\n${table(rows)}`;
}
