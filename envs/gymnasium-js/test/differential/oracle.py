"""What Gymnasium answers to generated questions. Reads `cases` (JSON), prints one answer for each.

`differential.test.ts` runs it behind the helpers of `python-spaces.ts`: `number`, `plain`, `describe`.
"""

import re
import sys
import warnings

import gymnasium
from gymnasium import wrappers
from gymnasium.wrappers.utils import create_zero_array

warnings.simplefilter("ignore")
np.seterr(all="ignore")
sys.path.insert(0, cases["sidePackage"])
import gymnasium_js

REFUSED = "refused"
NUMBERS = (-129, -128, -2, -1, 0, 1, 2, 127, 128, 255, 256, 0.5)


plain_value, plain_scalar = plain, scalar


def plain(x):
    if isinstance(x, np.ndarray) and x.dtype == object:
        return [plain(item) for item in x.ravel()]
    return plain_value(x)


def scalar(x):
    return "NaN" if isinstance(x, (float, np.floating)) and np.isnan(x) else plain_scalar(x)


def attempt(act):
    try:
        return act()
    except Exception:
        return REFUSED


# --- spaces ---


def value_of(x):
    """A number, or a list of them, as JSON has them."""
    if isinstance(x, list):
        return [value_of(item) for item in x]
    if isinstance(x, str) and x not in ("NaN", "Infinity", "-Infinity"):
        return x
    return float("nan") if x == "NaN" else number(x)


def nested(values, shape):
    return np.array(values, object).reshape(shape).tolist() if len(shape) > 1 else values


def build(recipe):
    kind = recipe["kind"]
    fields = {key: value_of(x) if key in ("low", "high", "n", "nvec", "start") else x for key, x in recipe.items()}
    if kind == "Discrete":
        return spaces.Discrete(fields["n"], start=fields["start"], dtype=fields["dtype"])
    if kind == "MultiDiscrete":
        shape = fields["shape"]
        lists = {"nvec": nested(fields["nvec"], shape), "start": nested(fields["start"], shape)}
        return spaces.MultiDiscrete(**lists, dtype=fields["dtype"])
    if kind == "MultiBinary":
        return spaces.MultiBinary(fields["n"])
    if kind == "Box":
        shape = fields.get("shape")
        low, high = (np.array(x) if isinstance(x, list) else x for x in (fields["low"], fields["high"]))
        if shape is not None:
            low, high = (x.reshape(shape) if isinstance(x, np.ndarray) else x for x in (low, high))
        return spaces.Box(low, high, shape, fields["dtype"])
    if kind == "Text":
        charset = frozenset(fields["charset"]) if isinstance(fields["charset"], list) else fields["charset"]
        return spaces.Text(fields["maxLength"], min_length=fields["minLength"], charset=charset)
    if kind == "Dict":
        entries = [(key, build(inner)) for key, inner in fields["spaces"]]
        return spaces.Dict(entries if fields["listed"] else dict(entries))
    if kind == "Tuple":
        return spaces.Tuple([build(inner) for inner in fields["spaces"]])
    if kind == "OneOf":
        return spaces.OneOf([build(inner) for inner in fields["spaces"]])
    if kind == "Sequence":
        return spaces.Sequence(build(fields["space"]), stack=fields["stack"])
    return spaces.Graph(build(fields["nodes"]), fields["edges"] and build(fields["edges"]))


def about_space(recipe, others):
    space = attempt(lambda: build(recipe))
    if space == REFUSED:
        return REFUSED

    def seeded(act):
        def run():
            space.seed(11)
            return act()

        return attempt(run)

    def batches():
        batch = vector_utils.batch_space(space, 2)
        rows = [space.sample() for _ in range(2)]
        joined = vector_utils.concatenate(space, rows, vector_utils.create_empty_array(space, 2))
        return [plain(batch.sample()), plain(joined), plain(list(vector_utils.iterate(batch, joined)))]

    def flat():
        value = space.sample()
        flattened = utils.flatten(space, value)
        return [describe(utils.flatten_space(space)), plain(flattened), plain(utils.unflatten(space, flattened))]

    return {
        "text": attempt(lambda: str(space)),
        "seed": plain(attempt(lambda: space.seed(5))),
        "samples": seeded(lambda: [plain(space.sample()) for _ in range(3)]),
        "contains": seeded(lambda: [contains(space, plain(space.sample())) for _ in range(3)]),
        "numbers": [isinstance(space, spaces.Discrete) and bool(space.contains(x)) for x in NUMBERS],
        "equal": [equal(space, other) for other in others],
        "json": attempt(lambda: json_of(space)),
        "batches": seeded(batches),
        "flat": seeded(flat),
        "zero": attempt(lambda: plain(create_zero_array(space))),
    }


