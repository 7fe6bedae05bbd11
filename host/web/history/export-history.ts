// A history's predictions as a table for other programs, row after row: CSV (RFC 4180) or Parquet.
import { type BasicType, ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { hex32 } from '../../../proto/numbers.ts';
import { decodePrediction } from '../../image/decode-output.ts';
import { classOf } from '../../image/head.ts';
import { readStudentImage } from '../../image/read.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { quoteField } from '../export-cases.ts';
import { NoHistoryError } from './errors.ts';
import type { History } from './open-history.ts';
import { type KeptPrediction, readPredictions, readSessions, readStudents, type Span } from './read-history.ts';

export const exportFormats = ['csv', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

type Value = string | number | bigint | boolean | Date | undefined;

interface Column {
  readonly type: BasicType;
  read(prediction: KeptPrediction, image: StudentImage | undefined): Value;
}

const text = (read: Column['read']): Column => ({ type: 'STRING', read });
const int32 = (read: Column['read']): Column => ({ type: 'INT32', read });
const double = (read: Column['read']): Column => ({ type: 'DOUBLE', read });
/** Of what may exceed 32 bits. */
const int64 = (read: (prediction: KeptPrediction) => number): Column => ({
  type: 'INT64',
  read: (prediction) => BigInt(read(prediction)),
});
const nameOf = (image: StudentImage | undefined, label: number | undefined) =>
  label === undefined ? undefined : image?.labels[label];

/** In the order of the file; documented in docs/guides/monitor.md. */
const columns: Readonly<Record<string, Column>> = {
  session: int32(({ session }) => session),
  number: int64(({ number }) => number),
  time: { type: 'TIMESTAMP', read: ({ atMs }) => new Date(atMs) },
  board: text(({ board }) => board),
  image: text(({ imageId }) => `0x${hex32(imageId)}`),
  sample: int64(({ observation }) => observation.sampleId),
  label: int32(labelOf),
  label_name: text((prediction, image) => nameOf(image, labelOf(prediction, image))),
  confidence: double(({ judgement }) => judgement?.confidence),
  true_label: int32(({ observation }) => observation.trueLabel),
  teacher_label: int32(({ judgement }) => judgement?.teacherLabel),
  reference_label: int32(({ judgement }) => judgement?.referenceLabel),
  bit_exact: { type: 'BOOLEAN', read: ({ judgement }) => judgement?.bitExact },
  logits: text(({ observation }) => `[${observation.logits.join(',')}]`),
  cycles: int64(({ observation }) => observation.cycles),
  latency_ms: double(({ observation }) => observation.latencyMs),
  missed_before: int32(({ missed }) => missed),
};

/** The class that the prediction names, where the student's output names one. */
function labelOf({ observation }: KeptPrediction, image: StudentImage | undefined): number | undefined {
  return image ? classOf(image, decodePrediction(image, observation)) : observation.label;
}

/** @throws NoHistoryError before the first bytes, where there is nothing of that time */
export async function* exportHistory(history: History, format: ExportFormat, span: Span): AsyncGenerator<Uint8Array> {
  const rows = readRows(history, span);
  const first = await rows.next();
  if (first.done) throw new NoHistoryError(history.where, 'holds no predictions of that time');
  const all = (async function* () {
    yield first.value;
    yield* rows;
  })();
  yield* format === 'csv' ? writeCsv(all) : writeParquet(all);
}

async function* readRows({ database }: History, span: Span): AsyncGenerator<readonly Value[]> {
  const students = await readStudents(database);
  const images = new Map(
    students.map(({ imageId, file }) => [imageId, readStudentImage(Uint8Array.from(file), `image ${imageId}`)]),
  );
  for (const { id } of await readSessions(database, span))
    for await (const prediction of readPredictions(database, id, span, { inputs: false })) {
      const image = images.get(prediction.imageId);
      yield Object.values(columns).map(({ read }) => read(prediction, image));
    }
}

const rowsPerChunk = 1000;
const rowsPerGroup = 20_000;

async function* writeCsv(rows: AsyncIterable<readonly Value[]>): AsyncGenerator<Uint8Array> {
  let lines = [Object.keys(columns).join(',')];
  const take = () => Buffer.from(lines.map((line) => `${line}\r\n`).join(''));
  for await (const row of rows) {
    lines.push(row.map((value) => quoteField(textOf(value))).join(','));
    if (lines.length < rowsPerChunk) continue;
    yield take();
    lines = [];
  }
  yield take();
}

function textOf(value: Value): string {
  if (value instanceof Date) return value.toISOString();
  return value === undefined ? '' : String(value);
}

async function* writeParquet(rows: AsyncIterable<readonly Value[]>): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const dataOf = (group: readonly (readonly Value[])[]) =>
    Object.entries(columns).map(([name, { type }], i) => ({ name, type, data: group.map((row) => row[i]) }));
  const file = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: dataOf([]) }),
    createdBy: 'retort',
  });
  // What has been handed on leaves the buffer; the writer counts on in `offset`.
  const take = () => {
    const bytes = new Uint8Array(writer.buffer.slice(0, writer.index));
    writer.index = 0;
    return bytes;
  };
  let group: (readonly Value[])[] = [];
  const writeGroup = async () => {
    await file.write({ columnData: dataOf(group), rowGroupSize: rowsPerGroup });
    group = [];
    return take();
  };
  for await (const row of rows) if (group.push(row) === rowsPerGroup) yield await writeGroup();
  if (group.length > 0) yield await writeGroup();
  await file.finish();
  yield take();
}
