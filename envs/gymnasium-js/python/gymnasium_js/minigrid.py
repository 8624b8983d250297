"""MiniGrid's environments with the observations that datasets of Burstwise have."""

from __future__ import annotations

from typing import Any

import gymnasium
import numpy as np
from gymnasium.utils import RecordConstructorArgs
from minigrid.core.constants import COLOR_TO_IDX, OBJECT_TO_IDX

from gymnasium_js.spaces import space_from_json


class RecordedObservation(gymnasium.ObservationWrapper, RecordConstructorArgs):
    """Missions are of a `Text` space; where the space has `carrying`, observations show the object in the agent's hand.

    Args:
        env: an environment of MiniGrid, within its own wrappers
        space: the observation space of the dataset, as `space_to_json` describes it
    """

    def __init__(self, env: gymnasium.Env, space: dict[str, Any]) -> None:
        RecordConstructorArgs.__init__(self, space=space)
        gymnasium.ObservationWrapper.__init__(self, env)
        self.observation_space = space_from_json(space)

    def observation(self, observation: dict[str, Any]) -> dict[str, Any]:
        if "carrying" not in self.observation_space.spaces:
            return observation
        carried = self.unwrapped.carrying
        codes = (OBJECT_TO_IDX["empty"], 0) if carried is None else (OBJECT_TO_IDX[carried.type], COLOR_TO_IDX[carried.color])
        return {**observation, "carrying": np.array(codes, np.uint8)}
