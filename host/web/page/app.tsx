// The page: its head, the followed board, and what stands in for either while it is not there.
import { useEffect, useRef, useState } from 'preact/hooks';
import { BoardMap } from './board-map.tsx';
import { Charts } from './charts.tsx';
import { Control } from './control.tsx';
import { definitions } from './definitions.ts';
import { Events } from './events.tsx';
import { Figures } from './figures.tsx';
import { clock, grouped, hex } from './format.ts';
import { Gallery } from './gallery.tsx';
import { History, Replay, useHistory } from './history.tsx';
import { Live } from './live.tsx';
import { emptyState, openSession, type PageState, type Session } from './session.ts';
import { states } from './states.ts';

export function App() {
  const [state, setState] = useState<PageState>(emptyState);
  const session = useRef<Session>(undefined);
  const history = useHistory();
  useEffect(() => {
    session.current = openSession(setState);
    return () => session.current?.close();
  }, []);
  return (
    <>
      <Lost state={state} />
      <main>
        {history?.kind === 'replay' && <Replay status={history} />}
        {state.boards.length > 1 && (
          <BoardMap boards={state.map} followed={state.followed} onFollow={(board) => session.current?.follow(board)} />
        )}
        <FollowedBoard state={state} />
        {history && history.kind !== 'replay' && <History status={history} />}
      </main>
      <footer>
        Retort {state.version} ·{' '}
        {state.students
          ? 'this page can change what is on the boards'
          : 'read-only: this page changes nothing on the boards'}
      </footer>
    </>
  );
}

/** Said aloud when it appears. */
function Lost({ state }: { readonly state: PageState }) {
  const { lostAtMs } = state;
  return (
    <div role="status" class={lostAtMs === undefined ? 'hidden' : 'banner'}>
      {lostAtMs !== undefined &&
        `The monitor has not answered since ${clock(lostAtMs)}. Is "retort monitor --web" still running? A restarted one prints a new address; this page keeps trying.`}
    </div>
  );
}

function FollowedBoard({ state }: { readonly state: PageState }) {
  const { boards, followed, frame, seconds, events, gallery, students, jobs } = state;
  const board = boards.find(({ id }) => id === followed);
  if (!board || !frame)
    return (
      <header>
        <h1>Monitor</h1>
        <p class="quiet">
          {boards.length > 1 && !board ? 'Choose a board above to see what it sees.' : 'Waiting for the monitor …'}
        </p>
      </header>
    );
  const said = states[frame.state];
  return (
    <>
      <header>
        <h1>{board.name}</h1>
        <p class="status">
          <span class={`state ${said.tone}`} role="status">
            {said.name}
          </span>
          {board.student
            ? `${board.student.name} (${hex(board.student.imageId)})`
            : frame.imageId === 0
              ? ''
              : `image ${hex(frame.imageId)}`}
        </p>
        {(said.advice !== '' || frame.problem !== '') && (
          <p class="advice">
            {said.advice} {frame.problem !== '' && <span class="bad">{frame.problem}</span>}
          </p>
        )}
      </header>
      <Live board={board} frame={frame} />
      <Figures frame={frame} seconds={seconds} noTeacher={board.noTeacher} noReference={board.noReference} />
      <ul class="counts quiet" aria-label="what is not shown or compared">
        <Counted name="not drawn" count={frame.notDrawn} definition={definitions.notDrawn} />
        <Counted name="not compared" count={frame.notCompared} definition={definitions.notCompared} />
        <Counted name="missed" count={frame.missed} definition={definitions.missed} />
        {Object.entries(frame.fed ?? {}).map(([what, count]) => (
          <Counted key={what} name={what} count={count} definition={definitions.fed} />
        ))}
      </ul>
      <Control key={`control ${board.id}`} board={board} students={students} jobs={jobs} />
      <Gallery key={board.id} board={board} items={gallery} />
      <Charts board={board} seconds={seconds} events={events} />
      <Events events={events} />
    </>
  );
}

interface CountedProps {
  readonly name: string;
  readonly count: number;
  readonly definition: string;
}

function Counted({ name, count, definition }: CountedProps) {
  return (
    <li>
      <details class="defined">
        <summary>
          {grouped(count)} {name}
        </summary>
        <p>{definition}</p>
      </details>
    </li>
  );
}
