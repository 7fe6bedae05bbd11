// `retort doctor`: checks the environment and says how to fix what is missing.

import { Command } from 'commander';
import { EXIT_CODES } from '../exit-codes.ts';
import { runCommand } from '../run-command.ts';
import type { CommonOptions, DataOptions } from '../settings/options.ts';

interface Check {
  readonly name: string;
  readonly state: 'ok' | 'missing' | 'optional';
  /** What was found, or what to do. */
  readonly detail: string;
}

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('checks Node, TensorFlow, pseudo-terminals, serial ports, data sets and tools')
    .option('--data-dir <folder>', 'look for named data sets here first')
    .addHelpText('after', '\nExample:\n  retort doctor --data-dir ~/datasets')
    .action((options: CommonOptions & DataOptions) =>
      runCommand(options.json === true, async () => {
        const checks = [
          checkNode(),
          await checkTensorFlow(),
          await checkVirtualBoard(),
          await checkSerialPorts(),
          await checkDataSets(options.dataDir),
          await checkVerilator(),
        ];
        const healthy = checks.every(({ state }) => state !== 'missing');
        return {
          json: { healthy, checks },
          text: [
            ...checks.map(lineOf),
            healthy ? 'Everything required is there.' : 'Something required is missing.',
          ].join('\n'),
          exitCode: healthy ? EXIT_CODES.ok : EXIT_CODES.environment,
        };
      }),
    );
}

function lineOf({ name, state, detail }: Check): string {
  const sign = { ok: '✓', missing: '✗', optional: '–' }[state];
  return `${sign} ${name.padEnd(16)} ${detail}`;
}

function checkNode(): Check {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const current = major > 20 || (major === 20 && minor >= 19);
  const detail = `${process.version} on ${process.platform} ${process.arch}`;
  return {
    name: 'Node',
    state: current ? 'ok' : 'missing',
    detail: current ? detail : `${detail}: install Node 20.19 or newer`,
  };
}

async function checkTensorFlow(): Promise<Check> {
  try {
    const { tf } = await import('../../tensorflow/tensorflow.ts');
    return {
      name: 'TensorFlow',
      state: 'ok',
      detail: `tfjs-node ${tf.version['tfjs-core']}, backend ${tf.getBackend()}`,
    };
  } catch (error) {
    return {
      name: 'TensorFlow',
      state: 'optional',
      detail: `${messageOf(error)}; only training and quantizing need it`,
    };
  }
}

async function checkVirtualBoard(): Promise<Check> {
  const name = 'virtual board';
  try {
    const { serveVirtualBoard } = await import('../../../firmware-artifacts/virtual-board/pseudo-terminal.ts');
    const board = await serveVirtualBoard();
    const { path } = board;
    await board.close();
    return { name, state: 'ok', detail: `on a pseudo-terminal, such as ${path}` };
  } catch (error) {
    return { name, state: 'optional', detail: `${messageOf(error)}; the demo uses the in-process link instead` };
  }
}

async function checkSerialPorts(): Promise<Check> {
  const name = 'serial ports';
  try {
    const { listPorts } = await import('../../../device-bridge/link/list-ports.ts');
    const paths = (await listPorts()).map(({ path }) => path);
    if (paths.length > 0) return { name, state: 'ok', detail: paths.join(', ') };
    return { name, state: 'optional', detail: 'none: attach a board, or use virtual:up5k' };
  } catch (error) {
    return { name, state: 'optional', detail: messageOf(error) };
  }
}

async function checkDataSets(dataDir: string | undefined): Promise<Check> {
  const { namedSets } = await import('../../dataset/named-sets.ts');
  const { findNamedSet } = await import('../../dataset/named-set-files.ts');
  const names = Object.entries(namedSets).flatMap(([set, packagings]) => {
    const folder = findNamedSet(packagings, dataDir);
    return folder === undefined ? [] : [`${set} (${folder})`];
  });
  if (names.length > 0) return { name: 'data sets', state: 'ok', detail: `${names.join(', ')}; glyphs is embedded` };
  return { name: 'data sets', state: 'optional', detail: 'glyphs is embedded; others are downloaded when first used' };
}

async function checkVerilator(): Promise<Check> {
  const { spawnSync } = await import('node:child_process');
  const { stdout, status } = spawnSync('verilator', ['--version'], { encoding: 'utf8' });
  if (status === 0) return { name: 'Verilator', state: 'ok', detail: stdout.trim() };
  return {
    name: 'Verilator',
    state: 'optional',
    detail: 'not found; needed only to rebuild the virtual board from the RTL',
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
