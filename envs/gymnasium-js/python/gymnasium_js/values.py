"""Values of spaces, in the types of either side."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from gymnasium import spaces

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
    """A value of `space`, or a batch of them, in the types that gymnasium-js keeps it in.

    Raises TypeError when elements of it are masked: there is no number for them.
    """
    if isinstance(value, np.ma.MaskedArray):
        value = _unmasked(space, value)
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


def _unmasked(space: spaces.Space, value: np.ma.MaskedArray) -> np.ndarray:
    masked = int(np.ma.count_masked(value))
    if masked == 0:
        return value.data
    message = f"expected a value of {space}, received an array with {masked} of {value.size} elements masked"
    raise TypeError(f"{message}; return array.filled(...)")


def one_number(value: Any, name: str) -> Any:
    """What stands for a number: itself, or the only element of an array of any shape.

    Raises TypeError for arrays of more elements, or none, and masked ones.
    """
    if not isinstance(value, np.ndarray):
        return value
    if value.size != 1 or np.ma.is_masked(value):
        raise TypeError(f"{name}: expected a number or an array of one, received {value!r} of shape {value.shape}")
    return value.item()


def numbers(values: Any, count: int, dtype: str, name: str) -> np.ndarray:
    """One number for each of `count` environments. Raises TypeError when there are more or fewer, or some are masked."""
    array = np.asarray(values)
    if array.size != count or np.ma.is_masked(values):
        raise TypeError(f"{name}: expected {count} numbers, received {values!r} of shape {array.shape}")
    return array.astype(dtype).reshape(count)


def _graph_from_python(space: spaces.Graph, value: spaces.GraphInstance) -> spaces.GraphInstance:
    nodes = from_python(space.node_space, value.nodes, batched=True)
    edges = None if value.edges is None else from_python(space.edge_space, value.edges, batched=True)
    links = None if value.edge_links is None else value.edge_links.astype(np.int32)
    return spaces.GraphInstance(nodes, edges, links)
