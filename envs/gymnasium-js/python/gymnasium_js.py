"""Environments written in TypeScript or JavaScript for gymnasium-js, as `gymnasium.Env`.

    import gymnasium_js
    env = gymnasium_js.make("burstwise/ButtonFood-v0", module="burstwise/envs")

`module` is what the environment's Node process imports to register it: a package, looked up from the working
directory, or a path. `python -m gymnasium_js ID --module MODULE` plays a few episodes; with `--check` it also runs
Gymnasium's own checker.

This file also holds the wire format of the bridge in both directions; `src/python/wire.ts` describes it.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import select
import struct
import subprocess
import time
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
from gymnasium import spaces

# --- wire format ------------------------------------------------------------------------------------------------

_PREFIX = struct.Struct("<II")
_SAFE_INTEGER = 2**53 - 1
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
        return value if math.isfinite(value) else {"$n": _not_finite(value)}
    if kind is bool or kind is str or value is None:
        return value
    if kind is int:
        return value if -_SAFE_INTEGER <= value <= _SAFE_INTEGER else {"$i": str(value)}
    if kind is dict:
        return _encode_mapping(value, body)
    if kind is list or kind is tuple:
        return [_encode(item, body) for item in value]
    if isinstance(value, np.ndarray):
        return _encode_array(value, body)
    return _encode_other(value, body)


def _not_finite(value: float) -> str:
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _encode_mapping(value: Any, body: bytearray) -> Any:
    items = [(str(key), _encode(item, body)) for key, item in value.items()]
    return {"$d": items} if any(key.startswith("$") for key, _ in items) else dict(items)


def _encode_array(value: np.ndarray, body: bytearray) -> Any:
    if value.ndim == 0:
        return _encode(value.item(), body)
    name = _DTYPES.get(value.dtype)
    if name is None:
        if value.dtype.kind not in "iuf":
            return _encode(value.tolist(), body)
        # JavaScript has neither half nor extended precision, and the wire no other byte order.
        name = _dtype_name(value.dtype)
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


# --- spaces and their values ------------------------------------------------------------------------------------


def space_to_json(space: spaces.Space) -> dict[str, Any]:
    """A space as `Space.toJSON` of gymnasium-js describes it."""
    kind = type(space).__name__
    if isinstance(space, spaces.Box):
        return {"type": "Box", "shape": space.shape, "dtype": _dtype_name(space.dtype), **_bounds_to_json(space)}
    if isinstance(space, spaces.Discrete):
        return {"type": "Discrete", "n": int(space.n), "start": int(space.start), "dtype": _dtype_name(space.dtype)}
    if isinstance(space, spaces.MultiDiscrete):
        nvec, start = space.nvec.ravel().tolist(), space.start.ravel().tolist()
        dtype = _dtype_name(space.dtype)
        return {"type": "MultiDiscrete", "nvec": nvec, "start": start, "shape": space.shape, "dtype": dtype}
    if isinstance(space, spaces.MultiBinary):
        return {"type": "MultiBinary", "shape": space.shape}
    if isinstance(space, spaces.Text):
        lengths = {"minLength": space.min_length, "maxLength": space.max_length}
        return {"type": "Text", **lengths, "charset": "".join(space.character_list)}
    if isinstance(space, spaces.Dict):
        return {"type": "Dict", "spaces": [(str(key), space_to_json(inner)) for key, inner in space.items()]}
    if isinstance(space, (spaces.Tuple, spaces.OneOf)):
        return {"type": kind, "spaces": [space_to_json(inner) for inner in space.spaces]}
    if isinstance(space, spaces.Sequence):
        return {"type": "Sequence", "space": space_to_json(space.feature_space), "stack": space.stack}
    if isinstance(space, spaces.Graph):
        edge_space = None if space.edge_space is None else space_to_json(space.edge_space)
        return {"type": "Graph", "nodeSpace": space_to_json(space.node_space), "edgeSpace": edge_space}
    raise TypeError(f"expected one of Gymnasium's own spaces, received {space!r}: JavaScript has no such space")


def space_from_json(data: dict[str, Any]) -> spaces.Space:
    """The inverse of `space_to_json`."""
    kind = data["type"]
    if kind == "Box":
        low, high = (_bound_from_json(data[bound], data["shape"]) for bound in ("low", "high"))
        return spaces.Box(low, high, tuple(data["shape"]), np.dtype(data["dtype"]).type)
    if kind == "Discrete":
        dtype = {} if data["dtype"] == "int64" else {"dtype": np.dtype(data["dtype"]).type}
        return spaces.Discrete(data["n"], start=data["start"], **dtype)
    if kind == "MultiDiscrete":
        nvec, start = (np.array(data[name]).reshape(data["shape"]) for name in ("nvec", "start"))
        return spaces.MultiDiscrete(nvec, np.dtype(data["dtype"]).type, start=start)
    if kind == "MultiBinary":
        return spaces.MultiBinary(data["shape"] if len(data["shape"]) != 1 else data["shape"][0])
    if kind == "Text":
        return spaces.Text(data["maxLength"], min_length=data["minLength"], charset=data["charset"])
    if kind == "Dict":
        return spaces.Dict([(key, space_from_json(inner)) for key, inner in data["spaces"]])
    if kind == "Tuple":
        return spaces.Tuple([space_from_json(inner) for inner in data["spaces"]])
    if kind == "OneOf":
        return spaces.OneOf([space_from_json(inner) for inner in data["spaces"]])
    if kind == "Sequence":
        return spaces.Sequence(space_from_json(data["space"]), stack=data["stack"])
    if kind == "Graph":
        edge_space = None if data["edgeSpace"] is None else space_from_json(data["edgeSpace"])
        return spaces.Graph(space_from_json(data["nodeSpace"]), edge_space)
    raise TypeError(f"expected one of Gymnasium's spaces, received a space of type {kind!r}: Python has no such space")


def _dtype_name(dtype: np.dtype) -> str:
    return {"float16": "float32", "float128": "float64"}.get(dtype.name, dtype.name)


def _bounds_to_json(space: spaces.Box) -> dict[str, Any]:
    unbounded = space.dtype.kind in "fi"
    bounds = {"low": (space.low, space.bounded_below), "high": (space.high, space.bounded_above)}
    sign = {"low": "-Infinity", "high": "Infinity"}
    return {
        name: [
            _json_number(bound) if bounded or not unbounded else sign[name]
            for bound, bounded in zip(values.ravel().tolist(), flags.ravel().tolist(), strict=True)
        ]
        for name, (values, flags) in bounds.items()
    }


def _json_number(value: float) -> float | str:
    if isinstance(value, float):
        return value if math.isfinite(value) else _not_finite(value)
    return int(value) if abs(value) <= _SAFE_INTEGER else str(value)


def _bound_from_json(bound: Any, shape: list[int]) -> Any:
    def number(value: Any) -> float:
        if not isinstance(value, str):
            return value
        return float(value) if value.endswith("Infinity") else int(value)

    if not isinstance(bound, list):
        return number(bound)
    numbers = [number(value) for value in bound]
    exact = all(isinstance(value, int) for value in numbers)
    return np.array(numbers, None if exact else np.float64).reshape(shape)


def to_python(space: spaces.Space, value: Any) -> Any:
    """A value from JavaScript as `space` holds it; unchanged where it does not fit, for the space to refuse."""
    if isinstance(space, spaces.Discrete):
        return space.dtype.type(value) if type(value) is int else value
    if isinstance(space, (spaces.Box, spaces.MultiDiscrete, spaces.MultiBinary)):
        return _to_array(value, space.dtype, space.shape)
    if isinstance(space, spaces.Dict) and isinstance(value, dict):
        return {key: to_python(space[key], value[str(key)]) for key in space.keys() if str(key) in value}
    if isinstance(space, spaces.Tuple) and isinstance(value, list):
        return tuple(map(to_python, space.spaces, value))
    if isinstance(space, spaces.Sequence):
        if space.stack:
            return _stack_to_python(space.stacked_feature_space, value)
        return tuple(to_python(space.feature_space, item) for item in value)
    if isinstance(space, spaces.OneOf) and isinstance(value, list):
        index, chosen = value
        return np.int64(index), to_python(space.spaces[index], chosen)
    if isinstance(space, spaces.Graph) and isinstance(value, dict):
        return _graph_to_python(space, value)
    return value


def _to_array(value: Any, dtype: np.dtype, shape: tuple[int, ...]) -> Any:
    array = np.asarray(value)
    if array.size != math.prod(shape) or array.dtype.kind not in "biuf":
        return value
    if array.dtype.kind == "f" and dtype.kind != "f":
        return array
    return array.astype(dtype).reshape(shape)


def _graph_to_python(space: spaces.Graph, value: dict[str, Any]) -> spaces.GraphInstance:
    def rows(inner: spaces.Space, array: Any) -> Any:
        return None if array is None else np.asarray(array).astype(inner.dtype).reshape((-1, *inner.shape))

    links = value["edgeLinks"]
    edges = None if space.edge_space is None else rows(space.edge_space, value["edges"])
    edge_links = None if links is None else np.asarray(links, np.int32).reshape(-1, 2)
    return spaces.GraphInstance(rows(space.node_space, value["nodes"]), edges, edge_links)


def _stack_to_python(batch: spaces.Space, value: Any) -> Any:
    """Stacked values of a sequence: arrays whose first dimension is the length. `batch` holds one of them."""
    if isinstance(batch, spaces.Dict):
        return {key: _stack_to_python(batch[key], value[str(key)]) for key in batch.keys()}
    if isinstance(batch, spaces.Tuple):
        return tuple(map(_stack_to_python, batch.spaces, value))
    if batch.shape is None:
        return value
    return np.asarray(value).astype(batch.dtype).reshape((-1, *batch.shape[1:]))


def from_python(space: spaces.Space, value: Any, batched: bool = False) -> Any:
    """A value of `space`, or a batch of them, in the types that gymnasium-js keeps it in."""
    if isinstance(space, spaces.Box):
        scalar = space.shape == () and not batched
        return np.reshape(np.asarray(value, space.dtype), 1) if scalar else value
    if isinstance(space, (spaces.Discrete, spaces.MultiDiscrete, spaces.MultiBinary)):
        if not isinstance(value, np.ndarray) or value.ndim == 0 or value.dtype.kind not in "biu":
            return value
        return value.astype(np.int8 if isinstance(space, spaces.MultiBinary) else np.int32)
    if isinstance(space, spaces.Dict) and isinstance(value, dict):
        known = {key: from_python(inner, value[key], batched) for key, inner in space.items() if key in value}
        return {**value, **known}
    if isinstance(space, spaces.Tuple) and isinstance(value, (tuple, list)):
        if len(value) == len(space.spaces):
            return [from_python(inner, item, batched) for inner, item in zip(space.spaces, value, strict=True)]
    if batched and isinstance(value, (tuple, list)):
        return [from_python(space, item) for item in value]
    if isinstance(space, spaces.Sequence):
        if space.stack:
            return from_python(space.feature_space, value, batched=True)
        if isinstance(value, tuple):
            return [from_python(space.feature_space, item) for item in value]
    if isinstance(space, spaces.OneOf) and isinstance(value, tuple):
        index, chosen = value
        return [index, from_python(space.spaces[index], chosen)]
    if isinstance(space, spaces.Graph) and isinstance(value, spaces.GraphInstance):
        return _graph_from_python(space, value)
    return value


def _graph_from_python(space: spaces.Graph, value: spaces.GraphInstance) -> spaces.GraphInstance:
    nodes = from_python(space.node_space, value.nodes, batched=True)
    edges = None if value.edges is None else from_python(space.edge_space, value.edges, batched=True)
    links = None if value.edge_links is None else value.edge_links.astype(np.int32)
    return spaces.GraphInstance(nodes, edges, links)


# --- environments of a Node process -----------------------------------------------------------------------------


class JsError(RuntimeError):
    """The environment threw. The message ends with JavaScript's stack."""


