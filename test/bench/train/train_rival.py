# Trains a network in Keras or PyTorch, for `npm run bench -- train`: reads the description as one line of JSON, answers "ready" or why not,
# then the seconds of one epoch for each line "run".
import json
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")


def draw(spec):
    import numpy

    random = numpy.random.default_rng(1)
    shape = [spec["images"], *spec["network"]["inputShape"]]
    images = random.integers(0, 256, shape, dtype=numpy.uint8).astype(numpy.float32) / 255
    return images, random.integers(0, spec["classes"], spec["images"])


def inputs_of(layers, position):
    return layers[position].get("inputs") or (["input"] if position == 0 else [layers[position - 1]["name"]])


def build_keras(keras, network):
    layers = network["layers"]
    source = keras.Input(network["inputShape"])
    outputs = {"input": source}
    for position, layer in enumerate(layers):
        inputs = [outputs[name] for name in inputs_of(layers, position)]
        x = keras_layer(keras, layer, inputs)
        if layer.get("activation", "linear") != "linear":
            x = keras.layers.Activation(layer["activation"])(x)
        outputs[layer["name"]] = x
    return keras.Model(source, keras.layers.Flatten()(x))


def open_keras(spec, steps_per_execution):
    import keras

    model = build_keras(keras, spec["network"])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer = keras.optimizers.Adam(spec["learningRate"])
    model.compile(optimizer=optimizer, loss=loss, steps_per_execution=steps_per_execution)
    images, labels = draw(spec)
    return lambda: model.fit(images, labels, batch_size=spec["batchSize"], epochs=1, verbose=0)


def open_keras_distillation(spec):
    import keras
    import tensorflow

    teacher, alpha, temperature = build_keras(keras, spec["teacher"]), spec["alpha"], spec["temperature"]
    teacher.trainable = False

    class Distiller(keras.Model):
        def __init__(self, student):
            super().__init__()
            self.student = student

        def call(self, x, training=False):
            return self.student(x, training=training)

        def compute_loss(self, x, y, y_pred, sample_weight=None, training=True):
            targets = tensorflow.nn.softmax(teacher(x, training=False) / temperature)
            predictions = tensorflow.nn.softmax(y_pred / temperature)
            soft = keras.losses.kl_divergence(targets, predictions) * temperature**2
            hard = keras.losses.sparse_categorical_crossentropy(y, y_pred, from_logits=True)
            return tensorflow.reduce_mean((1 - alpha) * hard + alpha * soft)

    model = Distiller(build_keras(keras, spec["network"]))
    model.compile(optimizer=keras.optimizers.Adam(spec["learningRate"]))
    images, labels = draw(spec)
    return lambda: model.fit(images, labels, batch_size=spec["batchSize"], epochs=spec["epochs"], verbose=0)


def keras_layer(keras, layer, inputs):
    kind, make = layer["type"], keras.layers
    if kind in ("conv2d", "depthwiseConv2d"):
        settings = {
            "kernel_size": layer["kernel"],
            "strides": layer.get("strides", [1, 1]),
            "padding": layer["padding"],
            "use_bias": layer.get("useBias", True),
        }
        built = make.Conv2D(layer["filters"], **settings) if kind == "conv2d" else make.DepthwiseConv2D(**settings)
        return built(inputs[0])
    if kind == "dense":
        return make.Dense(layer["units"], use_bias=layer.get("useBias", True))(make.Flatten()(inputs[0]))
    if kind == "batchNorm":
        return make.BatchNormalization(momentum=0.9)(inputs[0])
    if kind == "globalAveragePool":
        return make.GlobalAveragePooling2D(keepdims=True)(inputs[0])
    if kind == "add":
        return make.Add()(inputs)
    if kind == "dropout":
        return make.Dropout(layer["rate"])(inputs[0])
    raise ValueError(f"a layer of type {kind} is in none of the bench's networks")


def open_torch(spec):
    import torch

    layers = spec["network"]["layers"]
    modules, shapes = torch.nn.ModuleDict(), {"input": spec["network"]["inputShape"]}
    for position, layer in enumerate(layers):
        shape = shapes[inputs_of(layers, position)[0]]
        module, shapes[layer["name"]] = torch_layer(torch, layer, shape)
        modules[layer["name"]] = module

    def forward(x):
        outputs = {"input": x}
        for position, layer in enumerate(layers):
            inputs = [outputs[name] for name in inputs_of(layers, position)]
            x = inputs[0] + inputs[1] if layer["type"] == "add" else modules[layer["name"]](inputs[0])
            activation = layer.get("activation", "linear")
            if activation != "linear":
                x = torch.relu(x) if activation == "relu" else torch.nn.functional.relu6(x)
            outputs[layer["name"]] = x
        return x.flatten(1)

    images, labels = draw(spec)
    x, y = torch.from_numpy(images).permute(0, 3, 1, 2).contiguous(), torch.from_numpy(labels)
    optimizer = torch.optim.Adam(modules.parameters(), lr=spec["learningRate"])

    def run():
        for batch in torch.randperm(len(y)).split(spec["batchSize"]):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(forward(x[batch]), y[batch]).backward()
            optimizer.step()

    return run


def torch_layer(torch, layer, shape):
    """The module, and the shape [rows, columns, channels] of what it gives."""
    kind, nn = layer["type"], torch.nn
    rows, columns, channels = shape
    if kind in ("conv2d", "depthwiseConv2d"):
        filters = layer.get("filters", channels)
        strides, kernel = layer.get("strides", [1, 1]), layer["kernel"]
        groups = channels if kind == "depthwiseConv2d" else 1
        bias = layer.get("useBias", True)
        convolution = nn.Conv2d(channels, filters, kernel, strides, groups=groups, bias=bias)
        sides, padding = [], []
        for size, window, stride in zip((rows, columns), kernel, strides):
            same = layer["padding"] == "same"
            side = -(-size // stride) if same else (size - window) // stride + 1
            needed = max(0, (side - 1) * stride + window - size) if same else 0
            sides.append(side)
            padding = [needed // 2, needed - needed // 2, *padding]
        module = nn.Sequential(nn.ZeroPad2d(padding), convolution) if any(padding) else convolution
        return module, [*sides, filters]
    if kind == "dense":
        linear = nn.Linear(rows * columns * channels, layer["units"], bias=layer.get("useBias", True))
        return nn.Sequential(nn.Flatten(), linear, nn.Unflatten(1, (layer["units"], 1, 1))), [1, 1, layer["units"]]
    if kind == "batchNorm":
        return nn.BatchNorm2d(channels, eps=1e-3, momentum=0.1), shape
    if kind == "globalAveragePool":
        return nn.AdaptiveAvgPool2d(1), [1, 1, channels]
    if kind == "add":
        return nn.Identity(), shape
    if kind == "dropout":
        return nn.Dropout(layer["rate"]), shape
    raise ValueError(f"a layer of type {kind} is in none of the bench's networks")


def main():
    kind, spec = sys.argv[1], json.loads(sys.stdin.readline())
    try:
        open_kind = {
            "torch": open_torch,
            "keras": lambda it: open_keras(it, 1),
            "keras-steps": lambda it: open_keras(it, 16),
            "keras-distillation": open_keras_distillation,
        }[kind]
        run = open_kind(spec)
    except ImportError as error:
        print(str(error).splitlines()[0], flush=True)
        return
    print("ready", flush=True)
    for line in sys.stdin:
        started = time.perf_counter()
        run()
        print(time.perf_counter() - started, flush=True)


main()
