// Checks every field of an image that was read, against the others and against what a board can hold, so that nobody behind it needs to.
// The program is check-program.ts's.

import { grouped } from '../../proto/numbers.ts';
import type { FeaturePreprocessing } from '../dataset/preprocessing.ts';
import { holdsVocabulary } from '../dataset/question.ts';
import { MOST_CYCLES } from './bound-cycles.ts';
import { checkProgram, endOfSlots } from './check-program.ts';
import { requireKnownCore } from './core-errors.ts';
import { DESCRIPTOR_BYTES } from './descriptor.ts';
import { classesOf } from './head.ts';
import { HEADER_BYTES, headerFields, MOST_LOGITS, MOST_SLOTS } from './header.ts';
import type { Fail } from './image-errors.ts';
import { RECORD_BYTES } from './parameters.ts';
import { TABLES_BYTES } from './second-pass.ts';
import type { Quantization, Segment, SegmentKind, Shape, StudentImage } from './student-image.ts';
import { alignToWord, paddedBytes, WORD } from './tensor-layout.ts';
import { formats } from './write.ts';

/** Of any name or label, in characters. */
const MOST_NAME = 4096;
const MOST_SIDE = 65_535;
/** Each is compared with every other one. */
const MOST_ACTIVATIONS = 16_384;

/** `source`: a path, for errors. @throws InstructionSetError, UnknownCoreError, CorruptImageError */
export function checkImage(image: StudentImage, source: string, fail: Fail): void {
  const core = requireKnownCore(image, source);
  checkName(image.name, 'its name', fail);
  checkSegments(image, fail);
  checkMemory(image, fail);
  checkHeader(image, fail);
  checkActivations(image, fail);
  checkInput(image, fail);
  checkOutput(image, fail);
  checkProvenance(image, fail);
  const descriptors = checkProgram(image, core, fail);
  checkLayers(image, descriptors.length - 1, fail);
}

function checkName(name: string, what: string, fail: Fail): void {
  if (name.length > MOST_NAME)
    throw fail(`${what} has ${grouped(name.length)} characters, more than ${grouped(MOST_NAME)}`);
}

function checkCount(value: number, what: string, least: number, most: number, fail: Fail): void {
  if (!(value >= least && value <= most))
    throw fail(`${what} is ${grouped(value)}, not ${grouped(least)} to ${grouped(most)}`);
}

function checkWord(address: number, what: string, fail: Fail): void {
  if (address % WORD !== 0) throw fail(`${what} is ${grouped(address)}, not a multiple of ${grouped(WORD)}`);
}

/** Bytes of one of what a segment holds. */
const unitOf: Record<SegmentKind, number> = {
  header: HEADER_BYTES,
  program: DESCRIPTOR_BYTES,
  parameters: RECORD_BYTES,
  tables: TABLES_BYTES,
  weights: WORD,
};

/** They cover the payload, one after another, each on a word: a header, the program, then what the program reads. */
function checkSegments({ segments, payload, layers }: StudentImage, fail: Fail): void {
  const names = new Set(layers.map(({ name }) => name));
  let end = 0;
  for (const [index, segment] of segments.entries()) {
    const { kind, layer, address, length } = segment;
    const what = `segment ${index} (${kind})`;
    const expected = ['header', 'program'][index];
    if (expected === undefined ? kind === 'header' || kind === 'program' : kind !== expected)
      throw fail(`${what} is out of place: a header comes first, then the program, then data`);
    if (address !== end) throw fail(`${what} begins at ${grouped(address)} instead of ${grouped(end)}`);
    if (length === 0 || length % unitOf[kind] !== 0 || (kind === 'header' && length !== HEADER_BYTES))
      throw fail(`${what} has ${grouped(length)} bytes, not a multiple of ${grouped(unitOf[kind])}`);
    if (expected === undefined ? !names.has(layer) : layer !== '')
      throw fail(`${what} is of ${JSON.stringify(layer.slice(0, 80))}, which is not a layer of this image`);
    end = alignToWord(address + length);
    if (end > payload.length)
      throw fail(`${what} ends at ${grouped(end)}, after the end of its payload of ${grouped(payload.length)} bytes`);
    if (kind === 'parameters') checkRecords(segment, payload, fail);
    if (kind === 'tables') checkMultiplier(payload, address, address + 4, what, fail);
  }
  if (segments.length < 2 || end !== payload.length)
    throw fail(
      `its ${grouped(segments.length)} segments cover ${grouped(end)} of ${grouped(payload.length)} bytes of payload`,
    );
}

function checkRecords({ address, length }: Segment, payload: Uint8Array, fail: Fail): void {
  for (let record = address; record < address + length; record += RECORD_BYTES) {
    for (let lane = 0; lane < WORD; lane++) {
      const multiplier = record + WORD * lane + 4;
      checkMultiplier(
        payload,
        multiplier,
        record + WORD * WORD + lane,
        `lane ${lane} of the record at ${grouped(record)}`,
        fail,
      );
    }
  }
}

