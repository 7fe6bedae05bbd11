// A process that writes predictions to a history until it is killed: `tsx write-until-killed.ts PLACE PER_SECOND`. Prints JSON lines of what it has taken and written.
import { openHistoryWriter } from '../../../host/web/history/history-writer.ts';
import { openHistory } from '../../../host/web/history/open-history.ts';
import { makeObservation } from './past.ts';

const [place, perSecond] = process.argv.slice(2);
const tickMs = 20;
const observation = makeObservation(0);
const history = await openHistory(place, { command: 'monitor' });
const writer = await openHistoryWriter({ history, students: [], program: 'test', keepDays: 7 });
const started = performance.now();
let taken = 0;
setInterval(() => {
  const due = Math.floor(((performance.now() - started) * Number(perSecond)) / 1000);
  const observations = [];
  for (; taken < due; taken++) observations.push({ ...observation, sampleId: taken });
  if (observations.length > 0)
    writer.take('board', { kind: 'predictions', imageId: 1, missed: 0, observations }, Date.now());
  process.stdout.write(`${JSON.stringify({ atMs: Date.now(), taken, ...writer.counts })}\n`);
}, tickMs);
