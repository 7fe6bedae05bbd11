// Hinton, Vinyals, Dean 2015, section 5, on Fashion-MNIST: is the generalist with specialists on its confusable classes better than alone?
// The number of clusters, epochs and learning rates were chosen on the validation split with seed 1; the test split is read once, at the
// end. Beside it stands the generalist trained on, which is as good (docs/measurements.md).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Dataset } from '../../host/dataset/dataset.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { askWithSpecialists } from '../../host/distill/combine-specialists.ts';
import { findConfusableClusters } from '../../host/distill/confusable-clusters.ts';
import { meanWithInterval } from '../../host/distill/paired-interval.ts';
import { type Specialist, trainSpecialist } from '../../host/distill/specialists.ts';
import { studentNetwork } from '../../host/network/architectures.ts';
import type { TrainedNetwork } from '../../host/network/network.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { accuracy } from '../support/accuracy.ts';
import { dataFolder } from '../support/data-folder.ts';

const seeds = [1, 2, 3, 4, 5];
const clusters = 6;
const first = { epochs: 5, batchSize: 128, learningRate: 0.01 };
const further = { epochs: 3, batchSize: 128, learningRate: 0.005 };

const found = existsSync(join(dataFolder, 'fashion-mnist'));
const title = 'specialists and the generalist beat the generalist that trained less on Fashion-MNIST, five seeds';

it.skipIf(!found)(`${title}${found ? '' : ' (no fashion-mnist beside the project)'}`, async () => {
  const dataset = await loadDataset('fashion-mnist', { dataDir: dataFolder });
  const teams: Team[] = [];
  for (const seed of seeds) teams.push(await trainTeam(dataset, seed));
  const rows: { alone: number; further: number; together: number }[] = [];
  for (const { generalist, control, specialists } of teams) {
    const { test, preprocessing } = dataset;
    const together = await askWithSpecialists(generalist, specialists, test, preprocessing);
    rows.push({
      alone: accuracy(await computeLogits(generalist, test.images, preprocessing), test.labels),
      further: accuracy(await computeLogits(control, test.images, preprocessing), test.labels),
      together: accuracy(together.logitsOf(test.ids), test.labels),
    });
  }
  const overAlone = meanWithInterval(rows.map(({ alone, together }) => together - alone));
  const overFurther = meanWithInterval(rows.map(({ further, together }) => together - further));
  const fields = teams.map(({ specialists }) => specialists.map(({ classes }) => classes.join(' ')).join(' | '));
  console.log(JSON.stringify({ fields, rows, overAlone, overFurther }));
  expect(overAlone.low).toBeGreaterThan(0);
});

interface Team {
  readonly generalist: TrainedNetwork;
  /** The generalist, trained for as many epochs as a specialist besides: what training alone would have brought. */
  readonly control: TrainedNetwork;
  readonly specialists: readonly Specialist[];
}

async function trainTeam(dataset: Dataset, seed: number): Promise<Team> {
  const { train: split, validation, preprocessing, shape, classes } = dataset;
  const network = studentNetwork(shape, classes.length);
  const task = { network, split, preprocessing, loss: labelLoss, seed };
  const generalist = await trainNetwork({ ...task, ...first });
  const control = await trainNetwork({ ...task, ...further, start: generalist.weights });
  const predicted = await computeLogits(generalist, validation.images, preprocessing);
  const specialists: Specialist[] = [];
  for (const field of findConfusableClusters(predicted, classes.length, clusters)) {
    specialists.push(
      await trainSpecialist({
        generalist,
        classes: field,
        split,
        seed,
        train: (specialist) => trainNetwork({ ...task, ...further, ...specialist }),
      }),
    );
  }
  return { generalist, control, specialists };
}
