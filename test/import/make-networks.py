"""Makes int8 networks with today's Keras and converter, and what TensorFlow Lite Micro computes of them, as golden values for the importer.

    python3 -m venv venv && venv/bin/pip install tensorflow==2.21.0 keras==3.15.1 tflite-micro==0.dev20261023182759
    venv/bin/python test/import/make-networks.py FOLDER [NAME ...]

Of each network NAME it writes, into FOLDER:
    NAME.tflite      the network
    NAME.inputs.i8   SAMPLES inputs, one after another (the first three are all -128, all 127, all 0)
    NAME.logits.i8   of each the tensor that enters SOFTMAX, or the last one where there is none
    NAME.output.i8   of each the network's output
    NAME.refused     instead of all these: the operator for which the importer refuses the network
    NAME.layers.txt  a line for each tensor that an operator makes: its place, a CRC-32 of its values over all samples, its name
Weights are random, from the network's name: the same command makes the same networks. test/golden/import holds a few of them.
"""

import os
import sys
import zlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import flatbuffers  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from keras import layers as L  # noqa: E402
from tensorflow.lite.python import schema_py_generated as schema  # noqa: E402
from tflite_micro.python.tflite_micro import runtime  # noqa: E402

SAMPLES = 8
CALIBRATION = 40
NETWORKS = {}


def network(shape, **options):
    """Registers a function from an input tensor to an output tensor as a network on samples of `shape`."""

    def register(build):
        NETWORKS[build.__name__.replace("_", "-")] = (shape, build, options)
        return build

    return register


def conv_block(x, filters, kernel=3, strides=1, padding="same", activation="relu", **more):
    x = L.Conv2D(filters, kernel, strides=strides, padding=padding, use_bias=False, **more)(x)
    x = L.BatchNormalization()(x)
    return L.Activation(activation)(x) if activation else x


def classify(x, classes, head="softmax"):
    x = L.Dense(classes)(x)
    return L.Activation(head)(x) if head else x


# Dense layers only


@network((20,))
def dense_only(x):
    x = L.Dense(16, activation="relu")(x)
    x = L.Dense(12, activation="relu6")(x)
    return classify(x, 5)


@network((7,))
def dense_one_unit(x):
    return L.Dense(1, activation="sigmoid")(L.Dense(9, activation="tanh")(x))


@network((64,), per_tensor_dense=True)
def dense_per_tensor(x):
    return classify(L.Dense(100, activation="relu")(L.Dense(100)(x)), 40)


def patch_to_ties(model):
    """Scales whose product is half the output's when it is formed in float32, and a little less in double, as TFLM forms it."""
    tensors = model.subgraphs[0].tensors
    operator = model.subgraphs[0].operators[0]
    quantizations = [tensors[i].quantization for i in (operator.inputs[0], operator.inputs[1], operator.outputs[0])]
    s_in = np.float32(0.1)
    s_w = next(s for s in np.linspace(0.01, 0.02, 999, dtype=np.float32) if float(s_in) * float(s) < float(s_in * s))
    for quantization, scale in zip(quantizations, (s_in, s_w, 2 * s_in * s_w)):
        quantization.scale = [float(scale)]
    quantizations[0].zeroPoint = quantizations[2].zeroPoint = [0]
    if operator.inputs[2] >= 0:
        bias = tensors[operator.inputs[2]]
        bias.quantization.scale = [float(s_in * s_w)]
        model.buffers[bias.buffer].data = np.zeros(4 * bias.shape[0], np.uint8)
    weights = model.buffers[tensors[operator.inputs[1]].buffer]
    weights.data = np.random.default_rng(1).integers(-1, 2, len(weights.data)).astype(np.int8).view(np.uint8)


@network((9,), per_tensor_dense=True, patch=patch_to_ties)
def dense_per_tensor_ties(x):
    return L.Dense(30, use_bias=False)(x)


@network((9,), per_tensor_dense=True, patch=patch_to_ties)
def dense_per_tensor_ties_bias(x):
    return L.Dense(30)(x)


@network((33,))
def dense_no_bias(x):
    return L.Dense(6, use_bias=False)(L.Dense(17, use_bias=False, activation="relu")(x))


@network((12,))
def dense_sigmoid_end(x):
    return L.Dense(4, activation="sigmoid")(x)


@network((24,))
def dense_activations(x):
    x = L.Dense(16, activation="tanh")(x)
    x = L.Dense(16, activation="sigmoid")(x)
    x = L.Dense(16, activation="hard_swish")(x)
    return classify(x, 3)


