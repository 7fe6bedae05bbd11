"""Talks to a board behind a Retort bridge: identity, one inference on the image that it has. proto/bridge.proto and docs/bridge.md say the rest.

    pip install -r docs/clients/requirements.txt
    python -m grpc_tools.protoc -I proto --python_out docs/clients proto/link.proto proto/bridge.proto
    python docs/clients/bridge_client.py HOST PORT retort/v1/GROUP/BRIDGE BOARD input.i8 [CREDENTIALS]

CREDENTIALS is a file with one line, USER:PASSWORD.
"""
import hmac
import itertools
import pathlib
import queue
import sys

import paho.mqtt.client as mqtt
from bridge_pb2 import BridgeState, ReplyBatch, RequestBatch
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from link_pb2 import Reply, Request

host, port, bridge, board, input_file, *credentials = sys.argv[1:]
own = X25519PrivateKey.generate()
public = own.public_key().public_bytes_raw()
name = "python-" + public.hex()[:8]
request_topic, reply_topic = f"{bridge}/{board}/request/{name}", f"{bridge}/{board}/reply/{name}"
states, payloads, ids = queue.Queue(), queue.Queue(), itertools.count(1)


def mac(key, topic, body):
    return hmac.digest(key, topic.encode() + b"\0" + body, "sha256")


def ask(**command):
    request = Request(id=next(ids), **command)
    for _ in range(20):  # asked again, as on a serial line
        batch = RequestBatch(sequence=next(ids), key=public, requests=[request.SerializeToString()])
        body = batch.SerializeToString()
        client.publish(request_topic, body + b"\x7a\x20" + mac(key, request_topic, body))
        try:
            return answer_to(request.id)
        except queue.Empty:
            pass
    sys.exit("no answer")


def answer_to(request_id):
    while True:
        payload = payloads.get(timeout=1)
        if not hmac.compare_digest(payload[-32:], mac(key, reply_topic, payload[:-34])):
            continue  # somebody else's
        batch = ReplyBatch.FromString(payload)
        if batch.HasField("refusal"):
            sys.exit(f"refused: {batch.refusal}")
        for reply in map(Reply.FromString, batch.replies):
            if reply.id == request_id:
                return reply


client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=name)
if credentials:
    client.username_pw_set(*pathlib.Path(credentials[0]).read_text().splitlines()[0].split(":", 1))
client.on_message = lambda _client, _data, m: (states if m.topic == f"{bridge}/state" else payloads).put(m.payload)
client.connect(host, int(port))
client.loop_start()
client.subscribe([(f"{bridge}/state", 1), (reply_topic, 0)])

theirs = BridgeState.FromString(states.get(timeout=10)).public_key
key = hmac.digest(own.exchange(X25519PublicKey.from_public_bytes(theirs)), b"retort.bridge.v1" + public + theirs, "sha256")
identity = ask(identify={}).identity
print(f"board: core {identity.core:#010x}, image {identity.image_id:08x}")
prediction = ask(infer={"input": pathlib.Path(input_file).read_bytes()}).prediction
print(f"prediction: label {prediction.label}, logits {[b - 256 if b > 127 else b for b in prediction.logits]}")
client.disconnect()
