import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readManifest } from '../../firmware-artifacts/boards/board-folder.ts';
import { boardsPage, coreEvidence, renderBoardsPage } from '../bench/core-tables.ts';

it('docs/boards.md is made of evidence/core.json: `npx tsx test/bench/core-tables.ts` writes it', async () => {
  expect(await readFile(boardsPage, 'utf8')).toBe(renderBoardsPage(coreEvidence()));
});

it('the evidence is of the bitstreams that are checked in, all of it bit-exact', () => {
  const { networks, layouts } = coreEvidence();
  for (const { board, sourceDigest, fmaxMHz } of layouts) {
    expect(sourceDigest, 'measure again: npm run bench -- core --json').toBe(readManifest(board).sourceDigest);
    expect(fmaxMHz).toBe(readManifest(board).fmaxMHz);
  }
  for (const { board, sourceDigest, bitExact } of networks) {
    expect(sourceDigest).toBe(readManifest(board).sourceDigest);
    expect(bitExact).toBe(true);
  }
});
