// A lease of a board in a pool file, kept as a file beside it: it has an owner and ends by itself unless it is renewed, so that a crash frees
// the board. Works for every computer that shares the folder, as far as their clocks agree.
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LeaseLostError } from './lease-errors.ts';

const schema = z.object({ owner: z.string(), token: z.string(), untilMs: z.number() });
type Holder = Readonly<z.infer<typeof schema>>;

export interface FileLease {
  /** @throws LeaseLostError once another run has the board */
  require(): void;
  release(): void;
}

export interface LeaseRequest {
  readonly board: string;
  readonly owner: string;
  readonly limitSeconds: number;
}

/**
 * Takes the lease, or says who has it. Every lease is a file `BOARD.GENERATION.json`, and the highest generation counts: of two processes that
 * find the same lease ended, only one can create the next generation.
 */
export function takeFileLease(folder: string, request: LeaseRequest): FileLease | { readonly holder: string } {
  mkdirSync(folder, { recursive: true });
  const latest = latestGeneration(folder, request.board);
  const holder = latest === 0 ? undefined : readHolder(folder, request.board, latest);
  if (holder && holder.untilMs > Date.now()) return { holder: holder.owner };
  const lease = new HeldLease(folder, request, latest + 1);
  if (!lease.create()) return { holder: readHolder(folder, request.board, latest + 1)?.owner ?? 'another run' };
  // A slow process may have read the folder before later generations came and went.
  if (latestGeneration(folder, request.board) !== latest + 1) {
    lease.release();
    return { holder: 'another run' };
  }
  for (const generation of generationsOf(folder, request.board))
    if (generation <= latest) rmSync(fileOf(folder, request.board, generation), { force: true });
  lease.keep();
  return lease;
}

class HeldLease implements FileLease {
  readonly #folder: string;
  readonly #request: LeaseRequest;
  readonly #generation: number;
  readonly #token = randomUUID();
  #renewal: NodeJS.Timeout | undefined;

  constructor(folder: string, request: LeaseRequest, generation: number) {
    this.#folder = folder;
    this.#request = request;
    this.#generation = generation;
  }

  /** False where another process was faster. Written elsewhere first: the lease appears whole. */
  create(): boolean {
    const draft = this.#writeDraft(this.#until());
    try {
      linkSync(draft, this.#file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }

  keep(): void {
    const everyMs = (1000 * this.#request.limitSeconds) / 4;
    this.#renewal = setInterval(() => this.#isOurs() && this.#write(this.#until()), everyMs).unref();
  }

  require(): void {
    const { board, limitSeconds } = this.#request;
    if (!this.#isOurs()) throw new LeaseLostError(board, limitSeconds);
    this.#write(this.#until());
  }

  /** Leaves a lease that has ended, so that generations only grow. */
  release(): void {
    clearInterval(this.#renewal);
    if (this.#isOurs()) this.#write(0);
  }

  #isOurs(): boolean {
    const { board } = this.#request;
    if (latestGeneration(this.#folder, board) !== this.#generation) return false;
    return readHolder(this.#folder, board, this.#generation)?.token === this.#token;
  }

  #write(untilMs: number): void {
    renameSync(this.#writeDraft(untilMs), this.#file);
  }

  #writeDraft(untilMs: number): string {
    const draft = join(this.#folder, `draft-${randomUUID()}`);
    const holder: Holder = { owner: this.#request.owner, token: this.#token, untilMs };
    writeFileSync(draft, JSON.stringify(holder), { flag: 'wx' });
    return draft;
  }

  #until(): number {
    return Date.now() + 1000 * this.#request.limitSeconds;
  }

  get #file(): string {
    return fileOf(this.#folder, this.#request.board, this.#generation);
  }
}

function fileOf(folder: string, board: string, generation: number): string {
  return join(folder, `${board}.${generation}.json`);
}

function generationsOf(folder: string, board: string): number[] {
  return readdirSync(folder).flatMap((name) => {
    const generation = name.startsWith(`${board}.`) ? /^(\d+)[.]json$/.exec(name.slice(board.length + 1)) : null;
    return generation ? [Number(generation[1])] : [];
  });
}

/** 0 where the board was never leased. */
function latestGeneration(folder: string, board: string): number {
  return Math.max(0, ...generationsOf(folder, board));
}

/** Undefined for a file that is gone, or that nobody could have written whole. */
function readHolder(folder: string, board: string, generation: number): Holder | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(fileOf(folder, board, generation), 'utf8')));
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return undefined;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
