// A board as a child process (./board_process.cpp): the link's RTL with a stand-in core, built with Verilator once for each state of its sources,
// or another build of it. Where there is no Verilator, `missingVerilator` is the reason to skip.
import { type ChildProcessByStdio, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../../../host/artifact/digest.ts';
import { verilatorProgram, verilogIn } from '../../support/verilator.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const rtl = resolve(here, '../../../firmware-artifacts/rtl');

/** What runs a retort_board that Verilator has made, as `BoardProcess` asks it to. */
export const boardRunner = join(here, 'board_process.cpp');

/** The clock that the board believes in: 10 cycles a bit at 115,200 baud, so that half a second is short. */
export const clockHz = 1_152_000;
export const buildId = 0x1234abcd;

export const missingVerilator = spawnSync('verilator', ['--version']).error ? 'verilator is not installed' : undefined;

/** What surrounds the link: the board with its memory and ./stand_in_core.v, or ./slow_memory_board.v. */
type Surroundings = 'board' | 'slow-memory';

function surroundingSources(surroundings: Surroundings): string[] {
  if (surroundings === 'slow-memory') return [join(here, 'slow_memory_board.v')];
  return [join(rtl, 'retort_board.v'), ...verilogIn(join(rtl, 'memory')), join(here, 'stand_in_core.v')];
}

/** The program that runs the link in those surroundings, built where there is none yet. */
export function buildBoardProcess(surroundings: Surroundings = 'board'): string {
  const sources = [...surroundingSources(surroundings), ...verilogIn(join(rtl, 'link')), boardRunner];
  const options = [...verilatorProgram, '-Wno-fatal', '-CFLAGS', '-O2'];
  const parameters = ['--top-module', 'retort_board', `-GCLOCK_HZ=${clockHz}`, `-GBUILD=32'h${buildId.toString(16)}`];
  const digest = sha256(
    Buffer.concat([Buffer.from(parameters.join()), ...sources.map((path) => readFileSync(path))]),
  ).slice(0, 16);
  const folder = join(tmpdir(), `retort-link-${digest}`);
  if (!existsSync(folder)) {
    const building = mkdtempSync(join(tmpdir(), 'retort-link-building-'));
    execFileSync('verilator', [...options, ...parameters, '--Mdir', building, '-o', 'board', ...sources], {
      stdio: 'pipe',
    });
    if (!existsSync(folder)) renameSync(building, folder);
  }
  return join(folder, 'board');
}

/** The board's pins, seen through a UART of the host's. Time passes only while it is told to run. */
export class BoardProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting: ((answer: Buffer) => void)[] = [];
  #pending = Buffer.alloc(0);

  /** @param program `boardRunner` with a board */
  constructor(program = buildBoardProcess()) {
    this.#child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
  }

  /** Queues bytes for the line. */
  async write(bytes: Uint8Array): Promise<void> {
    await this.#request('W', bytes.length, bytes);
  }

  /** Runs for a number of cycles. Returns the bytes that the board sent. */
  run(cycles: number): Promise<Buffer> {
    return this.#request('R', cycles);
  }

  /** Runs until the board has sent a whole frame, or for `cycles`. Returns the bytes that it sent. */
  runUntilFrame(cycles: number): Promise<Buffer> {
    return this.#request('T', cycles);
  }

  async holdLineLow(cycles: number): Promise<void> {
    await this.#request('L', cycles);
  }

  /** Of the host's side of the line. */
  async setCyclesPerBit(cycles: number): Promise<void> {
    await this.#request('B', cycles);
  }

  /** The board's own rate, and the cycles that it has run so far. */
  async observe(): Promise<{ cyclesPerBit: number; cycles: number }> {
    const answer = await this.#request('C', 0);
    return { cyclesPerBit: answer.readUInt32LE(0), cycles: answer.readUInt32LE(4) };
  }

  async reset(): Promise<void> {
    await this.#request('Z', 0);
  }

  close(): void {
    this.#child.stdin.end();
  }

  #request(operation: string, argument: number, bytes?: Uint8Array): Promise<Buffer> {
    const head = Buffer.alloc(5);
    head.write(operation, 'latin1');
    head.writeUInt32LE(argument, 1);
    this.#child.stdin.write(bytes ? Buffer.concat([head, bytes]) : head);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #take(chunk: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    while (this.#pending.length >= 4 && this.#pending.length >= 4 + this.#pending.readUInt32LE(0)) {
      const end = 4 + this.#pending.readUInt32LE(0);
      this.#waiting.shift()?.(this.#pending.subarray(4, end));
      this.#pending = this.#pending.subarray(end);
    }
  }
}
