"""Makes the small models that the tests of teachers from outside read, with what they put out, as golden values.

    python3 -m venv venv && venv/bin/pip install tensorflow==2.21.0 keras==3.15.1
    venv/bin/python test/teacher/outside/make-models.py test/golden/outside-teacher [FOLDER WITH THE MLPERF TINY MODELS]

Pictures are 8x8x1, classes 10; INPUTS are SAMPLES pictures of bytes, outputs float32, row by row.
    digits.inputs.u8                           pixels 0 to 255
    saved-model/, saved-model.outputs.f32      model.export of a Keras model that ends in a softmax, fed pixel / 255
    saved-model-NAME/                          without variables; each is refused for what it is named for
    keras3.json, keras3.weights.json,          a functional Keras 3 model as to_json gives it, its weights by path,
    keras3.outputs.f32                         and its logits, fed pixel / 255
    keras3.keras, keras3.h5                    the same model, compiled, as model.save writes it
    lambda.keras                               with a Lambda layer, whose code no reader runs
    NAME.tflite, NAME.outputs.f32              float models with what enters their SOFTMAX or comes out, fed pixel / 255
    resnet8.inputs.u8, resnet8.logits.f32      MLPerf Tiny's float ResNet-8 by TensorFlow Lite's reference kernels, fed pixels
    kws.inputs.f32, kws.logits.f32             MLPerf Tiny's float keyword spotting: its int8 kernels as float32, by TensorFlow;
                                               TensorFlow Lite quantizes activations on their way to them and so differs by up to 0.6
Weights are random from a fixed seed: the same command makes the same outputs.
"""

import base64
import json
import os
import pathlib
import shutil
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from keras import layers as L  # noqa: E402

SAMPLES = 4
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
random = np.random.default_rng(1)


def randomize(model):
    """Statistics of batch-norms too, which else would be the identity."""
    for weight in model.weights:
        values = random.normal(0, 0.5, weight.shape)
        weight.assign(np.abs(values) + 0.5 if "variance" in weight.path else values)
    return model


def interpret(path, batches, tensor):
    interpreter = tf.lite.Interpreter(
        model_path=str(path),
        experimental_preserve_all_tensors=True,
        experimental_op_resolver_type=tf.lite.experimental.OpResolverType.BUILTIN_REF,
    )
    interpreter.allocate_tensors()
    rows = []
    for sample in batches:
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], sample[None].astype(np.float32))
        interpreter.invoke()
        rows.append(interpreter.get_tensor(tensor(interpreter))[0].copy())
    return np.array(rows, "<f4")


def before_softmax(interpreter):
    last = interpreter._get_ops_details()[-1]
    return last["inputs"][0] if last["op_name"] == "SOFTMAX" else last["outputs"][0]


def saved_model(pictures):
    inputs = keras.Input((8, 8, 1), name="pictures")
    x = L.Flatten()(L.Conv2D(4, 3, strides=2, activation="relu")(inputs))
    model = randomize(keras.Model(inputs, L.Dense(10, activation="softmax")(x)))
    shutil.rmtree(folder / "saved-model", ignore_errors=True)
    model.export(folder / "saved-model", verbose=False)
    np.asarray(model(pictures), "<f4").tofile(folder / "saved-model.outputs.f32")


class Refused(tf.Module):
    @tf.function(input_signature=[tf.TensorSpec([None, 8, 8, 1], tf.float32, "x")])
    def one(self, x):
        return {"scores": tf.reshape(x, [-1, 64])[:, :10]}

    @tf.function(input_signature=[tf.TensorSpec([None, 8, 8, 1], tf.float32, "x")])
    def two(self, x):
        return {"left": x, "right": -x}

    @tf.function(input_signature=[tf.TensorSpec([None, 8, 8, 1], tf.uint8, "x")])
    def integers(self, x):
        return {"scores": tf.cast(tf.reshape(x, [-1, 64])[:, :10], tf.float32)}


def refused_models():
    model = Refused()
    for name, signatures in {
        "two-signatures": {"left": model.one, "right": model.one},
        "two-outputs": model.two,
        "integers": model.integers,
    }.items():
        path = folder / f"saved-model-{name}"
        shutil.rmtree(path, ignore_errors=True)
        options = tf.saved_model.SaveOptions(save_debug_info=False)
        tf.saved_model.save(model, str(path), signatures=signatures, options=options)


def keras3(pictures):
    inputs = keras.Input((8, 8, 1), name="pictures")
    x = L.Conv2D(4, 3, padding="same", use_bias=False, name="first")(inputs)
    x = L.ReLU(max_value=6.0)(L.BatchNormalization()(x))
    y = L.Conv2D(4, 3, padding="same", activation="relu", name="second")(x)
    x = L.GlobalAveragePooling2D()(L.Add()([x, y]))
    model = randomize(keras.Model(inputs, L.Dense(10, name="scores")(L.Dropout(0.2)(x))))
    (folder / "keras3.json").write_text(json.dumps(json.loads(model.to_json()), indent=1) + "\n")
    weights = [
        {"name": w.path, "shape": list(w.shape), "data": base64.b64encode(np.asarray(w, "<f4").tobytes()).decode()}
        for w in model.weights
    ]
    (folder / "keras3.weights.json").write_text(json.dumps(weights, indent=1) + "\n")
    np.asarray(model(pictures, training=False), "<f4").tofile(folder / "keras3.outputs.f32")
    model.compile("sgd", "mse")
    for ending in ("keras", "h5"):
        model.save(folder / f"keras3.{ending}")
    keras.Sequential([keras.Input((8, 8, 1)), L.Lambda(lambda x: x), L.Flatten(), L.Dense(10)]).save(folder / "lambda.keras")