@network((6, 5, 3), unrun=True)
def dense_on_image_open_batch(x):
    return classify(L.Flatten()(L.Dense(7, activation="relu")(x)), 4)


@network((6, 5, 3), batch=1)
def dense_on_image(x):
    return classify(L.Flatten()(L.Dense(7, activation="relu")(x)), 4)


@network((9, 4), batch=1)
def dense_on_sequence(x):
    x = L.Dense(11, activation="relu")(x)
    x = L.Dense(6)(x)
    return classify(L.GlobalAveragePooling1D()(x), 3)


@network((9, 4), batch=1, per_tensor_dense=True)
def dense_on_sequence_per_tensor(x):
    return classify(L.Flatten()(L.Dense(6, activation="relu")(x)), 3)


# Convolutions


@network((11, 13, 3))
def conv_odd_sizes(x):
    x = conv_block(x, 7, (3, 5), (2, 3))
    x = conv_block(x, 9, (2, 2), padding="valid")
    return classify(L.Flatten()(x), 10)


@network((16, 16, 1))
def conv_flatten(x):
    x = L.Conv2D(8, 3, activation="relu")(x)
    x = L.MaxPooling2D(2)(x)
    x = L.Conv2D(12, 3, activation="relu")(x)
    return classify(L.Flatten()(x), 10)


@network((20, 20, 3))
def conv_global_pool(x):
    x = conv_block(x, 8, strides=2)
    x = conv_block(x, 16, strides=2)
    return classify(L.GlobalAveragePooling2D()(x), 10)


@network((14, 14, 2))
def conv_global_pool_keep_dims(x):
    x = conv_block(x, 12, strides=2)
    x = L.GlobalAveragePooling2D(keepdims=True)(x)
    x = L.Conv2D(6, 1)(x)
    return L.Softmax()(L.Flatten()(x))


@network((25, 19, 1))
def conv_stride_3(x):
    x = conv_block(x, 6, 5, 3)
    x = conv_block(x, 10, 3, 3, padding="valid")
    return classify(L.Flatten()(x), 4)


@network((1, 60, 3))
def conv_1x15(x):
    x = conv_block(x, 8, (1, 15), (1, 2))
    x = conv_block(x, 8, (1, 15), padding="valid")
    return classify(L.GlobalAveragePooling2D()(x), 6)


@network((49, 10, 1))
def conv_10x4(x):
    x = conv_block(x, 16, (10, 4), (2, 2))
    x = L.Dropout(0.2)(x)
    x = L.AveragePooling2D((5, 5))(x)
    return classify(L.Flatten()(x), 12)


@network((15, 15, 2), refused="SPACE_TO_BATCH_ND")
def conv_dilated_open_batch(x):
    return classify(L.Flatten()(L.Conv2D(6, 3, dilation_rate=2, padding="same")(x)), 5)


@network((15, 15, 2), batch=1)
def conv_dilated(x):
    x = L.Conv2D(6, 3, dilation_rate=2, activation="relu")(x)
    x = L.Conv2D(8, 3, dilation_rate=(1, 3), padding="same", activation="relu")(x)
    return classify(L.GlobalAveragePooling2D()(x), 5)


@network((12, 12, 4), batch=1)
def conv_dilated_same(x):
    x = L.Conv2D(8, 3, dilation_rate=3, padding="same", use_bias=False)(x)
    return classify(L.Flatten()(x), 5)


@network((10, 10, 8))
def conv_grouped(x):
    x = L.Conv2D(12, 3, groups=4, activation="relu")(x)
    x = L.Conv2D(6, 1, groups=2)(x)
    return classify(L.GlobalAveragePooling2D()(x), 5)


@network((8, 8, 3))
def conv_per_tensor(x):
    x = conv_block(x, 8)
    return classify(L.Flatten()(x), 5)


@network((8, 8, 3), per_tensor=True)
def conv_all_per_tensor(x):
    x = conv_block(x, 8)
    x = L.DepthwiseConv2D(3, padding="same", activation="relu")(x)
    return classify(L.Flatten()(x), 5)


@network((6, 6, 5))
def conv_1x1_strided(x):
    return classify(L.Flatten()(conv_block(x, 9, 1, 2)), 4)


@network((9, 9, 3))
def conv_no_softmax(x):
    return classify(L.Flatten()(conv_block(x, 5, 3, 2)), 7, None)


