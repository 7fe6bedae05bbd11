// How a shown effect is coloured, in tables and in drawings.
import type { Difference } from '../../lab/summarize.ts';

/** Of an effect that is shown; what is not is drawn as an outline in grey. */
export const effectColours = { above: 'var(--good)', below: 'var(--bad)' } as const;

export function isEffect(shown: Difference['shown']): shown is keyof typeof effectColours {
  return shown in effectColours;
}
