"""The Python half of gymnasium-js's bridge: serves Gymnasium environments to the Node process that started it.

Requests `[operation, *arguments]` arrive on file descriptor 3, and each is answered on 4 with `[kind, value,
warnings]`. Standard output and error stay free for what environments print. Ends when 3 ends.
"""

from __future__ import annotations

import faulthandler
import importlib.util
import inspect
import json
import os
import re
import signal
import struct
import sys
import threading
import time
import traceback
import warnings
from typing import Any

REQUESTS, RESPONSES, LIFELINE = 3, 4, 5
CLOSING_TIME = 2.0
"""Seconds to close environments in once the parent is gone."""


def end_with_parent() -> None:
    """Nothing is ever sent through the lifeline: it ends when the parent does, even while an environment hangs."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    os.read(LIFELINE, 1)
    time.sleep(CLOSING_TIME)
    os._exit(1)


def prepare() -> None:
    for descriptor in (REQUESTS, RESPONSES, LIFELINE):
        os.set_inheritable(descriptor, False)
    # The parent sends SIGUSR1 to learn where a call hangs.
    faulthandler.enable()
    faulthandler.register(signal.SIGUSR1, all_threads=False)
    threading.Thread(target=end_with_parent, daemon=True).start()
    # As in `python -c`: modules come from the working directory, not from where this file is.
    sys.path[0] = ""


class Bridge:
    def __init__(self, library: Any) -> None:
        import gymnasium

        self.gymnasium = gymnasium
        self.library = library
        self.environments: dict[int, Any] = {}
        self.modules: dict[str, Any] = {}
        self.warned: list[str] = []
        warnings.showwarning = self.warn

    def warn(self, message: Warning | str, category: type[Warning], *_: Any) -> None:
        text = re.sub(r"\x1b\[\d+m", "", str(message))
        self.warned.append(f"{category.__name__}: {text.removeprefix('WARN: ')}")

    def answer(self, request: list[Any]) -> bytes:
        operation, *arguments = request
        try:
            kind, value = "value", getattr(self, "do_" + operation)(*arguments)
            return self.library.pack([kind, value, self.take_warnings()])
        except Exception as error:  # an environment may raise anything
            return self.library.pack(["error", self.describe(error), self.take_warnings()])

    def take_warnings(self) -> list[str]:
        warned, self.warned = self.warned, []
        return warned

    def describe(self, error: Exception) -> dict[str, Any]:
        missing = isinstance(error, (ImportError, self.gymnasium.error.DependencyNotInstalled))
        return describe(error, missing)

    def do_hello(self) -> dict[str, str]:
        import numpy

        return {
            "python": sys.version.split()[0],
            "numpy": numpy.__version__,
            "gymnasium": self.gymnasium.__version__,
        }

    def do_make(self, handle: int, id: str, kwargs: dict[str, Any]) -> dict[str, Any]:
        env = self.gymnasium.make(id, **kwargs)
        self.environments[handle] = env
        return {
            "observationSpace": self.library.space_to_json(env.observation_space),
            "actionSpace": self.library.space_to_json(env.action_space),
            **self.attributes(env),
        }

    def do_make_vec(self, handle: int, id: str, count: int, settings: dict[str, Any]) -> dict[str, Any]:
        mode = settings.get("autoreset_mode")
        env = self.gymnasium.make_vec(
            id,
            count,
            settings.get("vectorization_mode"),
            {} if mode is None else {"autoreset_mode": self.gymnasium.vector.AutoresetMode(mode)},
            **settings["kwargs"],
        )
        self.environments[handle] = env
        return {
            "observationSpace": self.library.space_to_json(env.single_observation_space),
            "actionSpace": self.library.space_to_json(env.single_action_space),
            **self.attributes(env),
        }

    def attributes(self, env: Any) -> dict[str, Any]:
        spec = env.spec
        names = ("id", "reward_threshold", "nondeterministic", "max_episode_steps")
        metadata = {key: getattr(value, "value", value) for key, value in env.metadata.items()}
        return {
            "metadata": metadata,
            "renderMode": env.render_mode,
            "spec": None if spec is None else [getattr(spec, name) for name in names],
        }

    def do_reset(self, handle: int, seed: int | None, options: dict[str, Any] | None) -> list[Any]:
        env = self.environments[handle]
        observation, info = env.reset(seed=seed, options=options)
        return [self.library.from_python(env.observation_space, observation), info]

    def do_step(self, handle: int, action: Any) -> list[Any]:
        env = self.environments[handle]
        action = self.library.to_python(env.action_space, action)
        observation, reward, terminated, truncated, info = env.step(action)
        observation = self.library.from_python(env.observation_space, observation)
        reward = float(self.library.one_number(reward, "reward"))
        flags = {"terminated": terminated, "truncated": truncated}
        ended = [bool(self.library.one_number(flag, name)) for name, flag in flags.items()]
        return [observation, reward, *ended, info]

    def do_reset_vec(self, handle: int, seed: Any, options: dict[str, Any] | None, mask: Any) -> list[Any]:
        env = self.environments[handle]
        if mask is not None:
            options = {**(options or {}), "reset_mask": mask.astype(bool)}
        observations, infos = env.reset(seed=seed, options=options)
        return [self.batch(env, observations), self.final(env, infos)]

    def do_step_vec(self, handle: int, actions: Any) -> list[Any]:
        env = self.environments[handle]
        actions = self.library.to_python(env.action_space, actions)
        observations, rewards, terminations, truncations, infos = env.step(actions)
        columns = [
            self.library.numbers(values, env.num_envs, dtype, name)
            for name, dtype, values in (
                ("rewards", "float64", rewards),
                ("terminations", "uint8", terminations),
                ("truncations", "uint8", truncations),
            )
        ]
        return [self.batch(env, observations), *columns, self.final(env, infos)]

    def batch(self, env: Any, observations: Any) -> Any:
        return self.library.from_python(env.single_observation_space, observations, batched=True)

    def final(self, env: Any, infos: dict[str, Any]) -> dict[str, Any]:
        """Infos, with the final observations, one for each environment, in JavaScript's types."""
        final = infos.get("final_obs")
        if final is None:
            return infos
        space, convert = env.single_observation_space, self.library.from_python
        return {**infos, "final_obs": [None if one is None else convert(space, one) for one in final]}

    def do_render(self, handle: int) -> Any:
        return wire_frame(self.environments[handle].render())

    def do_call(self, handle: int, name: str, arguments: list[Any]) -> Any:
        env = self.environments[handle]
        if isinstance(env, self.gymnasium.vector.VectorEnv):
            return env.call(name, *arguments)
        attribute = env.get_wrapper_attr(name)
        return attribute(*arguments) if callable(attribute) else attribute

    def do_ids(self) -> list[str]:
        return list(self.gymnasium.registry)

    def do_ask(self, handle: int, path: str, name: str, question: str | None) -> list[Any]:
        """The answer `(text or number, action)` of a function of a file that is given the environment, unwrapped."""
        env = self.environments[handle]
        function = self.function(path, name)
        accepted = len(inspect.signature(function).parameters)
        answer = function(*(env.unwrapped, question)[:accepted])
        if not isinstance(answer, (tuple, list)) or len(answer) != 2:
            raise TypeError(f"{name}: expected a pair (subtask, action), received {answer!r}")
        subtask, action = answer
        action = self.library.to_python(env.action_space, action)
        if not env.action_space.contains(action):
            raise ValueError(f"{name}: expected an action of {env.action_space}, received {action!r}")
        return [subtask, self.library.from_python(env.action_space, action)]

    def function(self, path: str, name: str) -> Any:
        """A function of a file, which is loaded once, with its folder as the first place to find modules in."""
        if path not in self.modules:
            sys.path.insert(0, os.path.dirname(path))
            spec = importlib.util.spec_from_file_location(os.path.splitext(os.path.basename(path))[0], path)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            self.modules[path] = module
        function = getattr(self.modules[path], name, None)
        if not callable(function):
            raise AttributeError(f"{path}: expected a function {name}, received {function!r}")
        return function

    def do_close(self, handle: int) -> None:
        env = self.environments.pop(handle, None)
        if env is not None:
            env.close()

    def close(self) -> None:
        for handle in list(self.environments):
            try:
                self.do_close(handle)
            except Exception:
                traceback.print_exc()