@network((9, 9, 3))
def conv_map_output(x):
    return L.Conv2D(4, 3, strides=2, padding="same")(x)


@network((7, 7, 3))
def conv_whole_image(x):
    return L.Flatten()(L.Conv2D(10, 7)(x))


@network((10, 10, 3))
def conv_dead_channel(x):
    x = L.Conv2D(6, 3, name="dead")(x)
    return classify(L.Flatten()(L.ReLU()(x)), 4)


@network((12, 12, 3), scale=40.0)
def conv_unscaled_inputs(x):
    x = L.Conv2D(6, 3, activation="sigmoid")(x)
    x = L.Conv2D(6, 3, activation="tanh")(x)
    return classify(L.Flatten()(x), 4)


# Depthwise and separable convolutions


@network((32, 32, 3))
def mobilenet_like(x):
    x = L.ZeroPadding2D(((0, 1), (0, 1)))(x)
    x = conv_block(x, 8, 3, 2, "valid", "relu6")
    for filters, strides in ((16, 1), (24, 2), (24, 1), (32, 2)):
        if strides == 2:
            x = L.ZeroPadding2D(((0, 1), (0, 1)))(x)
        x = L.DepthwiseConv2D(3, strides, "valid" if strides == 2 else "same", use_bias=False)(x)
        x = L.ReLU(6.0)(L.BatchNormalization()(x))
        x = conv_block(x, filters, 1, activation="relu6")
    x = L.GlobalAveragePooling2D(keepdims=True)(x)
    x = L.Dropout(0.1)(x)
    x = L.Conv2D(10, 1)(x)
    return L.Softmax()(L.Reshape((10,))(x))


@network((24, 24, 3))
def mobilenet_v2_like(x):
    x = conv_block(x, 8, 3, 2, activation="relu6")
    for filters, strides in ((8, 1), (12, 2), (12, 1)):
        y = conv_block(x, 24, 1, activation="relu6")
        y = L.DepthwiseConv2D(3, strides, "same", use_bias=False)(y)
        y = L.ReLU(6.0)(L.BatchNormalization()(y))
        y = conv_block(y, filters, 1, activation=None)
        x = L.Add()([x, y]) if strides == 1 else y
    return classify(L.GlobalAveragePooling2D()(x), 10)


@network((13, 13, 3))
def depth_multiplier_2(x):
    x = L.DepthwiseConv2D(3, depth_multiplier=2, padding="same", activation="relu")(x)
    x = conv_block(x, 5, 1)
    x = L.DepthwiseConv2D((5, 2), strides=2, depth_multiplier=3)(x)
    return classify(L.GlobalAveragePooling2D()(x), 4)


@network((12, 12, 1))
def depth_multiplier_of_one_channel(x):
    x = L.DepthwiseConv2D(3, depth_multiplier=8, strides=2, activation="relu6")(x)
    return classify(L.Flatten()(x), 4)


@network((49, 10, 1))
def ds_cnn(x):
    x = conv_block(x, 16, (10, 4), 2)
    for _ in range(2):
        x = L.DepthwiseConv2D(3, padding="same", use_bias=False)(x)
        x = L.ReLU()(L.BatchNormalization()(x))
        x = conv_block(x, 16, 1)
    x = L.AveragePooling2D((25, 5))(x)
    return classify(L.Flatten()(x), 12)


@network((18, 18, 3))
def separable(x):
    x = L.SeparableConv2D(8, 3, padding="same", activation="relu")(x)
    x = L.SeparableConv2D(12, 3, strides=2, depth_multiplier=2)(x)
    return classify(L.GlobalAveragePooling2D()(x), 6)


@network((16, 16, 4), batch=1)
def depthwise_dilated(x):
    x = L.DepthwiseConv2D(3, dilation_rate=2, padding="same", activation="relu")(x)
    x = L.DepthwiseConv2D(3, dilation_rate=3)(x)
    return classify(L.Flatten()(x), 6)


@network((1, 40, 6))
def depthwise_1x15(x):
    x = L.DepthwiseConv2D((1, 15), padding="same")(x)
    x = L.DepthwiseConv2D((1, 15), strides=(2, 2), padding="valid", activation="relu")(x)
    return classify(L.Flatten()(x), 6)


# Skip connections


