import { expect, it } from 'vitest';
import { drawBoxes } from '../../host/web/draw-boxes.ts';

const black = { rows: 6, columns: 8, rgb: new Uint8Array(6 * 8 * 3) };

/** Each pixel as a letter, by its colour; '.' is black. */
function drawn(boxes: Parameters<typeof drawBoxes>[1], thickness: number): string[] {
  const { rgb } = drawBoxes(black, boxes, thickness);
  const letters = new Map([['0,0,0', '.']]);
  return Array.from({ length: 6 }, (_, row) =>
    Array.from({ length: 8 }, (_, column) => {
      const at = 3 * (8 * row + column);
      const colour = rgb.subarray(at, at + 3).join();
      if (!letters.has(colour)) letters.set(colour, 'abc'[letters.size - 1]);
      return letters.get(colour);
    }).join(''),
  );
}

it('outlines a box inside of its sides, and leaves the picture alone', () => {
  expect(drawn([{ label: 0, box: [0.25, 0, 0.75, 0.5] }], 1)).toEqual([
    '..aaaa..',
    '..a..a..',
    '..aaaa..',
    '........',
    '........',
    '........',
  ]);
  expect(black.rgb.every((value) => value === 0)).toBe(true);
});

it('draws classes in their colours, the first box above the others, as thick as it is told', () => {
  const first = { label: 1, box: [0, 0, 0.75, 1] } as const;
  const second = { label: 2, box: [0.5, 0.5, 1, 1] } as const;
  expect(drawn([first, second], 2)).toEqual(['aaaaaa..', 'aaaaaa..', 'aa..aa..', 'aa..aabb', 'aaaaaabb', 'aaaaaabb']);
});

it('keeps a box that reaches out of the picture, or is thinner than a pixel, within it', () => {
  expect(drawn([{ label: 0, box: [-1, 0.9, 2, 0.91] }], 1)).toEqual([...Array(5).fill('........'), 'aaaaaaaa']);
  expect(drawn([{ label: 0, box: [1, 1, 1, 1] }], 1)[5]).toBe('.......a');
});
