// `/export?board=ID[&target=CLASS&said=CLASS]`: a board's gallery, or one pair of classes of it, as a file to save.
import type { IncomingMessage } from 'node:http';
import { exportCases, NothingToExportError, targetOf } from './export-cases.ts';
import type { RouteAnswer } from './server.ts';
import type { WatchedBoard } from './watched-board.ts';

export function exportRoute(boards: readonly WatchedBoard[]) {
  return ({ pathname, searchParams }: URL, { method }: IncomingMessage): RouteAnswer | undefined => {
    if (pathname !== '/export' || method !== 'GET') return undefined;
    const board = boards.find(({ id }) => id === searchParams.get('board'));
    const image = board?.student?.image;
    if (!board || !image) return refuse('There is no such board, or it has no student that this monitor knows.');
    const [target, said] = [searchParams.get('target'), searchParams.get('said')];
    const cases = board.cases.filter(
      (one) =>
        (target === null || String(targetOf(one)) === target) &&
        (said === null || String(one.judged.judgement.label) === said),
    );
    try {
      const { type, bytes, name } = exportCases(image, cases);
      return { type, body: bytes, saveAs: name };
    } catch (error) {
      if (error instanceof NothingToExportError) return refuse(`${error.message}.`);
      throw error;
    }
  };
}

function refuse(reason: string): RouteAnswer {
  return { status: 409, type: 'text/plain; charset=utf-8', body: `${reason}\n` };
}
