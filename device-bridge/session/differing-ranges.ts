// Which bytes of a payload a board's memory does not hold, found by CRCs of ranges (RangeCrc of proto/link.proto). Sends none of them.
import { crc32 } from '../framing/crc32.ts';
import { type ByteRange, cutRange, lengthOf } from './byte-range.ts';

interface Piece extends ByteRange {
  readonly differs: boolean;
}

/** The CRC-32 of `length` bytes of the board's memory from `address` on. */
export type RangeCrcOf = (address: number, length: number) => Promise<number>;

/** Bytes of a piece: first of every piece, then of the parts of those that are looked at more closely. */
const pieceBytes = [1024, 128, 16] as const;
/** An end of a run that is shorter than this part of it is not worth more questions. */
const leastShareOfRun = 1 / 32;
/** Questions under way. At 24 bytes each they fit into the board's ring of 2,048 bytes, even if it answers none of them meanwhile. */
const mostInFlight = 48;

/**
 * The ranges in ascending order that make the memory from address 0 on equal to `payload`: every byte that differs, and few that do not.
 * Asks for pieces of 1,024 bytes, then for parts of the pieces at both ends of each run of differing ones. A lone equal piece among
 * differing ones is asked again in parts, because a CRC-32 misses one random difference in 2³² and a commit's CRC would miss the same ones.
 * @throws what `rangeCrc` throws
 */
export async function findDifferingRanges(payload: Uint8Array, rangeCrc: RangeCrcOf): Promise<ByteRange[]> {
  const compare = (ranges: readonly ByteRange[]) => comparePieces(payload, ranges, rangeCrc);
  let pieces = await compare(cutRange({ offset: 0, length: payload.length }, pieceBytes[0]));
  for (;;) {
    const unsure = new Set(splitIntoRuns(pieces).flatMap((run) => pickUnsure(run, pieces.length)));
    if (unsure.size === 0) break;
    const parts = await compare([...unsure].flatMap(split));
    const kept = pieces.filter((piece) => !unsure.has(piece));
    pieces = [...kept, ...parts].sort((a, b) => a.offset - b.offset);
  }
  return splitIntoRuns(pieces)
    .filter(([{ differs }]) => differs)
    .map((run) => ({ offset: run[0].offset, length: lengthOf(run) }));
}

/** Of a run of alike pieces, those of which parts may be otherwise. */
function pickUnsure(run: readonly Piece[], pieceCount: number): Piece[] {
  const smallest = pieceBytes[pieceBytes.length - 1];
  const [first, last] = [run[0], run[run.length - 1]];
  if (!first.differs) return run.length === 1 && pieceCount > 1 && first.length > smallest ? [first] : [];
  const least = Math.max(smallest, lengthOf(run) * leastShareOfRun);
  return [...new Set([first, last])].filter(({ length }) => length > least);
}

/** Into pieces of the next smaller size. */
function split(piece: Piece): ByteRange[] {
  return cutRange(piece, pieceBytes.find((bytes) => bytes < piece.length)!);
}

async function comparePieces(
  payload: Uint8Array,
  ranges: readonly ByteRange[],
  rangeCrc: RangeCrcOf,
): Promise<Piece[]> {
  const pieces: Piece[] = [];
  let next = 0;
  const askInTurn = async () => {
    while (next < ranges.length) {
      const index = next++;
      const { offset, length } = ranges[index];
      const crc = await rangeCrc(offset, length);
      pieces[index] = { offset, length, differs: crc !== crc32(payload.subarray(offset, offset + length)) };
    }
  };
  const askers = Array.from({ length: mostInFlight }, askInTurn);
  try {
    await Promise.all(askers);
  } finally {
    next = ranges.length; // after a failure nobody asks on
  }
  return pieces;
}

function splitIntoRuns(pieces: readonly Piece[]): Piece[][] {
  const runs: Piece[][] = [];
  for (const piece of pieces) {
    const run = runs.at(-1);
    if (run?.[0].differs === piece.differs) run.push(piece);
    else runs.push([piece]);
  }
  return runs;
}
