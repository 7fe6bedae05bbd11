// Puts a bitstream onto a board: openFPGALoader knows the adapters.
import { existsSync } from 'node:fs';
import { RetortError } from '../../proto/retort-error.ts';
import { bitstreamPath, readPackedManifest, readRecipe } from './board-folder.ts';
import { DesignTooLargeError } from './design-too-large.ts';
import { runTool } from './tools.ts';

/** The bitstream that was named does not exist. */
export class BitstreamMissingError extends RetortError {
  readonly code = 'BOARD_BITSTREAM_MISSING';
  readonly category = 'input';
  override readonly name = 'BitstreamMissingError';
  readonly path: string;

  constructor(path: string, board: string) {
    super(`${path} does not exist: make it with 'retort board build ${board}'`);
    this.path = path;
  }
}

/**
 * @param to `sram` is lost with the power
 * @throws DesignTooLargeError where the board has no bitstream and no other is named, BitstreamMissingError, ToolMissingError, ToolFailedError,
 * the signal's reason
 */
export async function programBoard(
  board: string,
  path: string,
  to: 'sram' | 'flash',
  signal: AbortSignal,
): Promise<void> {
  if (!existsSync(path)) {
    if (path === bitstreamPath(board)) throw new DesignTooLargeError(board, readPackedManifest(board));
    throw new BitstreamMissingError(path, board);
  }
  const target = to === 'flash' ? ['--write-flash'] : [];
  await runTool('openFPGALoader', ['--board', readRecipe(board).loader, ...target, path], {
    tool: 'openFPGALoader',
    signal,
    install: "install it (Debian: 'apt-get install openfpgaloader', macOS: 'brew install openfpgaloader')",
  });
}