@network((16, 16, 3))
def resnet(x):
    x = conv_block(x, 8)
    for filters, strides in ((8, 1), (16, 2), (24, 2)):
        y = conv_block(x, filters, 3, strides)
        y = conv_block(y, filters, 3, activation=None)
        if strides > 1:
            x = L.Conv2D(filters, 1, strides=strides, padding="same")(x)
        x = L.ReLU()(L.Add()([x, y]))
    x = L.AveragePooling2D(4)(x)
    return classify(L.Flatten()(x), 10)


@network((15, 15, 3))
def resnet_odd(x):
    x = conv_block(x, 6, 3, 2)
    y = conv_block(x, 12, 3, 2, activation=None)
    x = L.Activation("relu6")(L.Add()([conv_block(x, 12, 1, 2, activation=None), y]))
    return classify(L.GlobalAveragePooling2D()(x), 10)


@network((8, 8, 4))
def add_three(x):
    a, b, c = (L.Conv2D(6, k, padding="same")(x) for k in (1, 3, 5))
    return classify(L.GlobalAveragePooling2D()(L.Add()([a, b, c])), 3)


@network((8, 8, 4))
def add_input(x):
    return classify(L.Flatten()(L.Add()([x, L.Conv2D(4, 3, padding="same")(x)])), 3)


@network((10,))
def add_dense(x):
    y = L.Dense(10, activation="relu")(x)
    return L.Dense(4)(L.ReLU()(L.Add()([x, y])))


@network((7, 8, 5))
def add_constants(x):
    x = L.Conv2D(6, 3, activation="relu")(x)
    x = L.Lambda(lambda t: tf.nn.relu(t + np.linspace(-1, 0.7, 6, dtype=np.float32)))(x)
    x = L.AveragePooling2D(2)(x)
    x = L.Lambda(lambda t: np.float32(0.3) + t)(x)
    return classify(L.Flatten()(x), 3)


@network((11,))
def add_constant_to_dense(x):
    x = L.Dense(8, activation="tanh")(x)
    return L.Dense(3)(L.Lambda(lambda t: t + np.linspace(-1, 3, 8, dtype=np.float32))(x))


@network((8, 8, 4))
def add_to_itself(x):
    x = L.Conv2D(4, 3)(x)
    return classify(L.Flatten()(L.Add()([x, x])), 3)


@network((9, 9, 2))
def resnet_padded_shortcut(x):
    x = conv_block(x, 4)
    y = conv_block(x, 8, 3, 2, activation=None)
    s = L.AveragePooling2D(2, 2, padding="same")(x)
    s = L.Lambda(lambda t: tf.pad(t, [[0, 0], [0, 0], [0, 0], [2, 2]]))(s)
    return classify(L.GlobalAveragePooling2D()(L.ReLU()(L.Add()([s, y]))), 3)


# Pooling and padding


@network((17, 13, 3))
def pool_average_same(x):
    x = L.Conv2D(5, 3, padding="same")(x)
    x = L.AveragePooling2D((3, 2), (2, 2), padding="same")(x)
    x = L.AveragePooling2D(3, 2, padding="valid")(x)
    return classify(L.Flatten()(x), 4)


@network((17, 13, 3))
def pool_max_same(x):
    x = L.Conv2D(5, 3, padding="same", activation="relu")(x)
    x = L.MaxPooling2D(3, 2, padding="same")(x)
    x = L.MaxPooling2D((2, 3), (1, 2), padding="valid")(x)
    return classify(L.Flatten()(x), 4)


@network((12, 12, 3))
def pool_first(x):
    return classify(L.Flatten()(L.MaxPooling2D(2)(L.AveragePooling2D(2)(x))), 4)


@network((10, 10, 3))
def pool_after_relu6(x):
    x = L.Conv2D(6, 3)(x)
    x = L.AveragePooling2D(2)(x)
    x = L.ReLU(6.0)(x)
    return classify(L.Flatten()(x), 4)


@network((10, 10, 3))
def pool_global_max(x):
    x = L.Conv2D(6, 3, activation="relu")(x)
    x = L.MaxPooling2D((8, 8))(x)
    return classify(L.Reshape((6,))(x), 4)


@network((9, 11, 2))
def pad_all_sides(x):
    x = L.ZeroPadding2D(((1, 2), (3, 0)))(x)
    x = L.Conv2D(6, 3, strides=2, activation="relu")(x)
    x = L.ZeroPadding2D(1)(x)
    x = L.MaxPooling2D(3, 2)(x)
    return classify(L.Flatten()(x), 4)


