"""Talks to a Retort board through its serial port: identity, flash, one inference. Shows what any protobuf client must do.

    pip install protobuf pyserial grpcio-tools
    python -m grpc_tools.protoc -I proto --python_out docs/clients proto/link.proto proto/student_image.proto
    python docs/clients/client.py PORT student.retort input.i8
"""
import sys
import zlib

import serial
from link_pb2 import Reply, Request
from student_image_pb2 import StudentImage


def stuff(data):  # COBS; a part is what stands between two zeros
    out = bytearray()
    for part in data.split(b"\0"):
        while len(part) >= 254:
            out, part = out + b"\xff" + part[:254], part[254:]
        out += bytes([len(part) + 1]) + part
    return bytes(out)


def unstuff(data):
    out = bytearray()
    while data:
        code, data = data[0], data[1:]
        out += data[: code - 1] + (b"\0" if code < 255 and data[code - 1 :] else b"")
        data = data[code - 1 :]
    return bytes(out)


def ask(port, request_id, **command):
    message = Request(id=request_id, **command).SerializeToString()
    port.write(b"\0" + stuff(message + zlib.crc32(message).to_bytes(4, "little")) + b"\0")
    while True:
        frame = port.read_until(b"\0")
        if not frame.endswith(b"\0"):
            raise TimeoutError(f"no answer to {command}")
        body = unstuff(frame[:-1])
        if len(body) > 4 and zlib.crc32(body[:-4]).to_bytes(4, "little") == body[-4:]:
            reply = Reply.FromString(body[:-4])
            if reply.WhichOneof("answer") == "error":
                raise RuntimeError(f"the board refused {command}: {reply.error}")
            if reply.id == request_id:
                return getattr(reply, reply.WhichOneof("answer"))


port_name, image_path, input_path = sys.argv[1:4]
image = StudentImage.FromString(open(image_path, "rb").read())
with serial.Serial(port_name, 115200, timeout=20) as port:
    print("board", ask(port, 1, identify={}))
    ask(port, 2, begin={"image_id": image.image_id, "length": len(image.payload), "core": image.core})
    for offset in range(0, len(image.payload), 1024):
        ask(port, 3 + offset, chunk={"offset": offset, "data": image.payload[offset : offset + 1024]})
    ask(port, 4, commit={"image_id": image.image_id, "crc": zlib.crc32(image.payload)})
    prediction = ask(port, 5, infer={"input": open(input_path, "rb").read()})
    print("label", prediction.label, "logits", list(memoryview(prediction.logits).cast("b")), "cycles", prediction.cycles)
