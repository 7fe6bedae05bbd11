// One annotation file of COCO: JSON with pictures, categories and boxes as left, top, width and height. The file is not trusted.
import { z } from 'zod';
import { parseJson } from '../../artifact/parse-json.ts';
import type { Box } from '../../task/boxes.ts';
import { AnnotationError, checkBoxCount, checkSize, type DrawnBox, type LeaveOut } from './annotated-picture.ts';

export interface CocoPicture {
  /** As the file has it. */
  readonly file: string;
  readonly source: string;
  readonly rows: number;
  readonly columns: number;
  readonly boxes: readonly DrawnBox[];
}

const id = z.union([z.int(), z.string().max(200)]);
const schema = z.object({
  images: z.array(z.object({ id, file_name: z.string().min(1).max(1000), width: z.number(), height: z.number() })),
  categories: z.array(z.object({ id, name: z.string().min(1).max(200) })),
  annotations: z.array(
    z.object({ image_id: id, category_id: id, bbox: z.array(z.number()).length(4), iscrowd: z.number().optional() }),
  ),
});

/** In the order of the pictures. @param leaveOut told of boxes around crowds. @throws AnnotationError */
export function readCocoAnnotations(text: string, path: string, leaveOut: LeaveOut): CocoPicture[] {
  const { images, categories, annotations } = parse(text, path);
  const names = new Map(categories.map((one) => [one.id, one.name]));
  const pictures = new Map<string | number, CocoPicture & { readonly boxes: DrawnBox[] }>();
  for (const [i, { id: picture, file_name: file, width, height }] of images.entries()) {
    const source = `${path}, images[${i}]`;
    checkSize(height, width, source);
    if (pictures.has(picture)) throw new AnnotationError(source, `two pictures have the id ${picture}; keep one`);
    pictures.set(picture, { file, source, rows: height, columns: width, boxes: [] });
  }
  for (const [i, one] of annotations.entries()) {
    const source = `${path}, annotations[${i}]`;
    const [picture, className] = [pictures.get(one.image_id), names.get(one.category_id)];
    if (!picture) throw new AnnotationError(source, `there is no picture with the id ${one.image_id}; remove the box`);
    if (className === undefined) {
      const known = categories.slice(0, 10).map((category) => `${category.id} (${category.name})`);
      const expected = `${known.join(', ')}${categories.length > known.length ? ', …' : ''}`;
      throw new AnnotationError(
        source,
        `there is no category with the id ${one.category_id}; write one of ${expected}`,
      );
    }
    if (one.iscrowd === 1) {
      leaveOut('a box around a crowd', source);
      continue;
    }
    const [left, top, width, height] = one.bbox;
    const sides: Box = [left, top, left + width, top + height];
    picture.boxes.push({ className, sides, source });
  }
  for (const { boxes, source } of pictures.values()) checkBoxCount(boxes.length, source);
  return [...pictures.values()];
}

function parse(text: string, path: string): z.infer<typeof schema> {
  let content: unknown;
  try {
    content = parseJson(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new AnnotationError(
      path,
      `is not JSON (${error instanceof Error ? error.message : error}); export it again`,
      error,
    );
  }
  const read = schema.safeParse(content);
  if (read.success) return read.data;
  const [{ path: place, message }] = read.error.issues;
  throw new AnnotationError(
    path,
    `is not a COCO file of boxes: ${place.join('.') || 'the whole'}: ${message}; export it as COCO again`,
  );
}
