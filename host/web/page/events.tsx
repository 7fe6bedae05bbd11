// What happened to the board, the newest first; the same events are the vertical marks in the charts.
import type { BoardEvent } from '../../../device-bridge/monitor/board-events.ts';
import { clock } from './format.ts';

const mostShown = 20;

export function Events({ events }: { readonly events: readonly BoardEvent[] }) {
  const shown = events.slice(-mostShown).reverse();
  return (
    <section aria-labelledby="events-title">
      <h2 id="events-title">Events</h2>
      {shown.length === 0 ? (
        <p class="quiet">
          Nothing has happened to the board since this monitor started. Flashes, losses, recoveries, leases and drift
          alarms appear here and as vertical marks in the charts.
        </p>
      ) : (
        <ol class="events">
          {shown.map(({ kind, atMs, text, isTrouble }) => (
            <li key={`${atMs} ${text}`} class={isTrouble ? 'trouble' : undefined}>
              <time dateTime={new Date(atMs).toISOString()}>{clock(atMs)}</time>
              <span class="kind">{kind}</span>
              <span>{text}</span>
            </li>
          ))}
        </ol>
      )}
      {events.length > mostShown && <p class="quiet">and {events.length - mostShown} earlier ones</p>}
    </section>
  );
}
