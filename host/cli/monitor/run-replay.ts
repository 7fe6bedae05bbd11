// `retort monitor --web --replay`: the page over a history instead of boards.
import { openReplay } from '../../web/history/replay.ts';
import { serveMonitor } from '../../web/serve-monitor.ts';
import type { CommandContext, CommandOutcome } from '../run-command.ts';
import { version } from '../version.ts';
import { openHistoryAt, placeOfHistory } from './open-web-history.ts';
import { endOf, outcomeOf, readToken, sayAddress, type WebFlags } from './run-web.ts';

/** @param out the run folder: it holds the history unless another place is given */
export async function runReplay(
  given: string | true,
  out: string,
  { speed, from, to, host, port, tokenFile, json, for: seconds }: WebFlags,
  { signal }: CommandContext,
): Promise<CommandOutcome> {
  const token = tokenFile === undefined ? undefined : await readToken(tokenFile);
  const place = placeOfHistory(given === true ? undefined : given, out);
  const history = await openHistoryAt(place, { command: 'monitor', mustExist: true });
  try {
    const replay = await openReplay({ history, speed, fromMs: from, toMs: to });
    const { boards } = replay;
    const server = await serveMonitor({ host, port, version, boards, token, history: { replay: { history, replay } } });
    const stop = new AbortController();
    try {
      sayAddress(server.url, json === true, 'It replays the history, and stays until Ctrl-C.');
      for (const board of boards) board.start();
      const playing = replay.play(stop.signal);
      const ended = endOf(signal, seconds);
      await Promise.race([ended, playing.then(() => ended)]);
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
