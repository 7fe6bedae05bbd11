// A difference to scratch as a point with its interval about 0, small enough for a table's cell; all rows on one scale.

import { roomFor } from '../../../validate/report/axis.ts';
import { type Html, html } from '../../../validate/report/html.ts';
import type { Difference } from '../../summarize.ts';
import { effectColours, isEffect } from '../effect-colours.ts';

const WIDTH = 150;
const HEIGHT = 24;
const MARGIN = 6;
/** A tenth of a point: the least that the scale makes room for. */
const LEAST = 0.001;

/** A function that draws one of `differences`; its label says in words what it shows. */
export function drawDifferences(differences: readonly Difference[]): (drawn: Difference, label: string) => Html {
  const scratch = { mean: 0, low: 0, high: 0 };
  const { low, high } = roomFor([...differences, scratch], LEAST);
  const [min, max] = [Math.min(low, -LEAST), Math.max(high, LEAST)];
  const at = (value: number) => {
    const inside = Math.min(max, Math.max(min, value));
    return (MARGIN + ((inside - min) / (max - min)) * (WIDTH - 2 * MARGIN)).toFixed(1);
  };
  return (drawn, label) => {
    const colour = isEffect(drawn.shown) ? effectColours[drawn.shown] : 'var(--quiet)';
    const fill = isEffect(drawn.shown) ? colour : 'var(--paper)';
    const y = HEIGHT / 2;
    const interval =
      drawn.pairs > 1
        ? html`<line x1="${at(drawn.low)}" x2="${at(drawn.high)}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="1.5"/>`
        : html``;
    return html`<svg role="img" aria-label="${label}" width="${WIDTH}" height="${HEIGHT}"><line x1="${at(0)}" x2="${at(0)}" y1="0" y2="${HEIGHT}" stroke="var(--rule)" stroke-width="1.5"/>
${interval}<circle cx="${at(drawn.mean)}" cy="${y}" r="3.5" fill="${fill}" stroke="${colour}" stroke-width="1.5"/></svg>`;
  };
}
