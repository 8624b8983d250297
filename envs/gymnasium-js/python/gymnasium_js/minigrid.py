"""MiniGrid's environments with the observations that datasets of Burstwise have."""

from __future__ import annotations

from typing import Any

import gymnasium
import numpy as np
from gymnasium.utils import RecordConstructorArgs
from minigrid.core.constants import COLOR_TO_IDX, OBJECT_TO_IDX
from minigrid.envs.babyai.core.verifier import AfterInstr, AndInstr, PutNextInstr, SeqInstr

from gymnasium_js.spaces import space_from_json


class RecordedObservation(gymnasium.ObservationWrapper, RecordConstructorArgs):
    """Missions are of a `Text` space; where the space has `carrying`, observations show the object in the agent's hand, and
    where it has `named` and `done`, what BabyAI's missions mean and which of their parts are done.

    Args:
        env: an environment of MiniGrid, within its own wrappers
        space: the observation space of the dataset, as `space_to_json` describes it
    """

    def __init__(self, env: gymnasium.Env, space: dict[str, Any]) -> None:
        RecordConstructorArgs.__init__(self, space=space)
        gymnasium.ObservationWrapper.__init__(self, env)
        self.observation_space = space_from_json(space)

    def observation(self, observation: dict[str, Any]) -> dict[str, Any]:
        spaces = self.observation_space.spaces
        shown = dict(observation)
        if "carrying" in spaces:
            carried = self.unwrapped.carrying
            codes = (
                (OBJECT_TO_IDX["empty"], 0) if carried is None else (OBJECT_TO_IDX[carried.type], COLOR_TO_IDX[carried.color])
            )
            shown["carrying"] = np.array(codes, np.uint8)
        if "named" in spaces:
            shown["named"] = _named(self.unwrapped)
            shown["done"] = np.zeros(spaces["done"].shape, np.uint8)
            done = _done(self.unwrapped.instrs)
            shown["done"][: len(done)] = done
        return shown


def _named(env: Any) -> np.ndarray:
    """For each cell, column by column, and last for the hand: bit k where the k-th words of the mission can mean its object."""
    meant = [description.obj_set for task in _tasks(env.instrs) for description in _descriptions(task)]
    objects = [env.grid.get(x, y) for x in range(env.grid.width) for y in range(env.grid.height)]

    def bits(thing: Any) -> int:
        if thing is None or thing.type == "wall":
            return 0
        return sum(1 << k for k, things in enumerate(meant) if any(thing is one for one in things))

    return np.array([bits(thing) for thing in [*objects, env.carrying]], np.uint8)


def _parts(instruction: Any) -> tuple[Any, Any]:
    """The two parts of a compound instruction, in the order in which they count."""
    parts = (instruction.instr_a, instruction.instr_b)
    return parts[::-1] if isinstance(instruction, AfterInstr) else parts


def _tasks(instruction: Any) -> list[Any]:
    if not isinstance(instruction, SeqInstr):
        return [instruction]
    return [task for part in _parts(instruction) for task in _tasks(part)]


def _descriptions(task: Any) -> list[Any]:
    return [task.desc_move, task.desc_fixed] if isinstance(task, PutNextInstr) else [task.desc]


def _done(instruction: Any) -> list[bool]:
    """Whether each task of an instruction is done."""
    if not isinstance(instruction, SeqInstr):
        return [False]
    if isinstance(instruction, AndInstr):
        return [instruction.a_done == "success", instruction.b_done == "success"]
    first, second = _parts(instruction)
    first_done = instruction.b_done if isinstance(instruction, AfterInstr) else instruction.a_done
    if first_done == "success":
        return [True] * len(_tasks(first)) + _done(second)
    return _done(first) + [False] * len(_tasks(second))
