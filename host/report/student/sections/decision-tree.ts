// A student that is a decision tree, drawn: each decision as the picture with the pixel that it asks about, low to the left, high to the right.

import { grouped } from '../../../../proto/numbers.ts';
import { type Decision, depthOf, isLeaf, type Tree } from '../../../tree/tree.ts';
import { answerOf, placeOf, questionOf } from '../../../tree/tree-text.ts';
import { type Html, html } from '../../html.ts';
import { scrolling } from '../../page.ts';
import type { ReportContent } from '../report-content.ts';

/** Levels of decisions that are drawn: 15 of them. */
const mostLevels = 4;
const [tile, gap, level] = [44, 20, 84];
/** Of a feature's name, in the room of one of 16 leaves. */
const mostLetters = 10;

export function decisionTree({ tree, samples: { shape, classes, preprocessing } }: ReportContent): Html {
  if (!tree) return html``;
  const depth = depthOf(tree);
  const drawn = Math.min(depth, mostLevels);
  const width = 2 ** drawn * (tile + gap);
  const isTable = preprocessing !== undefined && 'features' in preprocessing;
  const rest =
    depth > drawn ? ` The upper ${drawn} of ${grouped(depth)} levels are drawn; retort tree prints all.` : '';
  const parts = draw(tree, { shape, classes, preprocessing }, { left: 0, width, top: 4, levels: drawn });
  return html`<h2>The decision tree</h2>
<p>Each decision asks about ${isTable ? 'a feature' : 'the filled pixel'}: where it is at most the number below it, the left way is taken, else the right one.${rest}</p>
${scrolling('the decision tree', html`<svg class="tree" role="img" aria-label="The decision tree" width="${width}" height="${drawn * level + 30}" viewBox="0 0 ${width} ${drawn * level + 30}">${parts}</svg>`)}`;
}

interface Place {
  readonly left: number;
  readonly width: number;
  readonly top: number;
  /** Of decisions still to be drawn. */
  readonly levels: number;
}

type Words = Parameters<typeof answerOf>[1];

function draw(tree: Tree, words: Words, { left, width, top, levels }: Place): Html[] {
  const middle = left + width / 2;
  if (isLeaf(tree)) return [label(middle, top + 16, answerOf(tree.values, words))];
  if (levels === 0) return [label(middle, top + 16, '…')];
  const half = { width: width / 2, top: top + level, levels: levels - 1 };
  const line = (to: number) =>
    html`<line x1="${middle}" y1="${top + tile + 16}" x2="${to}" y2="${top + level - 2}" stroke="currentColor" stroke-opacity="0.4"/>`;
  return [
    ...drawQuestion(tree, words, middle, top),
    label(middle, top + tile + 13, String(questionOf(tree, words).most)),
    line(left + width / 4),
    line(left + (3 * width) / 4),
    ...draw(tree.low, words, { left, ...half }),
    ...draw(tree.high, words, { left: middle, ...half }),
  ];
}

/** The picture with its pixel; of a table, the feature's name. */
function drawQuestion(decision: Decision, words: Words, middle: number, top: number): Html[] {
  const { preprocessing, shape } = words;
  if (preprocessing && 'features' in preprocessing) {
    const name = preprocessing.features[decision.feature];
    const shown = name.length > mostLetters ? `${name.slice(0, mostLetters - 1)}…` : name;
    return [html`<g><title>${name}</title>${label(middle, top + tile - 4, shown)}</g>`];
  }
  const [rows, columns] = shape;
  const side = tile / Math.max(rows, columns);
  const { row, column } = placeOf(decision.feature, shape);
  const x = middle - (side * columns) / 2;
  return [
    html`<rect x="${x}" y="${top}" width="${side * columns}" height="${side * rows}" fill="none" stroke="currentColor" stroke-opacity="0.4"/>`,
    html`<rect x="${x + side * column}" y="${top + side * row}" width="${side}" height="${side}" fill="currentColor"/>`,
  ];
}

function label(x: number, y: number, text: string): Html {
  return html`<text x="${x}" y="${y}" text-anchor="middle" font-size="12" fill="currentColor">${text}</text>`;
}