class JsCrashed(RuntimeError):
    """The Node process ended, or had to be ended because it did not answer in time."""


class JsEnv(gymnasium.Env):
    """An environment that lives in a Node process of its own.

    Args:
        id: its id in the registry of gymnasium-js
        module: what Node imports first, to register it: a package, or the path of a file
        render_mode: one of the environment's `renderModes`
        node: the command that starts Node
        cwd: where Node runs and looks up packages; the working directory by default
        timeout: seconds to wait for an answer; None for ever
        kwargs: keyword arguments of the environment
    """

    def __init__(
        self,
        id: str,
        module: str,
        render_mode: str | None = None,
        *,
        node: str = "node",
        cwd: str | None = None,
        timeout: float | None = 60.0,
        **kwargs: Any,
    ) -> None:
        self._process: subprocess.Popen | None = None
        self._timeout = timeout
        self._start(node, cwd)
        try:
            made = self._call("make", module, id, render_mode, kwargs)
        except BaseException:
            self.close()
            raise
        self.observation_space = space_from_json(made["observationSpace"])
        self.action_space = space_from_json(made["actionSpace"])
        self.render_mode = made["renderMode"]
        metadata = made["metadata"]
        names = {"renderModes": "render_modes", "renderFps": "render_fps"}
        self.metadata = {names.get(key, key): value for key, value in metadata.items()}

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        super().reset(seed=seed)
        observation, info = self._call("reset", seed, options)
        return to_python(self.observation_space, observation), info

    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        result = self._call("step", from_python(self.action_space, action))
        observation, reward, terminated, truncated, info = result
        return to_python(self.observation_space, observation), float(reward), terminated, truncated, info

    def render(self) -> Any:
        return _frame(self._call("render"))

    def close(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        os.close(self._requests)
        os.close(self._responses)
        process.stdin.close()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def __del__(self) -> None:
        self.close()

    def _start(self, node: str, cwd: str | None) -> None:
        server = Path(__file__).resolve().parent.parent / "dist" / "python" / "serve.js"
        if not server.exists():
            raise FileNotFoundError(f"expected {server}, received no such file: build gymnasium-js (npm run build)")
        theirs_in, self._requests = os.pipe()
        self._responses, theirs_out = os.pipe()
        try:
            self._process = subprocess.Popen(
                [node, str(server), str(theirs_in), str(theirs_out)],
                stdin=subprocess.PIPE,  # its end tells Node that this process is gone
                cwd=cwd,
                pass_fds=(theirs_in, theirs_out),
            )
        except OSError as error:
            os.close(self._requests)
            os.close(self._responses)
            message = f"node: expected a command that starts Node 20, received {node!r} ({error})"
            raise FileNotFoundError(message) from error
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        self._channel = Channel(self._responses, self._requests)

    def _call(self, operation: str, *arguments: Any) -> Any:
        if self._process is None:
            message = f"{operation} was called on a closed environment; make it again"
            raise gymnasium.error.ClosedEnvironmentError(message)
        deadline = None if self._timeout is None else time.monotonic() + self._timeout
        try:
            self._channel.send(pack([operation, *arguments]))
            succeeded, value = self._channel.receive(deadline)
        except TimeoutError:
            self._process.kill()
            self.close()
            message = f"{operation}: expected an answer within {self._timeout} s, received none; Node was ended"
            raise JsCrashed(message) from None
        except (EOFError, BrokenPipeError):
            process = self._process
            self.close()
            message = f"{operation}: expected an answer, received the end of Node with exit code {process.returncode}"
            raise JsCrashed(message) from None
        if not succeeded:
            raise JsError(value)
        return value


def _frame(value: Any) -> Any:
    if isinstance(value, list):
        return [_frame(item) for item in value]
    if isinstance(value, dict):
        return value["data"].reshape(value["height"], value["width"], value["channels"])
    return value


def make(id: str, module: str, render_mode: str | None = None, **kwargs: Any) -> gymnasium.Env:
    """Makes an environment of gymnasium-js, wrapped by Gymnasium's checker; see `JsEnv` for the arguments."""
    fixed = {"id": id, "module": module, **kwargs}
    # The environment's own time limit is at work in Node.
    spec = gymnasium.envs.registration.EnvSpec(id, entry_point="gymnasium_js:create", kwargs=fixed)
    return gymnasium.make(spec, render_mode=render_mode)


def create(**kwargs: Any) -> JsEnv:
    """An entry point. Not the class itself, whose metadata do not know the render modes of every environment."""
    return JsEnv(**kwargs)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m gymnasium_js", description="Plays an environment at random.")
    parser.add_argument("id", help="id of the environment, for instance burstwise/ButtonFood-v0")
    parser.add_argument("--module", required=True, help="what Node imports to register it: a package or a path")
    parser.add_argument("--episodes", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--check", action="store_true", help="run gymnasium.utils.env_checker.check_env first")
    options = parser.parse_args(arguments)

    env = make(options.id, options.module)
    if options.check:
        from gymnasium.utils.env_checker import check_env

        check_env(env.unwrapped)
        print("check_env: passed")
    print(f"observations: {env.observation_space}\nactions: {env.action_space}")
    env.action_space.seed(options.seed)
    for episode in range(options.episodes):
        env.reset(seed=options.seed + episode)
        steps, total, ended = 0, 0.0, False
        while not ended:
            _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
            steps, total, ended = steps + 1, total + reward, terminated or truncated
        print(f"episode {episode}: {steps} steps, return {total:g}, {'terminated' if terminated else 'truncated'}")
    env.close()


if __name__ == "__main__":
    main()