@network((9, 11, 2))
def pad_then_depthwise(x):
    x = L.Conv2D(4, 1, activation="hard_swish")(x)
    x = L.ZeroPadding2D(((2, 1), (0, 3)))(x)
    x = L.DepthwiseConv2D(3, strides=2)(x)
    return classify(L.GlobalAveragePooling2D()(x), 4)


# Activations


@network((10, 10, 3))
def activation_hard_swish(x):
    x = conv_block(x, 8, 3, 2, activation="hard_swish")
    x = conv_block(x, 8, 1, activation="hard_silu")
    return classify(L.Flatten()(x), 5)


@network((10, 10, 3))
def activation_sigmoid(x):
    return classify(L.Flatten()(conv_block(x, 8, 3, 2, activation="sigmoid")), 5)


@network((10, 10, 3))
def activation_tanh(x):
    x = conv_block(x, 8, 3, 2, activation="tanh")
    x = conv_block(x, 8, 3, 1, activation="tanh")
    return classify(L.Flatten()(x), 5, "sigmoid")


@network((10, 10, 3))
def activation_relu_alone(x):
    x = L.ReLU()(x)
    x = L.Conv2D(6, 3, activation="tanh")(x)
    x = L.ReLU()(L.MaxPooling2D(2)(x))
    return classify(L.Flatten()(x), 5)


@network((10, 10, 3))
def activation_relu6_alone(x):
    x = L.ReLU(6.0)(x)
    return classify(L.Flatten()(L.Conv2D(6, 3)(x)), 5)


@network((10, 10, 3))
def activation_then_pool(x):
    x = L.Conv2D(6, 3, activation="sigmoid")(x)
    x = L.AveragePooling2D(2)(x)
    return classify(L.Flatten()(x), 5)


@network((10, 10, 3))
def activation_swish(x):
    return classify(L.Flatten()(L.Conv2D(6, 3, activation="swish")(x)), 5)


@network((10, 10, 3))
def activation_leaky(x):
    return classify(L.Flatten()(L.LeakyReLU()(L.Conv2D(6, 3)(x))), 5)


@network((10, 8, 3))
def activation_prelu(x):
    slopes = keras.initializers.RandomUniform(-0.4, 0.9, seed=3)
    x = L.PReLU(alpha_initializer=slopes, shared_axes=[1, 2])(L.Conv2D(11, 3)(x))
    x = L.PReLU(alpha_initializer=slopes)(L.Dense(9)(L.Flatten()(x)))
    return classify(x, 5)


# Arithmetic with constants


@network((9, 7, 3))
def arithmetic_scalars(x):
    x = L.Conv2D(5, 3)(x)
    x = keras.ops.relu6(x * 1.7)
    x = keras.ops.relu(0.4 - x)
    x = (x - 0.1) * -0.6
    return classify(L.Flatten()(x), 5)


@network((9, 7, 3))
def arithmetic_channels(x):
    x = L.ReLU()(L.Conv2D(10, 3)(x))
    x = x * np.linspace(-0.9, 1.6, 10, dtype=np.float32)
    x = L.ReLU()(x - np.linspace(0.3, -0.2, 10, dtype=np.float32))
    x = keras.ops.subtract(keras.ops.convert_to_tensor(np.linspace(0.8, 0.1, 10, dtype=np.float32)), x)
    return classify(L.Flatten()(x), 5)


@network((10, 10, 3))
def subtracted(x):
    return classify(L.Flatten()(L.Subtract()([L.Conv2D(6, 3)(x), L.Conv2D(6, 3, activation="relu")(x)])), 5)


# Several tensors side by side


@network((10, 10, 3))
def concatenated(x):
    return classify(L.Flatten()(L.Concatenate()([L.Conv2D(3, 3)(x), L.Conv2D(3, 3)(x)])), 5)


@network((9, 8, 3))
def concatenated_input(x):
    y = L.Conv2D(13, 3, padding="same", activation="relu")(x)
    z = L.MaxPooling2D(3, strides=1, padding="same")(x)
    return classify(L.GlobalAveragePooling2D()(L.Concatenate()([x, y, z])), 5)


@network((8, 6, 2))
def concatenated_rows(x):
    x = L.Concatenate(axis=1)([L.Conv2D(6, (3, 1))(x), L.Conv2D(6, (2, 1))(x)])
    x = L.Concatenate(axis=2)([L.Conv2D(4, (1, 3))(x), L.Conv2D(4, (1, 2))(x)])
    return classify(L.Flatten()(x), 5)


