// `npm run bench -- NAME [--json]`: what is measured rather than tested. With --json one line, else a table.
import { Argument, Command } from 'commander';

const benches = {
  data: async () => (await import('./data.ts')).benchData(),
  link: async () => (await import('./link.ts')).benchLink(),
  bridge: async () => (await import('./bridge.ts')).benchBridge(),
  monitor: async () => (await import('./monitor.ts')).benchMonitor(),
  board: async () => (await import('./board.ts')).benchBoard(),
  methods: async () => (await import('./methods.ts')).benchMethods(),
  train: async () => (await import('./train.ts')).benchTrain(),
  reference: async () => (await import('./reference.ts')).benchReference(),
};

await new Command('bench')
  .addArgument(new Argument('<name>').choices(Object.keys(benches)))
  .option('--json', 'one line of JSON')
  .action(async (name: keyof typeof benches, { json }: { json?: boolean }) => {
    const result = await benches[name]();
    if (json) console.log(JSON.stringify(result));
    else console.table(result);
  })
  .parseAsync();
