// The version of what computes a cell's figures, a part of every cell's digest: cells of two versions are never in the
// same row.

/**
 * Raise it by one with every change after which the same configuration gives other figures: in a method, a loss term, the engine's arithmetic, a
 * recipe's meaning, quantization, the integer reference, or in what is counted. Not for speed, text, or a new option with the old behaviour as its
 * default. It is not the package's version, with which every release would run hundreds of cells again, and no digest of sources, which a comment
 * would change. test/lab/code-version.test.ts trains small cells and says when a change has been forgotten here.
 *
 * 1 (cells without a version): methods of two stages trained longer than scratch; digests held no recipe of the teachers.
 * 2: every method's stages share the recipe's epochs; a split of another size is seen as often as takes no more steps.
 */
export const codeVersion = 2;