def every_layer(inputs):
    x = L.Rescaling(2.0, offset=-1.0)(inputs)
    x = L.ZeroPadding2D(((0, 1), (0, 1)))(x)
    x = L.Conv2D(6, 3, strides=2, activation="relu6")(x)
    y = L.DepthwiseConv2D(3, padding="same")(x)
    y = L.BatchNormalization()(L.ReLU()(y))
    x = L.ReLU()(L.Add()([x, y]))
    x = L.MaxPooling2D(2, padding="same")(x)
    x = L.AveragePooling2D(2, strides=1, padding="same")(x)
    x = L.Dense(12, activation="relu")(L.Flatten()(x))
    return L.Dense(10, activation="softmax")(x)


def pooled(inputs):
    x = L.DepthwiseConv2D(3, depth_multiplier=6, activation="relu")(inputs)
    return L.Dense(10)(L.GlobalAveragePooling2D()(x))


def multiplied(inputs):
    x = L.Conv2D(3, 3, activation="relu")(inputs)
    x = L.DepthwiseConv2D(3, strides=2, padding="same", depth_multiplier=4, activation="relu6")(x)
    return L.Dense(10)(L.GlobalAveragePooling2D()(x))


def sigmoids(inputs):
    return L.Dense(10, activation="sigmoid")(L.Flatten()(inputs))


def tflite(name, build, pictures, **options):
    inputs = keras.Input((8, 8, 1), name="pictures")
    converter = tf.lite.TFLiteConverter.from_keras_model(randomize(keras.Model(inputs, build(inputs))))
    for key, value in options.items():
        setattr(converter, key, value)
    if options.get("target_spec"):
        converter.target_spec = options["target_spec"]
    path = folder / f"{name}.tflite"
    path.write_bytes(converter.convert())
    interpret(path, pictures, before_softmax).tofile(folder / f"{name}.outputs.f32")


def mlperf(source):
    pixels = random.integers(0, 256, (SAMPLES, 32, 32, 3), np.uint8)
    pixels.tofile(folder / "resnet8.inputs.u8")
    interpret(source / "pretrainedResnet.tflite", pixels, before_softmax).tofile(folder / "resnet8.logits.f32")
    sounds = random.normal(0, 30, (SAMPLES, 49, 10, 1)).astype("<f4")
    sounds.tofile(folder / "kws.inputs.f32")
    path = source / "kws_ref_model_float32.tflite"
    exact = run_keyword_spotting(path, sounds)
    exact.tofile(folder / "kws.logits.f32")
    print("TensorFlow Lite's hybrid kernels differ by", np.abs(interpret(path, sounds, before_softmax) - exact).max())


def run_keyword_spotting(path, x):
    """By TensorFlow's own operations, in the order of the file."""
    interpreter = tf.lite.Interpreter(model_path=str(path), experimental_preserve_all_tensors=True)
    interpreter.allocate_tensors()
    details = {tensor["index"]: tensor for tensor in interpreter.get_tensor_details()}

    def constant(index):
        values = interpreter.get_tensor(index)
        scales = details[index]["quantization_parameters"]["scales"]
        return values.astype(np.float32) * scales.reshape(-1, 1, 1, 1) if values.dtype == np.int8 else values

    first = True
    for op in interpreter._get_ops_details():
        if op["op_name"] in ("CONV_2D", "DEPTHWISE_CONV_2D"):
            kernel, bias = (constant(i) for i in op["inputs"][1:])
            strides = [1, 2, 2, 1] if first else [1, 1, 1, 1]
            if op["op_name"] == "CONV_2D":
                x = tf.nn.conv2d(x, kernel.transpose(1, 2, 3, 0), strides, "SAME")
            else:
                x = tf.nn.depthwise_conv2d(x, kernel.transpose(1, 2, 3, 0), strides, "SAME")
            x = tf.nn.relu(x + bias)
            first = False
        elif op["op_name"] == "FULLY_CONNECTED":
            kernel, bias = (constant(i) for i in op["inputs"][1:])
            x = tf.reduce_mean(x, [1, 2]) @ kernel.T + bias
    return np.asarray(x, "<f4")


pixels = random.integers(0, 256, (SAMPLES, 8, 8, 1), np.uint8)
pixels.tofile(folder / "digits.inputs.u8")
pictures = pixels.astype(np.float32) / np.float32(255)
saved_model(pictures)
keras3(pictures)
tflite("every-layer", every_layer, pictures)
half = tf.lite.TargetSpec(supported_types=[tf.float16])
tflite("half-floats", pooled, pictures, optimizations=[tf.lite.Optimize.DEFAULT], target_spec=half)
tflite("sigmoids", sigmoids, pictures)
refused_models()
tflite("multiplied", multiplied, pictures)
if len(sys.argv) > 2:
    mlperf(pathlib.Path(sys.argv[2]))