@network((12, 12, 3))
def dense_block(x):
    for _ in range(3):
        x = L.Concatenate()([x, L.Conv2D(5, 3, padding="same", activation="relu")(x)])
    return classify(L.GlobalMaxPooling2D()(x), 5)


# The largest of a map


@network((10, 7, 3))
def largest_keep_dims(x):
    return classify(L.Flatten()(L.GlobalMaxPooling2D(keepdims=True)(L.Conv2D(9, 3)(x))), 5)


@network((40, 4))
def largest_of_sequence(x):
    return classify(L.GlobalMaxPooling1D()(L.Conv1D(9, 3)(x)), 5)


# What cannot be carried


@network((8, 8, 4), refused="MUL")
def squeeze_and_excite(x):
    gate = L.Dense(4, activation="sigmoid")(L.GlobalAveragePooling2D(keepdims=True)(x))
    return classify(L.Flatten()(L.Multiply()([x, gate])), 3)


@network((6, 6, 3), refused="RESIZE_BILINEAR")
def enlarged(x):
    return classify(L.Flatten()(L.UpSampling2D(interpolation="bilinear")(L.Conv2D(4, 3)(x))), 3)


# Sequences


@network((32, 4))
def conv1d(x):
    x = L.Conv1D(8, 3, activation="relu")(x)
    x = L.MaxPooling1D(2)(x)
    x = L.Conv1D(12, 5, strides=2, padding="same", activation="relu")(x)
    return classify(L.GlobalAveragePooling1D()(x), 6)


@network((50, 1))
def conv1d_flatten(x):
    x = L.Conv1D(6, 7, strides=3, activation="relu6")(x)
    x = L.AveragePooling1D(2, padding="same")(x)
    return classify(L.Flatten()(x), 6)


@network((40, 3), batch=1)
def conv1d_dilated(x):
    for rate in (1, 2, 4):
        x = L.Conv1D(6, 3, dilation_rate=rate, padding="same", activation="relu")(x)
    return classify(L.GlobalAveragePooling1D()(x), 4)


@network((40, 3), batch=1)
def conv1d_causal(x):
    x = L.Conv1D(6, 3, padding="causal", activation="relu")(x)
    x = L.Conv1D(6, 3, padding="causal", dilation_rate=2)(x)
    return classify(L.Flatten()(x), 4)


@network((30, 5))
def conv1d_separable(x):
    x = L.SeparableConv1D(8, 5, activation="relu")(x)
    x = L.ZeroPadding1D(2)(x)
    x = L.DepthwiseConv1D(3, depth_multiplier=2)(x)
    return classify(L.Flatten()(x), 4)


@network((36, 3))
def conv1d_residual(x):
    x = L.Conv1D(6, 3, padding="same", activation="relu")(x)
    y = L.Conv1D(6, 3, padding="same")(x)
    return classify(L.GlobalAveragePooling1D()(L.ReLU()(L.Add()([x, y]))), 4)


# Reshapes


@network((48,))
def reshape_to_image(x):
    x = L.Reshape((4, 4, 3))(x)
    return classify(L.Flatten()(L.Conv2D(5, 3)(x)), 4)


@network((8, 6, 2))
def reshape_between(x):
    x = L.Conv2D(4, 3, padding="same", activation="relu")(x)
    x = L.Reshape((4, 12, 4))(x)
    x = L.Conv2D(3, 3)(x)
    x = L.Reshape((30, 2))(x)
    x = L.Conv1D(4, 3)(x)
    return classify(L.Flatten()(x), 4)


@network((6, 6, 3))
def reshape_end(x):
    return L.Reshape((4, 8))(L.Dense(32)(L.Flatten()(x)))


@network((6, 6, 3))
def softmax_over_map(x):
    return L.Softmax()(L.Conv2D(5, 3)(x))


@network((12, 12, 1), batch=1)
def batch_of_one(x):
    x = L.Conv2D(4, 3, activation="relu")(x)
    return classify(L.Flatten()(x), 4)


@network((8, 8, 2))
def many_classes(x):
    return classify(L.Flatten()(L.Conv2D(4, 3)(x)), 200)


# What the converter writes only now and then: the file is changed after it


def code_of(model, operator):
    code = model.operatorCodes[operator.opcodeIndex]
    return max(code.builtinCode, code.deprecatedBuiltinCode)


