# Runs an int8 .tflite in TensorFlow Lite Micro or LiteRT on one thread, for `npm run bench -- reference`: reads the description as one line of
# JSON, answers "ready" or why not, then the runs per second for each line "run". Only invoke() is timed.
import base64
import json
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def open_tflm(model):
    import numpy
    from tflite_micro.python.tflite_micro import runtime

    interpreter = runtime.Interpreter.from_bytes(model)
    details = interpreter.get_input_details(0)
    interpreter.set_input(numpy.random.default_rng(1).integers(-128, 128, details["shape"], dtype=numpy.int8), 0)
    return interpreter.invoke


def mend_dimensions(model):
    """Older converters gave a bias the quantized dimension of its weights, which it does not have; LiteRT refuses that, TFLM does not look."""
    import flatbuffers
    from ai_edge_litert import schema_py_generated as schema

    tree = schema.ModelT.InitFromPackedBuf(model, 0)
    for tensor in tree.subgraphs[0].tensors:
        if tensor.quantization is not None and tensor.quantization.quantizedDimension >= len(tensor.shape):
            tensor.quantization.quantizedDimension = 0
    builder = flatbuffers.Builder(len(model))
    builder.Finish(tree.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def open_litert(model, resolver):
    import numpy
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    resolver = OpResolverType[resolver]
    content = mend_dimensions(model)
    interpreter = Interpreter(model_content=content, num_threads=1, experimental_op_resolver_type=resolver)
    interpreter.allocate_tensors()
    details = interpreter.get_input_details()[0]
    values = numpy.random.default_rng(1).integers(-128, 128, details["shape"], dtype=numpy.int8)
    interpreter.set_tensor(details["index"], values)
    return interpreter.invoke


ENGINES = {
    "tflm": open_tflm,
    "litert-reference": lambda model: open_litert(model, "BUILTIN_REF"),
    "litert-default": lambda model: open_litert(model, "BUILTIN_WITHOUT_DEFAULT_DELEGATES"),
    "litert-xnnpack": lambda model: open_litert(model, "AUTO"),
}


def runs_per_second(invoke, seconds):
    """Per second of processor time, over `seconds`."""
    started, before = time.perf_counter(), time.process_time()
    runs = 0
    while time.perf_counter() - started < seconds:
        invoke()
        runs += 1
    return runs / (time.process_time() - before)


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the libraries print
    spec = json.loads(sys.stdin.readline())
    try:
        invoke = ENGINES[sys.argv[1]](base64.b64decode(spec["tflite"]))
        invoke()
    except Exception as error:
        print(" ".join(str(error).split())[:200], file=answers, flush=True)
        return
    print("ready", file=answers, flush=True)
    for _ in sys.stdin:
        print(runs_per_second(invoke, spec["seconds"]), file=answers, flush=True)


main()
