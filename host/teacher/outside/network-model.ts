// A Retort network as an external teacher: what a float .tflite is imported as.
import { buildModel, inferenceMode } from '../../network/model.ts';
import type { TrainedNetwork } from '../../network/network.ts';
import type { tf } from '../../tensorflow/tensorflow.ts';
import type { OutsideModel } from './outside-teacher.ts';

/** `inputShape`: as the file has it; its values in that order are the network's input. @throws NetworkError, WeightsMismatchError */
export function openNetworkModel(
  trained: TrainedNetwork,
  description: Pick<OutsideModel, 'kind' | 'source' | 'digest' | 'inputShape'>,
): OutsideModel {
  const model = buildModel(trained.network, trained);
  const { inputShape } = trained.network;
  return {
    ...description,
    largestBatch: Number.POSITIVE_INFINITY,
    givesLogits: true,
    trained,
    run(images) {
      const shaped: tf.Tensor4D = images.reshape([images.shape[0], ...inputShape]);
      return model.apply(shaped, inferenceMode).dataSync<'float32'>();
    },
    dispose: model.dispose,
  };
}
