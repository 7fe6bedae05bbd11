// All boards as tiles, the worst first; a tile opens its board.
import type { BoardSummary } from '../messages.ts';
import { wilsonInterval } from '../wilson.ts';
import { percent } from './format.ts';
import { severityOf, states } from './states.ts';

export interface BoardMapProps {
  readonly boards: readonly BoardSummary[];
  readonly followed?: string;
  readonly onFollow: (board: string) => void;
}

export function BoardMap({ boards, followed, onFollow }: BoardMapProps) {
  const sorted = [...boards].sort(
    (a, b) => badness(a) - badness(b) || a.name.localeCompare(b.name, 'en', { numeric: true }),
  );
  const healthy = boards.filter(({ state, isDrifting }) => state === 'live' && !isDrifting).length;
  return (
    <nav class="map" aria-label="boards">
      <p class="quiet">
        {boards.length} boards, {healthy} of them live and well; the worst first.
      </p>
      <ul>
        {sorted.map((board) => (
          <li key={board.id}>
            <Tile board={board} isFollowed={board.id === followed} onFollow={onFollow} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface TileProps extends Pick<BoardMapProps, 'onFollow'> {
  readonly board: BoardSummary;
  readonly isFollowed: boolean;
}

function Tile({ board, isFollowed, onFollow }: TileProps) {
  const said = states[board.state];
  const agreement = wilsonInterval(board.agreement);
  const differing = board.bitExact.total - board.bitExact.count;
  return (
    <button type="button" class="tile" aria-pressed={isFollowed} title={board.name} onClick={() => onFollow(board.id)}>
      <span class="name">{board.name.split('/').at(-1)}</span>
      <span class={`state ${said.tone}`}>{said.name}</span>
      <span class="quiet">
        {board.perSecond.toFixed(0)}/s{agreement ? ` · agrees ${percent(agreement.value)}` : ''}
      </span>
      {board.job && <span>⧗ {board.job}</span>}
      {board.isDrifting && <span class="bad">▲ drift</span>}
      {differing > 0 && <span class="bad">✗ {differing} not bit-exact</span>}
    </button>
  );
}

/** Less is worse: the state, then wrong logits, drift, agreement. */
function badness({ state, isDrifting, bitExact, agreement }: BoardSummary): number {
  const exact = bitExact.count === bitExact.total;
  const share = agreement.total === 0 ? 1 : agreement.count / agreement.total;
  return 1000 * severityOf(state) + (exact ? 100 : 0) + (isDrifting ? 0 : 10) + share;
}