def operators_of(model, *names):
    wanted = [getattr(schema.BuiltinOperator, name) for name in names]
    return [o for o in model.subgraphs[0].operators if code_of(model, o) in wanted]


def quantization_of(model, index):
    return model.subgraphs[0].tensors[index].quantization


def patch_mean(model):
    """MEAN between equal scales and zero points."""
    (mean,) = operators_of(model, "MEAN")
    source, target = (quantization_of(model, i) for i in (mean.inputs[0], mean.outputs[0]))
    target.scale, target.zeroPoint = source.scale, source.zeroPoint


@network((7, 9, 4), patch=patch_mean)
def mean_of_equal_scales(x):
    return L.GlobalAveragePooling2D()(L.Conv2D(6, 1)(x))


def patch_fused(model):
    for operator in operators_of(model, "CONV_2D", "FULLY_CONNECTED", "ADD", "MAX_POOL_2D"):
        operator.builtinOptions.fusedActivationFunction = schema.ActivationFunctionType.RELU_N1_TO_1


@network((8, 8, 3), patch=patch_fused)
def fused_relu_n1_to_1(x):
    x = L.Conv2D(4, 3)(x)
    x = L.MaxPooling2D(2)(L.Add()([x, L.Conv2D(4, 1)(x)]))
    return L.Dense(5)(L.Flatten()(x))


def patch_softmax(scale, beta):
    def patch(model):
        (softmax,) = operators_of(model, "SOFTMAX")
        quantization_of(model, softmax.inputs[0]).scale = [scale]
        softmax.builtinOptions.beta = beta

    return patch


@network((16,), patch=patch_softmax(20.0, 1.0))
def softmax_steep(x):
    return classify(x, 10)


@network((16,), patch=patch_softmax(0.001, 0.75))
def softmax_flat(x):
    return classify(x, 100)


@network((16,), patch=patch_softmax(0.07, 1.5))
def softmax_beta(x):
    return classify(x, 33)


def patch_quantize(model):
    """RELU becomes QUANTIZE to another scale and zero point."""
    (relu,) = operators_of(model, "RELU")
    code = model.operatorCodes[relu.opcodeIndex]
    code.builtinCode = code.deprecatedBuiltinCode = schema.BuiltinOperator.QUANTIZE
    source, target = (quantization_of(model, i) for i in (relu.inputs[0], relu.outputs[0]))
    target.scale, target.zeroPoint = [float(source.scale[0] * 0.7)], [17]


@network((10, 10, 2), patch=patch_quantize)
def quantize_alone(x):
    return L.Flatten()(L.Conv2D(3, 3)(L.ReLU()(x)))


def patch_tiny(model):
    """Weight scales whose multipliers are too small for the arithmetic, in every other channel."""
    for operator in operators_of(model, "CONV_2D"):
        weights = quantization_of(model, operator.inputs[1])
        weights.scale = [s * (1e-12 if i % 2 else 1) for i, s in enumerate(weights.scale)]


@network((6, 6, 3), patch=patch_tiny)
def multipliers_of_zero(x):
    return L.Flatten()(L.Conv2D(6, 3)(x))


def patch_coarse_inputs(model):
    """Steps so large that a sigmoid and a tanh are 0 or 1 beside the zero point."""
    for operator in operators_of(model, "LOGISTIC", "TANH"):
        quantization_of(model, operator.inputs[0]).scale = [9.5]


@network((6, 6, 3), patch=patch_coarse_inputs)
def activation_of_coarse_steps(x):
    return L.Activation("sigmoid")(L.Conv2D(6, 3)(L.Activation("tanh")(L.Conv2D(6, 3)(x))))


def make_inputs(generator, count, shape, scale):
    """Half noise, half smooth, in -1 to 1 times `scale`."""
    inputs = generator.uniform(-1, 1, (count, *shape)).astype(np.float32)
    for i in range(0, count, 2):
        ramp = np.linspace(0, generator.uniform(2, 9), int(np.prod(shape)))
        inputs[i] = np.sin(ramp + generator.uniform(0, 6)).reshape(shape)
    return inputs * scale


