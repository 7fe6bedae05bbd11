// A TensorFlow SavedModel as a teacher: its signature, run by TensorFlow once its operations are known to compute and no more.
import { tf } from '../../tensorflow/tensorflow.ts';
import { OutsideTeacherModelError } from './outside-errors.ts';
import type { OutsideModel } from './outside-teacher.ts';
import { checkSavedModelFiles } from './saved-model-files.ts';

const tag = 'serve';
const defaultSignature = 'serving_default';

const exportAgain = 'Export it again with model.export, and copy the whole folder.';

/** @throws OutsideTeacherFileError, OutsideTeacherModelError, InputFileError; the signal's reason when aborted */
export async function openSavedModel(folder: string, signal?: AbortSignal): Promise<OutsideModel> {
  const digest = await checkSavedModelFiles(folder, signal);
  const { name, input } = await chooseSignature(folder);
  const model = await tf.node.loadSavedModel(folder, [tag], name).catch((error: unknown) => {
    throw new OutsideTeacherModelError(folder, `TensorFlow cannot load it (${firstLine(error)})`, exportAgain, error);
  });
  return {
    kind: 'saved-model',
    source: folder,
    digest,
    inputShape: input.slice(1),
    largestBatch: input[0] ?? Number.POSITIVE_INFINITY,
    givesLogits: false,
    run(images) {
      try {
        const outputs = model.predict(images);
        const output = outputs instanceof tf.Tensor ? outputs : Object.values(outputs)[0];
        return (output as tf.Tensor).dataSync<'float32'>();
      } catch (error) {
        throw new OutsideTeacherModelError(
          folder,
          `TensorFlow cannot run it (${firstLine(error)})`,
          exportAgain,
          error,
        );
      }
    },
    dispose: () => void model.dispose(),
  };
}

/** The one that Keras and others call the default, else the only one. It has one input and one output. */
async function chooseSignature(folder: string): Promise<{ name: string; input: (number | null)[] }> {
  const fail = (problem: string, nextStep: string) => new OutsideTeacherModelError(folder, problem, nextStep);
  const graphs = await tf.node.getMetaGraphsFromSavedModel(folder).catch((error: unknown) => {
    throw fail(`tfjs cannot read its signatures (${firstLine(error)})`, exportAgain);
  });
  const graph = graphs.find(({ tags }) => tags.includes(tag));
  if (!graph) throw fail(`it has no graph tagged "${tag}"`, exportAgain);
  const names = Object.keys(graph.signatureDefs).filter((name) => !name.startsWith('__'));
  const name = names.includes(defaultSignature) ? defaultSignature : names[0];
  if (name === undefined) throw fail('it has no signature', exportAgain);
  if (names.length > 1 && name !== defaultSignature) {
    throw fail(
      `it has ${names.length} signatures: ${names.join(', ')}`,
      `Export it with one, or call one "${defaultSignature}".`,
    );
  }
  const { inputs, outputs } = graph.signatureDefs[name];
  for (const [what, tensors] of Object.entries({ inputs, outputs })) {
    const found = Object.keys(tensors);
    if (found.length !== 1) {
      throw fail(
        `its signature "${name}" has ${found.length} ${what}: ${found.join(', ')}`,
        'Export a model with one.',
      );
    }
  }
  const [[key, input]] = Object.entries(inputs);
  if (input.tfDtype !== 'DT_FLOAT') {
    throw fail(
      `its input "${key}" is ${input.tfDtype}, not float32 (DT_FLOAT)`,
      'Export a model of float pixels, or save its outputs.',
    );
  }
  return { name, input: readShape(input.shape) };
}

/** tfjs hands on the protobuf's messages. An open length is −1 there; a shape of no length at all is not known. */
function readShape(shape: unknown): (number | null)[] {
  const dims = shape as readonly { getSize(): number }[];
  return dims.map((dim) => (dim.getSize() >= 0 ? dim.getSize() : null));
}

function firstLine(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0].slice(0, 300) : String(error);
}
