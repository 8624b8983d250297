"""Environments written in TypeScript or JavaScript for gymnasium-js, as `gymnasium.Env`.

    import gymnasium_js
    env = gymnasium_js.make("burstwise/ButtonFood-v0", module="burstwise/envs")

`module` is what the environment's Node process imports to register it: a package, looked up from the working
directory, or a path. `python -m gymnasium_js ID --module MODULE` plays a few episodes; with `--check` it also runs
Gymnasium's own checker.
"""

from __future__ import annotations

from typing import Any

import gymnasium

from gymnasium_js.environment import JsCrashed, JsEnv, JsError
from gymnasium_js.spaces import space_from_json, space_to_json
from gymnasium_js.values import from_python, numbers, one_number, to_python
from gymnasium_js.wire import Channel, pack, unpack

__all__ = [
    "Channel",
    "JsCrashed",
    "JsEnv",
    "JsError",
    "create",
    "from_python",
    "make",
    "numbers",
    "one_number",
    "pack",
    "space_from_json",
    "space_to_json",
    "to_python",
    "unpack",
]


def make(
    id: str,
    module: str,
    render_mode: str | None = None,
    *,
    disable_env_checker: bool | None = None,
    **kwargs: Any,
) -> gymnasium.Env:
    """Makes an environment of gymnasium-js, wrapped by Gymnasium's checker; see `JsEnv` for the arguments."""
    # The time limit, the environment's own or that of `max_episode_steps`, is at work in Node.
    fixed = {"id": id, "module": module, **kwargs}
    spec = gymnasium.envs.registration.EnvSpec(id, entry_point="gymnasium_js:create", kwargs=fixed)
    return gymnasium.make(spec, render_mode=render_mode, disable_env_checker=disable_env_checker)


def create(**kwargs: Any) -> JsEnv:
    """An entry point. Not the class itself, whose metadata do not know the render modes of every environment."""
    return JsEnv(**kwargs)
