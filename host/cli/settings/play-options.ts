// The options that say what a board is fed: a data set with noise and drift, or a live source instead.

import { type Command, InvalidArgumentError, Option } from 'commander';
import { type DataOptions, dataKeys, decimal, integer } from './options.ts';

export interface PlayFlags {
  readonly noise?: number;
  readonly drift?: number;
  readonly rate?: number;
  readonly count?: number;
  readonly loop?: boolean;
  /** `FORMAT:DEVICE`, as ffmpeg names it. */
  readonly microphone?: string;
  /** The same. */
  readonly camera?: string;
  /** A folder. */
  readonly watch?: string;
}

/** By the names that commander gives them. */
export const liveKeys = ['microphone', 'camera', 'watch'] as const satisfies readonly (keyof PlayFlags)[];

/** What ffmpeg calls the default device; Windows has none. */
const defaultDevices: Readonly<Record<'microphone' | 'camera', Readonly<Partial<Record<NodeJS.Platform, string>>>>> = {
  microphone: { linux: 'alsa:default', darwin: 'avfoundation::default' },
  camera: { linux: 'v4l2:/dev/video0', darwin: 'avfoundation:default:none' },
};

const examples = { microphone: 'dshow:audio=Microphone', camera: 'dshow:video=Camera' } as const;

const ofPictures = ['trim', 'fit', 'background'] as const satisfies readonly (keyof DataOptions)[];
/** They do nothing without a data set. */
const ofDataSets = [
  ...(['data', 'dataDir', 'noise', 'drift', 'seed', 'loop'] as const),
  ...dataKeys.filter((key) => !ofPictures.some((each) => each === key)),
];

export function addPlayOptions(command: Command): Command {
  return command
    .option('--noise <share>', 'Gaussian noise on the pictures, such as 0.1 of the full range', decimal(0, 10))
    .option(
      '--drift <share>',
      'how far the pictures brighten per 1,000 inputs, such as 0.1 of the full range; negative darkens',
      decimal(-1_000, 1_000),
    )
    .addOption(
      liveOption('microphone', '--microphone [source]', [...ofPictures, 'rate'], {
        what: 'each second of sound that ffmpeg records from FORMAT:DEVICE',
        rest: `(${describeDefaults('microphone')}); --count is in seconds`,
      }),
    )
    .addOption(
      liveOption('camera', '--camera [source]', [], {
        what: 'the newest frame that ffmpeg records from FORMAT:DEVICE',
        rest: `(${describeDefaults('camera')})`,
      }),
    )
    .addOption(
      new Option(
        '--watch <folder>',
        'instead of a data set, feed each file of the folder, then each that is added: what infer reads',
      ).conflicts([...ofDataSets, ...liveKeys.filter((key) => key !== 'watch')]),
    )
    .option('--rate <n>', 'inputs per second (default: as fast as the board accepts them)', decimal(0.001, 1_000_000))
    .option('--count <n>', 'stop after n inputs', integer(1, 2_000_000_000))
    .option('--loop', 'start again after the last sample, until Ctrl-C')
    .option('--seed <n>', 'seed of the noise (default: 1)', integer(0, 0xffff_ffff));
}

function liveOption(
  key: 'microphone' | 'camera',
  flags: string,
  conflicts: readonly string[],
  { what, rest }: { readonly what: string; readonly rest: string },
): Option {
  return new Option(flags, `instead of a data set, feed ${what} ${rest}`)
    .argParser((text: string) => parseDevice(key, text))
    .preset('')
    .conflicts([...ofDataSets, ...conflicts, ...liveKeys.filter((other) => other !== key)]);
}

function describeDefaults(key: keyof typeof defaultDevices): string {
  const { linux, darwin } = defaultDevices[key];
  return `default: ${linux} on Linux, ${darwin} on macOS`;
}

/** `text` is empty for the default. */
function parseDevice(key: keyof typeof defaultDevices, text: string): string {
  const { [process.platform]: standard } = defaultDevices[key];
  const source = text === '' ? standard : text;
  if (source === undefined)
    throw new InvalidArgumentError(
      `This system has no default; name the device as ffmpeg does, such as ${examples[key]}.`,
    );
  if (!/^[a-z0-9_]+:./i.test(source))
    throw new InvalidArgumentError(`'${source}' is not FORMAT:DEVICE, such as ${defaultDevices[key].linux}.`);
  return source;
}
