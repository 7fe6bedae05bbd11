// A board, its image and what it is fed, a data set or a live source, ready to be played.

import type { Board } from '../../../device-bridge/session/board.ts';
import type { StudentImage } from '../../image/student-image.ts';
import type { CommandContext } from '../run-command.ts';
import type { PlayFlags } from '../settings/play-options.ts';
import type { Settings } from '../settings/settings.ts';
import type { Connection } from './connect.ts';
import type { LiveSource } from './live-source.ts';
import type { PlayContext, Played } from './play-inputs.ts';

/** Through a bridge the way is longer than the board's own slots cover. */
const overMqtt = 32;

/** A student and what it is fed. */
export interface Feed {
  readonly image: StudentImage;
  /** Absent where that is a data set. */
  readonly live?: LiveSource;
  /** From the data set's first sample on; the board must have the image. */
  play(board: Board, context: Omit<PlayContext, 'inFlight'>): AsyncIterable<Played>;
}

export interface FedBoard {
  readonly connection: Connection;
  readonly feed: Feed;
}

export type FeedFlags = PlayFlags & { readonly image?: string };

/** The caller closes the board. */
export async function openFedBoard(settings: Settings, flags: FeedFlags, context: CommandContext): Promise<FedBoard> {
  const feed = await openFeed(settings, flags, context);
  return { connection: await connectToFeed(settings, feed.image, context), feed };
}

/** Reads image and data set; opens no board, and no device before it is played. */
export async function openFeed(settings: Settings, flags: FeedFlags, context: CommandContext): Promise<Feed> {
  const { requirePhysical } = await import('./connect.ts');
  const { openImage } = await import('./open-image.ts');
  const { loadRunData, noteOtherData } = await import('./load-run-data.ts');
  const { madeFromOf } = await import('./image-origin.ts');
  const { openLiveSource } = await import('./open-live-source.ts');
  const { playInputs } = await import('./play-inputs.ts');
  const { playSamples } = await import('./play-samples.ts');
  const { requireSameForm } = await import('./require-same-form.ts');
  const { kind } = requirePhysical(settings.on);
  const image = await openImage(settings.out, flags.image);
  const made = madeFromOf(image, settings.out, flags.image);
  const live = await openLiveSource(image, made.origin, settings, flags);
  // No more under way than the board has slots for: the newest is wanted.
  const { slotCount } = image.memory;
  if (live) {
    return {
      image,
      live,
      play: (board, context) =>
        playInputs(board, image, (signal) => live.start(signal), { inFlight: slotCount, ...context }),
    };
  }
  const { dataset } = await loadRunData(settings, made, context);
  requireSameForm(dataset, image);
  await noteOtherData(dataset, made, context);
  const inFlight = kind === 'mqtt' ? overMqtt : slotCount;
  const options = { ...flags, seed: settings.seed };
  return {
    image,
    play: (board, context) => playSamples(board, image, dataset.test, options, { inFlight, ...context }),
  };
}

/** A virtual board gets the image: it lives as long as its process, so nobody else can have put it there. The caller closes the board. */
async function connectToFeed(settings: Settings, image: StudentImage, { signal }: CommandContext): Promise<Connection> {
  const { connectBoard, requirePhysical } = await import('./connect.ts');
  const target = requirePhysical(settings.on);
  const connection = await connectBoard(target, signal);
  if (target.kind === 'virtual') await connection.board.flash(image, { signal });
  return connection;
}
