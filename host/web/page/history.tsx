// What the monitor keeps of what it hears, or where a replay of that is.
import { useEffect, useState } from 'preact/hooks';
import type { HistoryStatus } from '../history/status.ts';
import { definitions } from './definitions.ts';
import { Figure } from './figure.tsx';
import { bytes, day, grouped } from './format.ts';

const askMs = 2000;

type StatusOf<Kind> = Extract<HistoryStatus, { readonly kind: Kind }>;

export function History({ status }: { readonly status: StatusOf<'kept' | 'off'> }) {
  return (
    <section class="history" aria-labelledby="history-title">
      <div class="heading">
        <h2 id="history-title">History</h2>
        {status.kind === 'kept' && status.predictions > 0 && <Exports />}
      </div>
      {status.kind === 'off' ? (
        <p class="quiet">
          Nothing is kept: the monitor was started with --no-history. Without that option predictions and events stay,
          and can be replayed and exported.
        </p>
      ) : (
        <Kept status={status} />
      )}
    </section>
  );
}

/** Undefined until the monitor has answered for the first time. */
export function useHistory(): HistoryStatus | undefined {
  const [status, setStatus] = useState<HistoryStatus>();
  useEffect(() => {
    const ask = async () => {
      const answer = await fetch('/history').catch(() => undefined); // The page says that the monitor is gone.
      if (answer?.ok) setStatus(await answer.json());
    };
    void ask();
    const timer = setInterval(() => void ask(), askMs);
    return () => clearInterval(timer);
  }, []);
  return status;
}

function Exports() {
  return (
    <div class="tools">
      <a class="button" href="/export/history.csv" download>
        Export CSV
      </a>
      <a class="button" href="/export/history.parquet" download>
        Export Parquet
      </a>
    </div>
  );
}

function Kept({ status }: { readonly status: StatusOf<'kept'> }) {
  const { where, keepDays, predictions, events, sessions, sinceMs } = status;
  const { notWritten, inputsLeftOut, queued, problem } = status;
  return (
    <>
      <p class="quiet">
        {sinceMs === undefined
          ? `Nothing has been kept yet. Predictions and events go to ${where} as soon as the board says something.`
          : `Predictions and events of the last ${keepDays} days are in ${where}. After this monitor has ended, “retort monitor --replay” shows them again.`}
      </p>
      {problem !== undefined && (
        <p class="bad" role="alert">
          ▲ The last write failed and is tried again: {problem}
        </p>
      )}
      {sinceMs !== undefined && (
        <ul class="strip" aria-label="what is kept">
          <Figure
            name="predictions kept"
            definition={definitions.kept}
            value={grouped(predictions)}
            note={`since ${day(sinceMs)}`}
          />
          <Figure
            name="events kept"
            definition={definitions.keptEvents}
            value={grouped(events)}
            note={`of ${grouped(sessions)} ${sessions === 1 ? 'start' : 'starts'} of a monitor`}
          />
          <Figure
            name="size"
            definition={definitions.historySize}
            value={bytes(status.bytes)}
            note={`${grouped(inputsLeftOut)} inputs left out`}
          />
          <Figure
            name="not written"
            definition={definitions.notWritten}
            value={notWritten === 0 ? 'none' : grouped(notWritten)}
            note={`${grouped(queued)} waiting`}
            tone={notWritten === 0 ? 'good' : 'bad'}
          />
        </ul>
      )}
    </>
  );
}

export function Replay({ status }: { readonly status: StatusOf<'replay'> }) {
  const { where, fromMs, toMs, atMs, speed, isEnded } = status;
  return (
    <section class="history" aria-labelledby="history-title">
      <div class="heading">
        <h2 id="history-title">Replay</h2>
        <Exports />
      </div>
      <p>
        {isEnded ? 'The replay has ended. ' : `It is ${day(atMs)}, at ${speed} × speed. `}
        <span class="quiet">
          This page shows the past from {where}: {day(fromMs)} to {day(toMs)}. All times on it are those of then. For
          another part, start “retort monitor --replay” with --from, --to and --speed.
        </span>
      </p>
      <progress
        max={Math.max(1, toMs - fromMs)}
        value={isEnded ? Math.max(1, toMs - fromMs) : atMs - fromMs}
        aria-label="how far the replay is"
      />
    </section>
  );
}
