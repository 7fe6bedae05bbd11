// `retort monitor --web --replay`: the page over a history instead of boards.
import { openReplay } from '../../web/history/replay.ts';
import { serveMonitor } from '../../web/serve-monitor.ts';
import type { CommandContext, CommandOutcome } from '../run-command.ts';
import { version } from '../version.ts';
import { openHistoryAt, placeOfHistory } from './open-web-history.ts';
import { endOf, outcomeOf, sayAddress, type WebFlags } from './run-web.ts';

/** @param out the run folder, where a history is looked for that has no place of its own */
export async function runReplay(
  given: string | true,
  out: string,
  { speed, from, to, host, port, json, for: seconds }: WebFlags,
  { signal }: CommandContext,
): Promise<CommandOutcome> {
  const place = placeOfHistory(given === true ? undefined : given, out);
  const history = await openHistoryAt(place, { command: 'monitor', mustExist: true });
  try {
    const replay = await openReplay({ history, speed, fromMs: from, toMs: to });
    const { boards } = replay;
    const server = await serveMonitor({ host, port, version, boards, history: { replay: { history, replay } } });
    const stop = new AbortController();
    try {
      sayAddress(server.url, json === true, 'It replays the history, and stays until Ctrl-C.');
      for (const board of boards) board.start();
      const playing = replay.play(stop.signal);
      await Promise.race([endOf(signal, seconds), playing.then(() => endOf(signal, seconds))]);
      stop.abort();
      await playing;
    } finally {
      stop.abort();
      await server.close();
    }
    return outcomeOf(boards);
  } finally {
    await history.close();
  }
}
