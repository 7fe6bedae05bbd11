// A board, its image and a data set, ready to be played.

import type { Board } from '../../../device-bridge/session/board.ts';
import type { StudentImage } from '../../image/student-image.ts';
import type { CommandContext } from '../run-command.ts';
import type { PlayFlags } from '../settings/options.ts';
import type { Settings } from '../settings/settings.ts';
import type { Connection } from './connect.ts';
import type { Played } from './play-samples.ts';

/** Through a bridge the way is longer than the board's own slots cover. */
const overMqtt = 32;

/** A student and its data set. */
export interface Feed {
  readonly image: StudentImage;
  /** From the data set's first sample on; the board must have the image. */
  play(board: Board, signal: AbortSignal): AsyncIterable<Played>;
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

/** Reads image and data set; opens no board. */
export async function openFeed(settings: Settings, flags: FeedFlags, context: CommandContext): Promise<Feed> {
  const { requirePhysical } = await import('./connect.ts');
  const { openImage } = await import('./open-image.ts');
  const { loadRunData, noteOtherData } = await import('./load-run-data.ts');
  const { madeFromOf } = await import('./image-origin.ts');
  const { playSamples } = await import('./play-samples.ts');
  const { requireSameForm } = await import('./require-same-form.ts');
  const { kind } = requirePhysical(settings.on);
  const image = await openImage(settings.out, flags.image);
  const made = madeFromOf(image, settings.out, flags.image);
  const { dataset } = await loadRunData(settings, made, context);
  requireSameForm(dataset, image);
  await noteOtherData(dataset, made, context);
  const inFlight = kind === 'mqtt' ? overMqtt : image.memory.slotCount;
  const options = { ...flags, seed: settings.seed, inFlight };
  return { image, play: (board, signal) => playSamples(board, image, dataset.test, options, signal) };
}

/** A virtual board gets the image: it lives as long as its process, so nobody else can have put it there. The caller closes the board. */
export async function connectToFeed(
  settings: Settings,
  image: StudentImage,
  { signal }: CommandContext,
): Promise<Connection> {
  const { connectBoard, requirePhysical } = await import('./connect.ts');
  const target = requirePhysical(settings.on);
  const connection = await connectBoard(target, signal);
  if (target.kind === 'virtual') await connection.board.flash(image, { signal });
  return connection;
}