/** As docs/core.md has it: q ≥ 0, −31 ≤ shift ≤ 30. */
function checkMultiplier(payload: Uint8Array, at: number, shiftAt: number, what: string, fail: Fail): void {
  const view = new DataView(payload.buffer, payload.byteOffset);
  checkCount(view.getInt32(at, true), `the multiplier of ${what}`, 0, 0x7fff_ffff, fail);
  checkCount(view.getInt8(shiftAt), `the shift of ${what}`, -31, 30, fail);
}

function checkMemory({ memory, payload }: StudentImage, fail: Fail): void {
  const { inputAddress, inputBytes, slotPitch, slotCount, logitsAddress, logitsCount, bytesNeeded } = memory;
  if (inputAddress < payload.length)
    throw fail(`its input at ${grouped(inputAddress)} overlaps its payload of ${grouped(payload.length)} bytes`);
  checkCount(slotCount, 'its number of input slots', 1, MOST_SLOTS, fail);
  checkCount(inputBytes, "its input's length in bytes", 1, slotPitch, fail);
  checkCount(logitsCount, 'its number of logits', 1, MOST_LOGITS, fail);
  checkWord(inputAddress, "its input's address", fail);
  checkWord(slotPitch, 'its slot pitch', fail);
  checkWord(logitsAddress, "its logits' address", fail);
  const working = endOfSlots(memory);
  if (logitsAddress < working || logitsAddress + logitsCount > bytesNeeded)
    throw fail(
      `its ${grouped(logitsCount)} logits at ${grouped(logitsAddress)} are outside its activations at ${grouped(working)} to ${grouped(bytesNeeded)}`,
    );
}

function checkHeader({ payload, core, memory, cycleLimit }: StudentImage, fail: Fail): void {
  checkCount(cycleLimit, 'its limit of cycles', 0, MOST_CYCLES, fail);
  const view = new DataView(payload.buffer, payload.byteOffset);
  for (const [i, [name, expected]] of headerFields(core, memory, cycleLimit).entries()) {
    const value = view.getUint32(4 * i, true);
    if (value !== expected) throw fail(`its payload's header has ${value} as ${name}, the image has ${expected}`);
  }
}

/** Each within working memory, and none over another that lives at the same time. */
function checkActivations({ memory, layers }: StudentImage, fail: Fail): void {
  const { activations, bytesNeeded } = memory;
  checkCount(activations.length, 'the number of its activations', 1, MOST_ACTIVATIONS, fail);
  const working = endOfSlots(memory);
  for (const [index, activation] of activations.entries()) {
    const { tensor, address, length, firstLayer, lastLayer } = activation;
    const what = `activation ${index}`;
    checkName(tensor, `the name of ${what}`, fail);
    checkWord(address, `the address of ${what}`, fail);
    if (address < working || length === 0 || address + length > bytesNeeded)
      throw fail(
        `${what} has bytes ${grouped(address)} to ${grouped(address + length)}, outside ${grouped(working)} to ${grouped(bytesNeeded)}`,
      );
    if (firstLayer > lastLayer || lastLayer >= layers.length)
      throw fail(`${what} is live from layer ${firstLayer} to ${lastLayer} of ${layers.length}`);
    const over = activations.findIndex(
      (other, at) =>
        at < index &&
        other.firstLayer <= lastLayer &&
        firstLayer <= other.lastLayer &&
        other.address < address + length &&
        address < other.address + other.length,
    );
    if (over >= 0) throw fail(`${what} overlaps activation ${over} while both are live`);
  }
}

function checkInput({ input, memory, formatMajor }: StudentImage, fail: Fail): void {
  const { shape, preprocessing, quantization, vocabulary = [] } = input;
  const format = formats['features' in preprocessing ? 'features' : 'pixels'];
  if (format.formatMajor !== formatMajor)
    throw fail(
      `its input is of ${'features' in preprocessing ? 'features' : 'pixels'}, but its format is ${formatMajor}`,
    );
  checkShape(shape, 'input', fail);
  checkQuantization(quantization, 'its input', fail);
  const values = shape[0] * shape[1] * shape[2];
  const bytes = Math.ceil((values * memory.inputBits) / 8);
  if (bytes !== memory.inputBytes)
    throw fail(
      `its input of ${shape.join('×')} has ${grouped(bytes)} bytes, but it expects ${grouped(memory.inputBytes)}`,
    );
  if (values > memory.slotPitch)
    throw fail(
      `its input of ${shape.join('×')} has ${grouped(values)} values, more than its slot of ${grouped(memory.slotPitch)} bytes`,
    );
  if ('features' in preprocessing) {
    checkFeatures(preprocessing, values, fail);
    return;
  }
  const { scale, offset } = preprocessing;
  if (!Number.isFinite(scale) || scale === 0) throw fail(`its pixel scale is ${scale}`);
  if (!Number.isFinite(offset)) throw fail(`its pixel offset is ${offset}`);
  if (vocabulary.length > 0 && !holdsVocabulary(shape, vocabulary))
    throw fail(`it knows ${grouped(vocabulary.length)} words, more than its input of ${shape.join('×')} can hold`);
  for (const [i, word] of vocabulary.entries()) checkName(word, `word ${i}`, fail);
}