def wire_frame(frame: Any) -> Any:
    """A rendered frame, or several; of pictures the shape is told besides the pixels."""
    if isinstance(frame, (list, tuple)):
        return [wire_frame(one) for one in frame]
    shape = getattr(frame, "shape", None)
    return frame if shape is None else {"picture": frame, "shape": shape}


def describe(error: Exception, missing: bool) -> dict[str, Any]:
    kind = type(error)
    prefix = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    # The first frame is this file's.
    below = error.__traceback__.tb_next if error.__traceback__ else None
    return {
        "type": prefix + kind.__qualname__,
        "message": str(error),
        "traceback": "".join(traceback.format_exception(kind, error, below)).rstrip(),
        "missing": missing,
    }


def main() -> None:
    try:
        import gymnasium_js as library
    except ImportError as error:
        # The answer to the first request, whatever it is.
        header = json.dumps(["error", describe(error, missing=True), []]).encode()
        os.write(RESPONSES, struct.pack("<II", len(header), 0) + header)
        return
    prepare()
    bridge = Bridge(library)
    channel = library.Channel(REQUESTS, RESPONSES)
    try:
        while True:
            channel.send(bridge.answer(channel.receive()))
    except (EOFError, BrokenPipeError):
        bridge.close()


if __name__ == "__main__":
    main()
