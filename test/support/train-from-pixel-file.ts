// A process of its own that trains some steps from a raw file of 28×28 pictures and prints its peak resident memory in MB: for
// test/train/streamed-split.long.ts. Arguments: the file, its pictures, a checkpoint's path, the steps.
import { openPixelFile } from '../../host/dataset/pixel-file.ts';
import { studentNetwork } from '../../host/network/architectures.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';

const [path, pictures, checkpointPath, steps] = process.argv.slice(2);
const labels = Uint8Array.from({ length: Number(pictures) }, (_, i) => i % 10);
const split = openPixelFile({ path, format: 'raw', shape: [28, 28, 1], labels });
const stop = new AbortController();
const enough = new Error('enough');
let done = 0;
await trainNetwork({
  network: studentNetwork([28, 28, 1], 10),
  split,
  preprocessing: { scale: 1 / 255, offset: 0 },
  loss: labelLoss,
  epochs: 1,
  batchSize: 128,
  learningRate: 0.001,
  augmentation: { shift: 2 },
  seed: 1,
  checkpointPath, // for which the whole file is hashed
  signal: stop.signal,
  onEvent: (event) => event.type === 'step' && ++done === Number(steps) && stop.abort(enough),
}).catch((error) => {
  if (error !== enough) throw error;
});
split.close();
console.log(JSON.stringify({ steps: done, peakMegabytes: process.resourceUsage().maxRSS / 2 ** 10 }));
