import { spawnSync } from 'node:child_process';
import { inflateSync } from 'node:zlib';
import { type Generator, make, npRandom, spec } from 'gymnasium-js';
import { Action, type MiniGridEnv, NOTHING } from '../../../../envs/gridworld/minigrid/index.ts';
import { python as interpreter, runPython } from '../../../../envs/gymnasium-js/test/python.ts';

/** The interpreter for comparisons if it has the package minigrid, else null. */
export const python =
  interpreter !== null && spawnSync(interpreter, ['-c', 'import minigrid']).status === 0 ? interpreter : null;

/** A seed and the actions taken after `reset({ seed })`; where an episode ends, `reset()` starts another. */
export interface Course {
  readonly seed: number;
  readonly actions: readonly number[];
}

/** The environment itself, without the wrappers of `make`, and its warnings of old versions. */
export function makeBare(id: string, settings: Record<string, unknown> = {}): MiniGridEnv {
  return make(spec(id), settings, { disableEnvChecker: true }).unwrapped as unknown as MiniGridEnv;
}

/**
 * The events of a course as bytes. After a reset: the grid (width · height · 3), the agent's column, row and
 * direction, the image, and the mission with a zero. After a step: the image, the direction, 1 for terminated and 2
 * for truncated, and the reward as a little-endian double.
 */
class Recorder {
  readonly #parts: Uint8Array[] = [];
  /** Where each step or reset begins, for messages. */
  readonly marks: { readonly at: number; readonly what: string }[] = [];
  #length = 0;

  #push(...parts: Uint8Array[]): void {
    this.#parts.push(...parts);
    for (const part of parts) this.#length += part.length;
  }

  mark(what: string): void {
    this.marks.push({ at: this.#length, what });
  }

  reset(env: MiniGridEnv, image: Uint8Array, mission: string): void {
    const pose = Uint8Array.of(env.agentX, env.agentY, env.agentDirection);
    this.#push(env.grid.encode(), pose, image, new TextEncoder().encode(`${mission}\0`));
  }

  step(image: Uint8Array, direction: number, reward: number, terminated: boolean, truncated: boolean): void {
    const rest = new Uint8Array(10);
    rest[0] = direction;
    rest[1] = Number(terminated) + 2 * Number(truncated);
    new DataView(rest.buffer).setFloat64(2, reward, true);
    this.#push(image, rest);
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.#parts);
  }
}

export interface Recording {
  readonly course: Course;
  readonly bytes: Uint8Array;
  readonly marks: readonly { readonly at: number; readonly what: string }[];
}

/** Runs a course of `steps` steps, whose actions `choose` picks. */
export function record(
  env: MiniGridEnv,
  seed: number,
  steps: number,
  choose: (env: MiniGridEnv, random: Generator) => number,
): Recording {
  const recorder = new Recorder();
  const random = npRandom(seed + 1000)[0];
  const actions: number[] = [];
  let [observation] = env.reset({ seed });
  recorder.mark('reset');
  recorder.reset(env, observation.image, observation.mission);
  for (let step = 1; step <= steps; step++) {
    const action = choose(env, random);
    actions.push(action);
    const [next, reward, terminated, truncated] = env.step(action);
    recorder.mark(`step ${step} (action ${action})`);
    recorder.step(next.image, next.direction, reward, terminated, truncated);
    if (!terminated && !truncated) continue;
    [observation] = env.reset();
    recorder.mark(`reset after step ${step}`);
    recorder.reset(env, observation.image, observation.mission);
  }
  return { course: { seed, actions }, bytes: recorder.bytes(), marks: recorder.marks };
}

/** Any action, with equal chances. */
export function anyAction(env: MiniGridEnv, random: Generator): number {
  return random.integers(0, (env.actionSpace as unknown as { n: number }).n);
}

/** Mostly actions with an effect: going, picking up, opening, putting down. It gets further than `anyAction`. */
export function usefulAction(env: MiniGridEnv, random: Generator): number {
  const count = (env.actionSpace as unknown as { n: number }).n;
  const front = env.front;
  const type = env.grid.typeOf(front);
  let action: number = Action.forward;
  if (type === 'wall' || type === 'lava' || random.random() < 0.3) action = random.integers(0, 2);
  else if (type === 'door') action = env.grid.isOpenDoor(front) ? Action.forward : Action.toggle;
  else if (type === 'box' && random.random() < 0.5) action = Action.toggle;
  else if (env.grid.canPickUp(front) && env.carrying === NOTHING) action = Action.pickup;
  else if (front === NOTHING && env.carrying !== NOTHING && random.random() < 0.05) action = Action.drop;
  if (random.random() < 0.05) action = random.integers(0, count);
  return action < count ? action : random.integers(0, count);
}

const program = `
import base64, struct, zlib
output, sys.stdout = sys.stdout, sys.stderr  # some levels print
import gymnasium
import minigrid
from minigrid.envs.babyai.core import verifier

def reset_record(env, observation):
    pose = bytes([int(env.agent_pos[0]), int(env.agent_pos[1]), int(env.agent_dir)])
    return (env.grid.encode().tobytes() + pose + observation["image"].tobytes()
            + observation["mission"].encode() + b"\\0")

def run(env, seed, actions):
    observation, _ = env.reset(seed=seed)
    parts = [reset_record(env, observation)]
    for action in actions:
        observation, reward, terminated, truncated, _ = env.step(action)
        flags = int(bool(terminated)) + 2 * int(bool(truncated))
        parts.append(observation["image"].tobytes() + struct.pack("<BBd", observation["direction"], flags, reward))
        if terminated or truncated:
            observation, _ = env.reset()
            parts.append(reset_record(env, observation))
    return base64.b64encode(zlib.compress(b"".join(parts), 1)).decode()

result = []
for case in cases:
    kwargs = {key: tuple(value) if isinstance(value, list) else value for key, value in case.get("kwargs", {}).items()}
    verifier.use_done_actions = kwargs.pop("done_actions", False)  # BABYAI_DONE_ACTIONS
    env = gymnasium.make(case["id"], disable_env_checker=True, **kwargs).unwrapped
    result.append([run(env, course["seed"], course["actions"]) for course in case["courses"]])
print(json.dumps(result), file=output)
`;

export interface PythonCase {
  readonly id: string;
  /** The settings, as Python spells them. */
  readonly kwargs?: object;
  readonly courses: readonly Course[];
}

/** The same courses in Python: for each case, the bytes of each course. */
export function recordInPython(cases: readonly PythonCase[]): Uint8Array[][] {
  const encoded = runPython<string[][]>(program, cases);
  return encoded.map((courses) => courses.map((text) => inflateSync(Buffer.from(text, 'base64'))));
}

/** Where two recordings differ first, in words; null when they are equal. */
export function firstDifference({ course, bytes, marks }: Recording, expected: Uint8Array): string | null {
  if (Buffer.compare(bytes, expected) === 0) return null;
  let at = 0;
  while (at < bytes.length && bytes[at] === expected[at]) at++;
  const mark = marks.findLast((candidate) => candidate.at <= at)!;
  return `seed ${course.seed}, ${mark.what}, byte ${at - mark.at}: ${bytes[at]} instead of ${expected[at]}`;
}
