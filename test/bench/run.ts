// `npm run bench -- NAME [--json]`: what is measured rather than tested. With --json one line, else a table.
import { Argument, Command } from 'commander';
import { integer } from '../../host/cli/settings/options.ts';

interface Options {
  readonly json?: boolean;
  readonly predictions?: number;
  readonly seconds?: number;
  readonly history: boolean;
}

const benches = {
  data: async () => (await import('./data.ts')).benchData(),
  link: async () => (await import('./link.ts')).benchLink(),
  flash: async () => (await import('./flash.ts')).benchFlash(),
  bridge: async () => (await import('./bridge.ts')).benchBridge(),
  monitor: async () => (await import('./monitor.ts')).benchMonitor(),
  page: async ({ seconds, history }: Options) => (await import('./page.ts')).benchPage(seconds, history),
  history: async () => (await import('./history.ts')).benchHistory(),
  board: async ({ predictions }: Options) => (await import('./board.ts')).benchBoard(predictions),
  core: async () => (await import('./core.ts')).benchCore(),
  methods: async () => (await import('./methods.ts')).benchMethods(),
  train: async () => (await import('./train.ts')).benchTrain(),
  start: async () => (await import('./start.ts')).benchStart(),
  reference: async () => (await import('./reference.ts')).benchReference(),
  defaults: async () => (await import('./defaults.ts')).benchDefaults(),
  robustness: async () => (await import('./robustness.ts')).benchRobustness(),
  sizes: async () => (await import('./sizes.ts')).benchSizes(),
};

/** A result of several tables is an object of arrays. */
function tablesOf(result: object): unknown[] {
  const parts = Object.values(result);
  return !Array.isArray(result) && parts.length > 0 && parts.every(Array.isArray) ? parts : [result];
}

await new Command('bench')
  .addArgument(new Argument('<name>').choices(Object.keys(benches)))
  .option('--json', 'one line of JSON')
  .option('--predictions <n>', 'of board: how many (default: 10000)', integer(1, 1_000_000))
  .option('--seconds <n>', 'of page: how long (default: 120)', integer(1, 86_400))
  .option('--no-history', 'of page: keep nothing')
  .action(async (name: keyof typeof benches, options: Options) => {
    const result = await benches[name](options);
    if (options.json) console.log(JSON.stringify(result));
    else for (const table of tablesOf(result)) console.table(table);
  })
  .parseAsync();