def equal(space, recipe):
    other = attempt(lambda: build(recipe))
    return other is not REFUSED and bool(space == other)


def json_of(space):
    """The space as the bridge sends it, if what the bridge makes of that is the space again."""
    sent = gymnasium_js.space_to_json(space)
    assert gymnasium_js.space_from_json(sent) == space
    return sent


def read_json(recipe, sent):
    """Whether what gymnasium-js sends is the space."""
    return attempt(lambda: gymnasium_js.space_from_json(sent) == build(recipe))


# --- environments ---


class Sampler(gymnasium.Env):
    """Observes samples of a space; its rewards and infos are listed."""

    metadata = {"render_modes": []}

    def __init__(self, recipe, action=None, length=5, infos=()):
        self.observation_space = build(recipe)
        self.action_space = spaces.Discrete(3) if action is None else build(action)
        self.length, self.infos, self.received = length, list(infos), []

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.observation_space.seed(int(self.np_random.integers(1000)))
        self.count = 0
        return self.observation_space.sample(), self.info()

    def step(self, action):
        self.received.append(plain(action))
        self.count += 1
        reward = self.count * 1.5 - 3
        return self.observation_space.sample(), reward, self.count >= self.length, False, self.info()

    def info(self):
        return python_info(self.infos[self.count % len(self.infos)]) if self.infos else {}


def python_info(info):
    """Typed arrays come as {"$dtype": …, "values": […]}."""
    if isinstance(info, dict):
        if "$dtype" in info:
            return np.array(info["values"], info["$dtype"])
        return {key: python_info(value) for key, value in info.items()}
    return info


def wrap(env, name, settings):
    fields = {key: value_of(x) for key, x in settings.items()}
    if name in ("RescaleAction", "RescaleObservation"):
        shape = (env.action_space if name == "RescaleAction" else env.observation_space).shape
        fields = {key: np.array(x).reshape(shape) if isinstance(x, list) else x for key, x in fields.items()}
    if name == "TimeAwareObservation":
        env = wrappers.TimeLimit(env, 4)
    return getattr(wrappers, name)(env, **fields)


def about_wrapper(case):
    base = Sampler(case["recipe"], case.get("action"))
    env = attempt(lambda: wrap(base, case["wrapper"], case["settings"]))
    if env == REFUSED:
        return REFUSED

    def play():
        log = [plain(env.reset(seed=7))]
        for i in range(6):
            action = i % 3 if "action" not in case else np.array(case["actions"][i % 3], env.action_space.dtype).reshape(env.action_space.shape)
            result = env.step(action)
            log.append(plain(result))
            if result[2] or result[3]:
                log.append(plain(env.reset()))
        return [log, plain(base.received)]

    return attempt(play)


def about_vector(case):
    def make(infos):
        return lambda: Sampler(case["recipe"], None, case["length"], infos)

    def play():
        env = gymnasium.vector.SyncVectorEnv([make(infos) for infos in case["infos"]], autoreset_mode=case["mode"])
        log = [plain(env.reset(seed=case["seed"]))]
        for actions in case["actions"]:
            result = env.step(np.array(actions, np.int64))
            log.append(plain(result))
        return log

    return attempt(play)


# --- registration ---


def about_registration(case):
    registry = gymnasium.envs.registration.registry
    registry.clear()
    said = []
    gymnasium.logger.warn = lambda message, *_: said.append("newest" if "latest" in message else "replaced")
    gymnasium.logger.deprecation = lambda *_: said.append("out of date")
    answers = []
    for operation, id in case:
        said.clear()
        try:
            if operation == "register":
                gymnasium.register(id, Sampler)
                answer = sorted(registry)
            elif operation == "make":
                recipe = {"kind": "Discrete", "n": 2, "start": 0, "dtype": "int64"}
                answer = gymnasium.make(id, recipe=recipe).spec.id
            else:
                answer = gymnasium.spec(id).id
        except Exception as error:
            named = re.search(r"Did you mean: `(.*?)`", str(error))
            _, _, versions = str(error).partition("versioned environments:")
            answer = [type(error).__name__, named and named[1], re.findall(r"`v(\d+)`", versions)]
            said.clear()
        answers.append([answer, list(said)])
    return answers


print(
    json.dumps(
        {
            "spaces": [about_space(case["recipe"], case["others"]) for case in cases["spaces"]],
            "sent": [read_json(recipe, sent) for recipe, sent in cases["sent"]],
            "wrappers": [about_wrapper(case) for case in cases["wrappers"]],
            "vectors": [about_vector(case) for case in cases["vectors"]],
            "registrations": [about_registration(case) for case in cases["registrations"]],
        },
        default=lambda x: x.item(),
        allow_nan=False,
    )
)
