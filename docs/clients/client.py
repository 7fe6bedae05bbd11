"""Talks to a Retort board through its serial port: identity, flash, one inference. What any client in any language must do, no more;
docs/link.md says what a good one does besides (several chunks under way, a higher rate, resuming).

    pip install -r docs/clients/requirements.txt
    python -m grpc_tools.protoc -I proto --python_out docs/clients proto/link.proto proto/student_image.proto
    python docs/clients/client.py PORT student.retort input.i8

PORT is a serial port, or what `retort board` prints. input.i8 holds one input as the board is sent it: int8 values, or several in each byte where image.memory.input_bits is less than 8 (docs/core.md,
"Packed inputs").
"""
import itertools
import pathlib
import sys
import zlib

import serial
from link_pb2 import Reply, Request
from student_image_pb2 import StudentImage

CHUNK_BYTES = 1024
ids = itertools.count(1)


def stuff(data):  # COBS: each zero becomes the distance to the next one
    out = b""
    for part in data.split(b"\0"):
        while len(part) >= 254:
            out, part = out + b"\xff" + part[:254], part[254:]
        out += bytes([len(part) + 1]) + part
    return out


def unstuff(data):
    out = b""
    while data:
        code, data = data[0], data[1:]
        part, data = data[: code - 1], data[code - 1 :]
        out += part + (b"\0" if code < 255 and data else b"")
    return out


def checksum(message):
    return zlib.crc32(message).to_bytes(4, "little")


class Board:
    """A board at an open port, by one request at a time."""

    def __init__(self, port):
        self.port = port

    def ask(self, **command):
        request = Request(id=next(ids), **command)
        message = request.SerializeToString()
        self.port.write(b"\0" + stuff(message + checksum(message)) + b"\0")
        while (frame := self.port.read_until(b"\0")).endswith(b"\0"):
            body = unstuff(frame[:-1])
            if len(body) <= 4 or checksum(body[:-4]) != body[-4:]:
                continue  # nothing between two zeros, or noise
            reply = Reply.FromString(body[:-4])
            if reply.id == request.id:
                if reply.HasField("error"):
                    raise RuntimeError(f"the board refused {request}: {reply.error}")
                return getattr(reply, reply.WhichOneof("answer"))
        raise TimeoutError(f"the board did not answer {request}")

    def flash(self, image):
        self.ask(begin={"image_id": image.image_id, "length": len(image.payload), "core": image.core})
        for offset in range(0, len(image.payload), CHUNK_BYTES):
            self.ask(chunk={"offset": offset, "data": image.payload[offset : offset + CHUNK_BYTES]})
        return self.ask(commit={"image_id": image.image_id, "crc": image.payload_crc})

    def infer(self, data):
        return self.ask(infer={"input": data})


def read_image(path):
    return StudentImage.FromString(pathlib.Path(path).read_bytes())


if __name__ == "__main__":
    port_name, image_path, input_path = sys.argv[1:]
    image = read_image(image_path)
    with serial.Serial(port_name, 115_200, timeout=20) as port:
        board = Board(port)
        identity = board.ask(identify={})
        print(f"board: core {identity.core:#010x}, build {identity.build:08x}, {identity.memory_bytes} bytes, {identity.clock_hz} Hz")
        committed = board.flash(image)
        print(f"image: {committed.image_id:08x}, {len(image.payload)} bytes")
        prediction = board.infer(pathlib.Path(input_path).read_bytes())
        logits = list(memoryview(prediction.logits).cast("b"))
        print(f"prediction: label {prediction.label}, logits {logits}, {prediction.cycles} cycles")
