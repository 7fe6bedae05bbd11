// One annotation of PASCAL VOC: an XML file with the size of a picture and its objects. The file is not trusted: no document type, no entities, a
// bounded depth.
import sax from 'sax';
import type { Box } from '../../task/boxes.ts';
import { AnnotationError, checkBoxCount, checkSize, type DrawnBox, type LeaveOut } from './annotated-picture.ts';

export interface VocAnnotation {
  readonly rows: number;
  readonly columns: number;
  readonly boxes: readonly DrawnBox[];
}

interface ReadObject {
  readonly line: number;
  /** By the path within the object, such as `bndbox/xmin`. */
  readonly fields: Map<string, string>;
}

/** Annotations have four levels, six where parts of a body are marked. */
const deepest = 16;

/** @param leaveOut told of objects that are marked difficult. @throws AnnotationError */
export function readVocAnnotation(xml: string, path: string, leaveOut: LeaveOut): VocAnnotation {
  const { size, objects } = parse(xml, path);
  const [rows, columns] = ['height', 'width'].map((side) => numberIn(size, side, `${path}, size`));
  checkSize(rows, columns, path);
  const boxes: DrawnBox[] = [];
  for (const { line, fields } of objects) {
    const source = `${path}:${line}`;
    const className = fields.get('name') ?? '';
    if (className === '') throw new AnnotationError(source, 'the object has no name; write its class as <name>');
    if (fields.get('difficult') === '1') {
      leaveOut('marked as difficult', source);
      continue;
    }
    const sides = ['xmin', 'ymin', 'xmax', 'ymax'].map((side) => numberIn(fields, `bndbox/${side}`, source));
    boxes.push({ className, sides: sides as unknown as Box, source });
  }
  checkBoxCount(boxes.length, path);
  return { rows, columns, boxes };
}

function numberIn(fields: ReadonlyMap<string, string>, field: string, source: string): number {
  const text = fields.get(field);
  if (text === undefined)
    throw new AnnotationError(source, `it has no <${field.replace('/', '><')}>; export it as PASCAL VOC again`);
  if (text === '' || !Number.isFinite(Number(text))) {
    throw new AnnotationError(source, `<${field.replace('/', '><')}> is "${text.slice(0, 40)}"; write a number`);
  }
  return Number(text);
}

function parse(xml: string, path: string): { size: Map<string, string>; objects: ReadObject[] } {
  const reader = sax.parser(true, { trim: true, position: true });
  const above: string[] = [];
  const objects: ReadObject[] = [];
  const size = new Map<string, string>();
  const fail = (problem: string, cause?: unknown) => new AnnotationError(`${path}:${reader.line + 1}`, problem, cause);
  reader.onerror = (error) => {
    throw fail(`is not well-formed XML (${error.message.split('\n')[0]}); export it again`, error);
  };
  reader.ondoctype = () => {
    throw fail('has a document type, which may define entities and is not read; remove <!DOCTYPE …>');
  };
  reader.onopentag = ({ name }) => {
    above.push(name);
    if (above.length > deepest)
      throw fail(`has elements nested ${above.length} deep; an annotation has at most ${deepest} levels`);
    if (above.length === 1 && name !== 'annotation') {
      throw fail(`begins with <${name}>, not with <annotation>: it is not a PASCAL VOC annotation; remove the file`);
    }
    if (above.join('/') === 'annotation/object') objects.push({ line: reader.line + 1, fields: new Map() });
  };
  reader.onclosetag = () => {
    above.pop();
  };
  const take = (text: string) => {
    const [root, part, ...field] = above;
    if (root !== 'annotation' || field.length === 0) return;
    const fields = part === 'size' ? size : part === 'object' ? objects.at(-1)!.fields : undefined;
    fields?.set(field.join('/'), text.trim());
  };
  reader.ontext = take;
  reader.oncdata = take;
  reader.write(xml.replace(/^\uFEFF/, '')).close();
  if (size.size === 0) throw fail('has no <size> with <width> and <height>; export it as PASCAL VOC again');
  return { size, objects };
}
