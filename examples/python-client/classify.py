"""Flashes a student through a board's serial port and classifies pictures, without Node.

    python classify.py PORT STUDENT.retort PICTURE...

client.py is docs/clients/client.py of the package; link_pb2 and student_image_pb2 are generated from proto/ (see README.md).
"""
import sys

import serial
from PIL import Image
from client import Board, read_image


def quantized(image, path):
    """The picture as the board takes it: int8 [rows, columns, channels]."""
    rows, columns, channels = image.input.shape
    picture = Image.open(path).convert("L" if channels == 1 else "RGB").resize((columns, rows), Image.Resampling.BILINEAR)
    scale, offset, to = image.input.pixel_scale, image.input.pixel_offset, image.input.quantization
    levels = [round((pixel * scale + offset) / to.scale) + to.zero_point for pixel in range(256)]
    return bytes(max(-128, min(127, levels[pixel])) & 0xFF for pixel in picture.tobytes())


port_name, image_path, *pictures = sys.argv[1:]
image = read_image(image_path)
if image.memory.input_bits not in (0, 8) or image.input.feature_scale or image.input.words:
    sys.exit(f"{image_path} does not take plain pictures: this example has no code for its inputs")
with serial.Serial(port_name, 115_200, timeout=20) as port:
    board = Board(port)
    board.flash(image)
    for path in pictures:
        prediction = board.infer(quantized(image, path))
        print(f"{path}: {image.labels[prediction.label]}, {prediction.cycles} cycles")
