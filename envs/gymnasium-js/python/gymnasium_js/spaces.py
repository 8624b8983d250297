"""Spaces as JSON, as `Space.toJSON` of gymnasium-js describes them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from gymnasium import spaces

from gymnasium_js.wire import SAFE_INTEGER, dtype_name, not_finite

def space_to_json(space: spaces.Space) -> dict[str, Any]:
    """A space as `Space.toJSON` of gymnasium-js describes it."""
    kind = type(space).__name__
    if isinstance(space, spaces.Box):
        return {"type": "Box", "shape": space.shape, "dtype": dtype_name(space.dtype), **_bounds_to_json(space)}
    if isinstance(space, spaces.Discrete):
        return {"type": "Discrete", "n": int(space.n), "start": int(space.start), "dtype": dtype_name(space.dtype)}
    if isinstance(space, spaces.MultiDiscrete):
        nvec, start = space.nvec.ravel().tolist(), space.start.ravel().tolist()
        dtype = dtype_name(space.dtype)
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
        return _box_from_json(data)
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
        return value if math.isfinite(value) else not_finite(value)
    return int(value) if abs(value) <= SAFE_INTEGER else str(value)


def _box_from_json(data: dict[str, Any]) -> spaces.Box:
    shape, dtype = tuple(data["shape"]), np.dtype(data["dtype"])
    low, below = _bound_from_json(data["low"], shape, dtype, "-Infinity")
    high, above = _bound_from_json(data["high"], shape, dtype, "Infinity")
    space = spaces.Box(low, high, shape, dtype.type)
    # Gymnasium takes no infinities beside integers of 64 bits, but knows which of their limits are bounds.
    space.bounded_below, space.bounded_above = below, above
    return space


def _bound_from_json(
    bound: Any, shape: tuple[int, ...], dtype: np.dtype, infinity: str
) -> tuple[np.ndarray, np.ndarray]:
    """The bounds, in which the limits of an integer type stand for infinities, and whether each is one."""

    def number(value: Any) -> float:
        if not isinstance(value, str):
            return value
        if not value.endswith("Infinity"):
            return int(value)
        if dtype.kind == "f":
            return float(value)
        return np.iinfo(dtype).min if value.startswith("-") else np.iinfo(dtype).max

    values = bound if isinstance(bound, list) else [bound] * math.prod(shape)
    bounded = np.array([value != infinity for value in values], bool)
    return np.array([number(value) for value in values], dtype).reshape(shape), bounded.reshape(shape)
