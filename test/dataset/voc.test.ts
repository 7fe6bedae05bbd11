import { expect, it } from 'vitest';
import { AnnotationError, checkBox } from '../../host/dataset/boxes/annotated-picture.ts';
import { placeBox } from '../../host/dataset/boxes/box-samples.ts';
import { readVocAnnotation } from '../../host/dataset/boxes/voc.ts';

const box = '<bndbox><xmin>10</xmin><ymin>20</ymin><xmax>30</xmax><ymax>40</ymax></bndbox>';
const object = `<object><name>cat</name><difficult>0</difficult>${box}<part><name>head</name></part></object>`;
const size = '<size><width>64</width><height>48</height><depth>3</depth></size>';
const xml = (...parts: string[]) => `<?xml version="1.0"?>\n<annotation>\n${parts.join('\n')}\n</annotation>\n`;

const read = (text: string, left: string[] = []) =>
  readVocAnnotation(text, 'a.xml', (reason, at) => left.push(`${reason}: ${at}`));

it('reads size, classes and sides, and leaves difficult objects out', () => {
  const left: string[] = [];
  const hard = object.replace('>0</difficult>', '>1</difficult>');
  const { rows, columns, boxes } = read(`﻿${xml(size, object, hard)}`, left);
  expect([rows, columns]).toEqual([48, 64]);
  expect(boxes).toEqual([{ className: 'cat', sides: [10, 20, 30, 40], source: 'a.xml:4' }]);
  expect(left).toEqual(['marked as difficult: a.xml:5']);
  expect(read(xml(size)).boxes).toEqual([]);
});

const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]><annotation>${size}&c;</annotation>`;

it.each([
  ['cut off', xml(size, object).slice(0, 200), 'is not well-formed XML'],
  ['no XML', '{"a": 1}', 'is not well-formed XML'],
  ['empty', '', 'has no <size>'],
  ['another root', '<html><body/></html>', 'begins with <html>, not with <annotation>'],
  ['entities', bomb, 'has a document type, which may define entities and is not read; remove <!DOCTYPE …>'],
  ['an unknown entity', xml(size, object.replace('cat', '&xxe;')), 'is not well-formed XML'],
  ['very deep', `${'<annotation>'}${'<a>'.repeat(100_000)}`, 'has elements nested 17 deep'],
  ['no size', xml(object), 'has no <size> with <width> and <height>'],
  ['a hostile size', xml(size.replace('64', '1e12'), object), "the picture's size as 1000000000000×48 pixels"],
  ['a size that is no number', xml(size.replace('64', 'wide'), object), '<width> is "wide"; write a number'],
  ['no name', xml(size, object.replace('<name>cat</name>', '')), 'a.xml:4: the object has no name'],
  ['no side', xml(size, object.replace('<ymax>40</ymax>', '')), 'it has no <bndbox><ymax>'],
  ['an infinite side', xml(size, object.replace('>40<', '>1e999<')), '<bndbox><ymax> is "1e999"; write a number'],
  ['too many', xml(size, ...Array<string>(101).fill(object)), 'it has 101 boxes; at most 100 are read per picture'],
])('refuses an annotation with %s', (_, text, message) => {
  expect(() => read(text)).toThrow(AnnotationError);
  expect(() => read(text)).toThrow(message);
});

it.each([
  [[10, 20, 10, 40], 'the box of cat has the sides 10, 20, 10, 40 (left, top, right, bottom), which has no area'],
  [[30, 20, 10, 40], 'which has no area; correct or remove it'],
  [[-1, 20, 10, 40], 'lies outside the picture of 64×48 pixels; correct or remove it'],
  [[1, 20, 65, 40], 'lies outside the picture of 64×48 pixels'],
  [[1, 20, 10, 49], 'lies outside the picture of 64×48 pixels'],
  [[Number.NaN, 20, 10, 40], 'write four numbers'],
] as const)('refuses the box %s', (sides, message) => {
  const check = () => checkBox({ className: 'cat', sides, source: 'a.xml:4' }, 48, 64);
  expect(check).toThrow(expect.objectContaining({ code: 'DATA_BOXES_INVALID', source: 'a.xml:4' }));
  expect(check).toThrow(message);
});

it('a box moves with its picture when that is contained, and stretches with it', () => {
  const picture = { path: '', source: '', boxes: [], rows: 50, columns: 100 };
  const place = (fit: 'contain' | 'stretch') =>
    placeBox([0, 0, 50, 50], picture, [40, 40, 3], fit).map((side) => Math.round(side * 1e9) / 1e9);
  expect(place('stretch')).toEqual([0, 0, 0.5, 1]);
  expect(place('contain')).toEqual([0, 0.25, 0.5, 0.75]); // bars of a quarter above and below
});
