// What a host did to a virtual board, recorded and done again: to a board in WebAssembly, and to the same RTL and runner.cpp as a native program
// (native_board.cpp), so that both do the same work and must answer with the same bytes.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { VirtualBoard } from '../../../firmware-artifacts/virtual-board/virtual-board.ts';
import { verilatorProgram, verilogIn } from '../../support/verilator.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const firmware = fileURLToPath(new URL('../../../firmware-artifacts/', import.meta.url));

/** At the board's `cycle`. */
type Action =
  | { readonly cycle: number; readonly kind: 'write'; readonly bytes: Uint8Array }
  | { readonly cycle: number; readonly kind: 'bit time'; readonly cycles: number }
  | { readonly cycle: number; readonly kind: 'end' };

export interface Replay {
  readonly seconds: number;
  readonly replies: Uint8Array;
}

/** Records from now on what reaches `board`; `end` returns all of it. */
export function recordActions(board: VirtualBoard): { end(): readonly Action[] } {
  const actions: Action[] = [];
  const write = board.write.bind(board);
  const setBitTime = board.setBitTime.bind(board);
  board.write = (bytes) => {
    const taken = write(bytes);
    actions.push({ cycle: board.cycle, kind: 'write', bytes: bytes.slice(0, taken) });
    return taken;
  };
  board.setBitTime = (cycles) => {
    setBitTime(cycles);
    actions.push({ cycle: board.cycle, kind: 'bit time', cycles: cycles === 'follow' ? 0 : cycles });
  };
  return { end: () => [...actions, { cycle: board.cycle, kind: 'end' }] };
}

export function replayInWebAssembly(actions: readonly Action[], evaluate: 'some' | 'all'): Replay {
  const board = new VirtualBoard();
  if (evaluate === 'all') board.evaluateAll();
  const replies: Uint8Array[] = [];
  const start = performance.now();
  for (const action of actions) {
    while (board.cycle < action.cycle) {
      board.run(Math.min(action.cycle - board.cycle, 1e6));
      replies.push(board.read());
    }
    if (action.kind === 'write') board.write(action.bytes);
    if (action.kind === 'bit time') board.setBitTime(action.cycles || 'follow');
  }
  return { seconds: (performance.now() - start) / 1000, replies: Buffer.concat(replies) };
}

/** Builds the program in `folder`. @returns its path; undefined where there is no Verilator or compiler, with the reason on stderr */
export function buildNativeBoard(folder: string): string | undefined {
  const { CLOCK_HZ, ...parameters } = JSON.parse(readFileSync(join(firmware, 'boards.json'), 'utf8')).up5k;
  const { build } = JSON.parse(readFileSync(join(firmware, 'virtual-board/manifest.json'), 'utf8'));
  const rtl = join(firmware, 'rtl');
  const sources = ['', 'core', 'link', 'memory'].flatMap((part) => verilogIn(join(rtl, part)));
  const values = Object.entries({ CLOCK_HZ, ...parameters }).map(([name, value]) => `-G${name}=${value}`);
  const compiler = ['-CFLAGS', `-std=c++17 -w -DCLOCK_HZ=${CLOCK_HZ} -I${join(firmware, 'virtual-board')}`];
  const fast = ['-MAKEFLAGS', 'OPT_FAST=-O3 OPT_SLOW=-O3 OPT_GLOBAL=-O3'];
  const named = ['--prefix', 'Vboard', '--top-module', 'retort_board', `-GBUILD=32'h${build}`, '--Mdir', folder];
  try {
    const all = [...verilatorProgram, '-Wno-fatal', ...compiler, ...fast, ...named, ...values, '-o', 'native_board'];
    execFileSync('verilator', [...all, ...sources, join(here, 'native_board.cpp')], { stdio: 'pipe' });
    return join(folder, 'native_board');
  } catch (error) {
    console.error(`no native board to compare with: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

export function replayNatively(
  program: string,
  folder: string,
  actions: readonly Action[],
  evaluate: 'some' | 'all',
): Replay {
  const [script, replies] = [join(folder, 'script'), join(folder, 'replies')];
  writeFileSync(script, `${actions.map(lineOf).join('\n')}\n`);
  const mode = evaluate === 'all' ? 'evaluate' : 'skip';
  const seconds = Number(execFileSync(program, [script, replies, mode], { encoding: 'utf8' }));
  return { seconds, replies: readFileSync(replies) };
}

function lineOf(action: Action): string {
  if (action.kind === 'write') return `${action.cycle} W ${Buffer.from(action.bytes).toString('hex')}`;
  return action.kind === 'bit time' ? `${action.cycle} B ${action.cycles}` : `${action.cycle} E -`;
}