function checkFeatures({ scale, offset, features }: FeaturePreprocessing, values: number, fail: Fail): void {
  for (const [what, list] of Object.entries({ scales: scale, offsets: offset, names: features }))
    if (list.length !== values)
      throw fail(`it has ${grouped(list.length)} ${what} of features for an input of ${grouped(values)} values`);
  for (const [i, name] of features.entries()) {
    checkName(name, `the name of feature ${i}`, fail);
    if (!Number.isFinite(scale[i]) || scale[i] === 0) throw fail(`the scale of its feature "${name}" is ${scale[i]}`);
    if (!Number.isFinite(offset[i])) throw fail(`the offset of its feature "${name}" is ${offset[i]}`);
  }
  const twice = features.find((name, i) => features.indexOf(name) !== i);
  if (twice !== undefined) throw fail(`two of its features are named "${twice}"`);
}

function checkOutput({ labels, head, edges, logitsQuantization }: StudentImage, fail: Fail): void {
  checkQuantization(logitsQuantization, 'its logits', fail);
  if (labels.length !== 0 && labels.length !== classesOf(head))
    throw fail(`it has ${grouped(labels.length)} labels for the ${grouped(classesOf(head))} of its head`);
  for (const [i, label] of labels.entries()) checkName(label, `label ${i}`, fail);
  const { softmaxBeta = 1 } = head;
  if (!(softmaxBeta > 0 && Number.isFinite(softmaxBeta))) throw fail(`the beta of its SOFTMAX is ${softmaxBeta}`);
  for (const [side, edge] of Object.entries(edges))
    if (edge.type === 'uint8' && !Number.isFinite(edge.scale))
      throw fail(`the scale of its ${side} outside is ${edge.scale}`);
}

function checkProvenance({ provenance }: StudentImage, fail: Fail): void {
  for (const [field, value] of Object.entries(provenance)) {
    const what = `${field} of its provenance`;
    if (typeof value === 'number') checkCount(value, what, 0, 1, fail);
    else if (field.endsWith('Digest') && value !== undefined && !/^[0-9a-f]{64}$/.test(value))
      throw fail(`${what} has ${grouped(value.length / 2)} bytes, not 32`);
    else if (value !== undefined) checkName(value, what, fail);
  }
}

/** `instructions`: descriptors before ARGMAX. */
function checkLayers({ layers, memory, payload }: StudentImage, instructions: number, fail: Fail): void {
  if (layers.length === 0) throw fail('it has no layers');
  const names = new Set<string>();
  let last = 0;
  for (const [index, layer] of layers.entries()) {
    const { name, operator, tensor, descriptorIndex, outputAddress, shape, channelsPadded, quantization } = layer;
    const what = `layer ${index}`;
    for (const text of [name, operator, tensor]) checkName(text, `a name of ${what}`, fail);
    if (names.has(name)) throw fail(`${what} has the same name as another layer: ${JSON.stringify(name.slice(0, 80))}`);
    names.add(name);
    checkCount(descriptorIndex, `the last descriptor of ${what}`, last, instructions - 1, fail);
    last = descriptorIndex;
    checkShape(shape, what, fail);
    checkQuantization(quantization, what, fail);
    if (channelsPadded !== alignToWord(shape[2]))
      throw fail(
        `${what} has ${grouped(shape[2])} channels padded to ${grouped(channelsPadded)}, not ${grouped(alignToWord(shape[2]))}`,
      );
    checkWord(outputAddress, `the output's address of ${what}`, fail);
    const end = outputAddress + paddedBytes({ shape });
    if (outputAddress < memory.inputAddress || end > memory.bytesNeeded)
      throw fail(
        `the output of ${what} has bytes ${grouped(outputAddress)} to ${grouped(end)}, outside its ${grouped(memory.bytesNeeded)} of memory`,
      );
    checkCount(layer.macs, `the multiply-accumulates of ${what}`, 0, Number.MAX_SAFE_INTEGER, fail);
    // What several descriptors read is counted for each.
    const most = payload.length * instructions;
    checkCount(layer.weightBytes, `the weights of ${what} in bytes`, 0, most, fail);
    checkCount(layer.parameterBytes, `the parameters of ${what} in bytes`, 0, most, fail);
  }
  if (last !== instructions - 1) throw fail(`its layers end with descriptor ${last} of ${instructions}`);
}

function checkShape(shape: Shape, what: string, fail: Fail): void {
  for (const side of shape) checkCount(side, `a side of the shape of ${what} (${shape.join('×')})`, 1, MOST_SIDE, fail);
}

function checkQuantization({ scale, zeroPoint }: Quantization, what: string, fail: Fail): void {
  if (!(scale > 0 && Number.isFinite(scale))) throw fail(`the scale of ${what} is ${scale}`);
  checkCount(zeroPoint, `the zero point of ${what}`, -128, 127, fail);
}
