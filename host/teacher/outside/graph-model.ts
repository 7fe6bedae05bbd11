// A tfjs GraphModel as a teacher: run by tfjs's executor once its operations are known to compute and no more.
import { tf } from '../../tensorflow/tensorflow.ts';
import { checkGraphModel, convertAgain, giveSavedModel } from './check-graph-model.ts';
import { OutsideTeacherModelError } from './outside-errors.ts';
import type { OutsideModel } from './outside-teacher.ts';
import { isFields, readTfjsWeights, type TfjsFolder, type TfjsWeights, type WeightSpec } from './tfjs-folder.ts';

const elementBytes: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1 };
const quantizedBytes: Readonly<Record<string, number>> = { float16: 2, uint16: 2, uint8: 1 };

/** @throws OutsideTeacherFileError, OutsideTeacherModelError, InputFileError; the signal's reason when aborted */
export async function openGraphModel(folder: TfjsFolder, signal?: AbortSignal): Promise<OutsideModel> {
  const { path, json } = folder;
  const names = new Set(json.weightsManifest.flatMap(({ weights }) => weights.map(({ name }) => name)));
  checkGraphModel(json.modelTopology, json.modelInitializer, names, path);
  const weights = await readTfjsWeights(folder, (spec) => bytesOf(spec, path), signal);
  const model = load(folder, weights);
  try {
    const input = onlyOne(path, 'inputs', model.inputs);
    onlyOne(path, 'outputs', model.outputs);
    if (input.dtype !== 'float32') {
      const problem = `its input "${input.name}" is ${input.dtype}, not float32`;
      throw new OutsideTeacherModelError(path, problem, 'Convert a model of float pixels, or save its outputs.');
    }
    if (!input.shape) {
      throw new OutsideTeacherModelError(
        path,
        `its input "${input.name}" has no shape`,
        'Give the input layer a shape and convert the model again.',
      );
    }
    const [batch, ...inputShape] = input.shape.map((length) => (length >= 0 ? length : null));
    return {
      kind: 'graph-model',
      source: folder.folder,
      digest: weights.digest,
      inputShape,
      largestBatch: batch ?? Number.POSITIVE_INFINITY,
      givesLogits: false,
      run: (images) => run(model, path, images),
      dispose: () => model.dispose(),
    };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

type GraphModel = ReturnType<typeof tf.loadGraphModelSync>;

/** Leaves no tensor where it throws. */
function load({ path, json }: TfjsFolder, { specs, data }: TfjsWeights): GraphModel {
  const metadata = isFields(json.userDefinedMetadata) ? json.userDefinedMetadata : {};
  const artifacts = {
    modelTopology: { versions: {}, ...json.modelTopology },
    signature: metadata.signature ?? json.signature ?? undefined,
    weightSpecs: specs,
    weightData: data,
  };
  let model: GraphModel | undefined;
  try {
    // What `tidy` is given back it looks through tensor by tensor: the model stays outside.
    tf.tidy(() => {
      model = tf.loadGraphModelSync(tf.io.fromMemorySync(artifacts));
      for (const weight of Object.values(model.weights).flat()) tf.keep(weight);
    });
    return model!;
  } catch (error) {
    throw new OutsideTeacherModelError(path, `tfjs cannot load it (${firstSentence(error)})`, convertAgain, error);
  }
}

function run(model: GraphModel, path: string, images: tf.Tensor): Float32Array {
  try {
    const [output] = [model.execute(images)].flat();
    return output.dataSync<'float32'>();
  } catch (error) {
    const unknown = /^Unknown op '(\w{1,80})'/.exec(firstSentence(error));
    const problem = unknown
      ? `tfjs does not support the operation ${unknown[1]}`
      : `tfjs cannot run it (${firstSentence(error)})`;
    throw new OutsideTeacherModelError(path, problem, giveSavedModel, error);
  }
}

function firstSentence(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return words.split(/\n|[.] /, 1)[0].slice(0, 300);
}

function onlyOne(path: string, what: string, tensors: GraphModel['inputs']): GraphModel['inputs'][number] {
  if (tensors.length === 1) return tensors[0];
  const names = tensors.map(({ name }) => name).join(', ') || 'none';
  throw new OutsideTeacherModelError(path, `it has ${tensors.length} ${what}: ${names}`, 'Convert a model with one.');
}

/** Of an element, as it is stored: --quantize_float16, --quantize_uint8 and --quantize_uint16 are undone by tfjs. */
function bytesOf({ name, dtype, quantization: stored }: WeightSpec, path: string): number {
  const fail = (problem: string) => new OutsideTeacherModelError(path, `its weight "${name}" ${problem}`, convertAgain);
  if (!Object.hasOwn(elementBytes, dtype)) throw fail(`is of type ${dtype}`);
  if (stored === undefined) return elementBytes[dtype];
  const isStored = isFields(stored) && typeof stored.dtype === 'string' && Object.hasOwn(quantizedBytes, stored.dtype);
  if (!isStored) throw fail('is quantized in a way that tfjs does not support');
  const isRange = Number.isFinite(stored.scale) && Number.isFinite(stored.min);
  const fits = stored.dtype === 'float16' ? dtype === 'float32' : dtype !== 'bool' && isRange;
  if (!fits) throw fail(`of type ${dtype} is quantized to ${stored.dtype} but lacks the parameters for that`);
  return quantizedBytes[stored.dtype as string];
}
