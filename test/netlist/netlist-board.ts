// The whole board's netlist as a program that BoardProcess runs.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readParameters } from '../../firmware-artifacts/boards/board-folder.ts';
import { sha256 } from '../../host/artifact/digest.ts';
import { boardRunner, buildId } from '../rtl/link/board-process.ts';
import { synthesizeNetlist } from './ecp5-netlist.ts';
import { netlistOptions } from './run-bench.ts';

/** Takes some minutes where netlist or models have changed. @returns the program's path. @throws what `synthesizeNetlist` throws; Error where Verilator fails */
export async function buildNetlistBoard(board: string): Promise<string> {
  const parameters = { ...readParameters(board), BUILD: `32'h${buildId.toString(16)}` };
  const { folder, sources } = await synthesizeNetlist(board, { module: 'retort_board', parameters });
  const files = [...sources, boardRunner];
  const options = ['--cc', '--exe', '--build', ...netlistOptions];
  const texts = await Promise.all(files.map((path) => readFile(path, 'utf8')));
  const built = join(folder, `board-${sha256(JSON.stringify([options, texts])).slice(0, 16)}`);
  if (!existsSync(built)) {
    const work = await mkdtemp(join(folder, 'building-'));
    const placed = ['--top-module', 'retort_board', '--Mdir', work, '-o', 'board', ...files];
    await promisify(execFile)('verilator', [...options, ...placed], { maxBuffer: 2 ** 26 });
    await rename(work, built);
  }
  return join(built, 'board');
}
