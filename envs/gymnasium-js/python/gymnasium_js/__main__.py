"""Plays an environment of gymnasium-js at random."""

from __future__ import annotations

import argparse

from gymnasium_js import make


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
