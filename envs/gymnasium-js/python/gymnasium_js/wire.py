"""The wire format of the bridge, in both directions; `src/python/wire.ts` describes it."""

from __future__ import annotations

import json
import math
import os
import select
import struct
import time
from typing import Any

import numpy as np
from gymnasium import spaces

_PREFIX = struct.Struct("<II")
SAFE_INTEGER = 2**53 - 1
_to_json = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode
_DTYPES = {
    np.dtype(name).newbyteorder("<"): name
    for name in "bool int8 uint8 int16 uint16 int32 uint32 int64 uint64 float32 float64".split()
}


def pack(value: Any) -> bytes:
    """The frame of a value. What has no counterpart in JavaScript becomes text."""
    body = bytearray()
    header = _to_json(_encode(value, body)).encode()
    return _PREFIX.pack(len(header), len(body)) + header + body


def unpack(header: bytes, body: bytes) -> Any:
    """The inverse of `pack`; arrays own their memory."""
    return _decode(json.loads(header.decode()), body)


class Channel:
    """A pair of pipes that carries frames."""

    def __init__(self, incoming: int, outgoing: int) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._received = bytearray()
        self._poll = select.poll()
        self._poll.register(incoming, select.POLLIN)

    def send(self, frame: bytes) -> None:
        view = memoryview(frame)
        while view:
            view = view[os.write(self._outgoing, view) :]

    def receive(self, deadline: float | None = None) -> Any:
        """The next value. Raises EOFError at the end, TimeoutError at the deadline (of `time.monotonic`)."""
        header_length, body_length = _PREFIX.unpack(self._take(_PREFIX.size, deadline))
        header = self._take(header_length, deadline)
        return unpack(header, self._take(body_length, deadline))

    def _take(self, length: int, deadline: float | None) -> bytes:
        received = self._received
        while len(received) < length:
            if deadline is not None:
                left = max(0.0, deadline - time.monotonic())
                if not self._poll.poll(left * 1000):
                    raise TimeoutError
            chunk = os.read(self._incoming, max(65536, length - len(received)))
            if not chunk:
                raise EOFError
            received += chunk
        taken = bytes(received[:length])
        del received[:length]
        return taken


def _encode(value: Any, body: bytearray) -> Any:
    kind = type(value)
    if kind is float:
        return value if math.isfinite(value) else {"$n": not_finite(value)}
    if kind is bool or kind is str or value is None:
        return value
    if kind is int:
        return value if -SAFE_INTEGER <= value <= SAFE_INTEGER else {"$i": str(value)}
    if kind is dict:
        return _encode_mapping(value, body)
    if kind is list or kind is tuple:
        return [_encode(item, body) for item in value]
    if isinstance(value, np.ndarray):
        return _encode_array(value, body)
    return _encode_other(value, body)


def not_finite(value: float) -> str:
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def dtype_name(dtype: np.dtype) -> str:
    """The type that JavaScript holds such numbers in: it has neither half nor extended precision."""
    return {"float16": "float32", "float128": "float64"}.get(dtype.name, dtype.name)


def _encode_mapping(value: Any, body: bytearray) -> Any:
    items = [(str(key), _encode(item, body)) for key, item in value.items()]
    return {"$d": items} if any(key.startswith("$") for key, _ in items) else dict(items)


def _encode_array(value: np.ndarray, body: bytearray) -> Any:
    if isinstance(value, np.ma.MaskedArray):
        # Masked elements become null; what lies beneath the mask means nothing.
        return _encode(value.tolist() if np.ma.is_masked(value) else value.data, body)
    if value.ndim == 0:
        return _encode(value.item(), body)
    name = _DTYPES.get(value.dtype)
    if name is None:
        if value.dtype.kind not in "iuf":
            return _encode(value.tolist(), body)
        # The wire has one byte order.
        name = dtype_name(value.dtype)
        value = value.astype(np.dtype(name).newbyteorder("<"))
    offset = len(body)
    body += value.tobytes()
    return {"$a": [name, value.shape, offset]}


def _encode_other(value: Any, body: bytearray) -> Any:
    if isinstance(value, np.generic):
        plain = value.item()
        return str(value) if isinstance(plain, np.generic) else _encode(plain, body)
    if isinstance(value, spaces.GraphInstance):
        edges = {"edges": value.edges, "edgeLinks": value.edge_links}
        return _encode({"nodes": value.nodes, **edges}, body)
    if isinstance(value, dict):
        return _encode_mapping(value, body)
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_encode(item, body) for item in value]
    for base in (int, float, str):  # subclasses, such as IntEnum
        if isinstance(value, base):
            return _encode(base(value), body)
    return str(value)


def _decode(value: Any, body: bytes) -> Any:
    if isinstance(value, list):
        return [_decode(item, body) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((tag, content),) = value.items()
        if tag == "$a":
            dtype, shape, offset = content
            return np.frombuffer(body, dtype, math.prod(shape), offset).reshape(shape).copy()
        if tag == "$n":
            return float(content)
        if tag == "$i":
            return int(content)
        if tag == "$d":
            return {key: _decode(item, body) for key, item in content}
    return {key: _decode(item, body) for key, item in value.items()}