def build_model(name, shape, build, options):
    keras.backend.clear_session()  # layers are named by how many of their kind there are
    keras.utils.set_random_seed(zlib.crc32(name.encode()) & 0x7FFFFFFF)
    x = keras.Input(shape, batch_size=options.get("batch"))
    model = keras.Model(x, build(x))
    generator = np.random.default_rng(zlib.crc32(name.encode()))
    for layer in model.layers:
        weights = layer.get_weights()
        if isinstance(layer, L.BatchNormalization):
            gamma, beta, mean, variance = weights
            weights = [
                generator.uniform(0.5, 1.5, gamma.shape),
                generator.normal(0, 0.3, beta.shape),
                generator.normal(0, 0.3, mean.shape),
                generator.uniform(0.3, 1.5, variance.shape),
            ]
        else:
            weights = [w if w.ndim > 1 else generator.normal(0, 0.3, w.shape) for w in weights]
        if layer.name == "dead":
            weights[0][..., 2] = 0
            weights[1][2] = 0.4
        layer.set_weights(weights)
    return model, generator


def convert(model, generator, shape, options):
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    calibration = make_inputs(generator, CALIBRATION, shape, options.get("scale", 1.0))
    converter.representative_dataset = lambda: ([sample[None]] for sample in calibration)
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = converter.inference_output_type = tf.int8
    if options.get("per_tensor_dense"):
        converter._experimental_disable_per_channel_quantization_for_dense_layers = True
    if options.get("per_tensor"):
        converter._experimental_disable_per_channel = True
    return converter.convert()


def quantize_inputs(subgraph, generator, shape, options):
    quantization = subgraph.tensors[subgraph.inputs[0]].quantization
    real = make_inputs(generator, SAMPLES, shape, options.get("scale", 1.0))
    inputs = np.clip(np.round(real / quantization.scale[0]) + quantization.zeroPoint[0], -128, 127).astype(np.int8)
    for i, value in enumerate((-128, 127, 0)):
        inputs[i] = value
    return inputs


def run(tflite, subgraph, inputs):
    """Of each int8 tensor that an operator makes, by index: the values of all samples."""
    interpreter = runtime.Interpreter.from_bytes(
        bytes(tflite), intrepreter_config=runtime.InterpreterConfig.kPreserveAllTensors, arena_size=8_000_000
    )
    made = [int(o.outputs[0]) for o in subgraph.operators]
    made = [t for t in made if subgraph.tensors[t].type == schema.TensorType.INT8]
    values = {t: [] for t in made}
    for sample in inputs:
        interpreter.set_input(sample[None], 0)
        interpreter.invoke()
        for t in made:
            values[t].append(np.array(interpreter.GetTensor(t, 0)["tensor_data"]).astype(np.int8).ravel())
    return {t: np.stack(v) for t, v in values.items()}


def make_network(name, folder):
    shape, build, options = NETWORKS[name]
    model, generator = build_model(name, shape, build, options)
    tflite = convert(model, generator, shape, options)
    content = schema.ModelT.InitFromObj(schema.Model.GetRootAs(tflite, 0))
    if "patch" in options:
        options["patch"](content)
        builder = flatbuffers.Builder(len(tflite))
        builder.Finish(content.Pack(builder), b"TFL3")
        tflite = bytes(builder.Output())
    subgraph = content.subgraphs[0]
    path = os.path.join(folder, name)
    with open(path + ".tflite", "wb") as file:
        file.write(tflite)
    if "refused" in options:
        with open(path + ".refused", "w") as file:
            file.write(options["refused"] + "\n")
    if "refused" in options or "unrun" in options:
        return
    inputs = quantize_inputs(subgraph, generator, shape, options)
    values = run(tflite, subgraph, inputs)
    output = int(subgraph.outputs[0])
    codes = content.operatorCodes
    logits = output
    for operator in subgraph.operators:
        code = codes[operator.opcodeIndex]
        if max(code.builtinCode, code.deprecatedBuiltinCode) == schema.BuiltinOperator.SOFTMAX:
            logits = int(operator.inputs[0])
    inputs.tofile(path + ".inputs.i8")
    values[logits].tofile(path + ".logits.i8")
    values[output].tofile(path + ".output.i8")
    with open(path + ".layers.txt", "w") as file:
        for t, v in values.items():
            file.write(f"{t} {zlib.crc32(v.tobytes()):08x} {subgraph.tensors[t].name.decode()}\n")


def main(folder, *names):
    os.makedirs(folder, exist_ok=True)
    for name in names or NETWORKS:
        try:
            make_network(name, folder)
            print(name, flush=True)
        except Exception as error:  # an operator that TFLM or the converter lacks: the network is left out
            print(f"{name}: left out, {error!r}", flush=True)
            path = os.path.join(folder, name + ".tflite")
            if os.path.exists(path):
                os.remove(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
