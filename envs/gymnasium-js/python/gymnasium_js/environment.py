"""Environments that live in a Node process."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import gymnasium

from gymnasium_js.spaces import space_from_json
from gymnasium_js.values import from_python, to_python
from gymnasium_js.wire import Channel, pack

def _read_origin() -> dict[str, str] | None:
    """The package of Node and the folder from which a wheel of this package was made; None for other installations."""
    path = Path(__file__).with_name("origin.json")
    return json.loads(path.read_text()) if path.exists() else None


_origin = _read_origin()


class JsError(RuntimeError):
    """The environment threw. The message ends with JavaScript's stack."""


class JsCrashed(RuntimeError):
    """The Node process ended, or had to be ended because it did not answer in time."""


class JsEnv(gymnasium.Env):
    """An environment that lives in a Node process of its own. Threads may share one: their calls wait for each other.

    Args:
        id: its id in the registry of gymnasium-js
        module: what Node imports first, to register it: a package, or the path of a file
        render_mode: one of the environment's `renderModes`
        node: the command that starts Node
        cwd: where Node runs and looks up packages: first here, the working directory by default, then in the folder
            where this package was set up
        timeout: seconds to wait for an answer; None for ever
        max_episode_steps: steps after which episodes are truncated, in place of the registered number; -1 for no limit
        kwargs: keyword arguments of the environment
    """

    _process: subprocess.Popen | None = None

    def __init__(
        self,
        id: str,
        module: str,
        render_mode: str | None = None,
        *,
        node: str = "node",
        cwd: str | None = None,
        timeout: float | None = 60.0,
        max_episode_steps: int | None = None,
        **kwargs: Any,
    ) -> None:
        self._timeout = timeout
        self._calling = threading.RLock()
        self._owner = os.getpid()
        self._start(node, cwd)
        try:
            made = self._call("make", module, id, render_mode, max_episode_steps, kwargs)
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
        if self._process is None:
            return
        with self._calling:
            process, self._process = self._process, None
            if process is None:
                return
            os.close(self._requests)
            os.close(self._responses)
            process.stdin.close()
            if self._owner != os.getpid():
                return
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def __del__(self) -> None:
        self.close()

    def __getstate__(self) -> None:
        message = "an environment that lives in a Node process cannot be copied or pickled"
        raise TypeError(f"{message}; make another: gymnasium_js.make(...), or gymnasium.make(env.spec)")

    def _start(self, node: str, cwd: str | None) -> None:
        server = _server(node, cwd)
        origin = [] if _origin is None else [_origin["folder"]]
        theirs_in, self._requests = os.pipe()
        self._responses, theirs_out = os.pipe()
        try:
            self._process = subprocess.Popen(
                [node, str(server), str(theirs_in), str(theirs_out), *origin],
                stdin=subprocess.PIPE,  # its end tells Node that this process is gone
                cwd=cwd,
                pass_fds=(theirs_in, theirs_out),
            )
        except OSError as error:
            os.close(self._requests)
            os.close(self._responses)
            raise _no_node(node, error) from error
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        self._channel = Channel(self._responses, self._requests)

    def _call(self, operation: str, *arguments: Any) -> Any:
        if self._owner != os.getpid():
            message = f"{operation} was called in another process than that which made the environment"
            raise gymnasium.error.Error(f"{message}; make one in each process")
        with self._calling:
            return self._answer(operation, *arguments)

    def _answer(self, operation: str, *arguments: Any) -> Any:
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


def _server(node: str, cwd: str | None) -> Path:
    """The program that Node runs: beside this package, or where it was set up, or else where Node finds its own."""
    program = Path("dist", "python", "serve.js")
    here = Path(__file__).resolve().parents[2]
    for package in [here] if _origin is None else [Path(_origin["package"])]:
        if (package / program).exists():
            return package / program
    script = "process.stdout.write(require.resolve('gymnasium-js/package.json'))"
    try:
        found = subprocess.run([node, "-e", script], cwd=cwd, capture_output=True, text=True)
    except OSError as error:
        raise _no_node(node, error) from error
    server = Path(found.stdout).parent / program
    if found.returncode == 0 and server.exists():
        return server
    message = f"expected {program} of the package gymnasium-js where Node runs, {cwd or os.getcwd()}, received none"
    raise FileNotFoundError(f"{message}: install it there with npm, build it, or pass cwd")


def _no_node(node: str, error: OSError) -> FileNotFoundError:
    return FileNotFoundError(f"node: expected a command that starts Node 20, received {node!r} ({error})")


def _frame(value: Any) -> Any:
    if isinstance(value, list):
        return [_frame(item) for item in value]
    if isinstance(value, dict):
        return value["data"].reshape(value["height"], value["width"], value["channels"])
    return value
