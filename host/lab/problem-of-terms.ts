// What is wrong with loss terms for a student and its teacher, as a method says it before anything is trained.
import { checkTerms, type TermSpec } from '../distill/compose-loss.ts';
import type { TermNetworks } from '../distill/term.ts';
import { TrainingSettingError } from '../train/training-errors.ts';

/** @param choose the terms; choosing layers for them may fail too. @returns `undefined` where nothing is wrong */
export function problemOfTerms(choose: () => readonly TermSpec[], networks: TermNetworks): string | undefined {
  try {
    checkTerms(choose(), networks);
    return undefined;
  } catch (error) {
    if (!(error instanceof TrainingSettingError)) throw error;
    return error.message;
  }
}
