"""The workloads of workloads.ts for programs in Python, and how those programs are asked.

A program reads one request a line from standard input, JSON, and answers each with the seconds of processor time it took:

    {"workload": {...}, "training": true, "steps": 1000, "episodes": 1}  ->  {"seconds": 0.61}

Of each episode only the first steps are run. With "record": true networks begin anew, and the answer tells what happened.
{"versions": true} asks for the versions of what runs here, {"memory": true} for the most memory that this process has had in use,
in MiB.
"""

import functools
import json
import os
import platform
import resource
import shutil
import sys
import time

# One thread, like the kernels; NumPy looks when it is loaded.
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402


def population_code(coordinates):
    """20 Gaussian units a coordinate on [-1, 1], silent beyond four widths."""
    distances = (coordinates[:, None] - np.linspace(-1, 1, 20)) / 0.1
    return (np.exp(-(distances**2) / 2) * (np.abs(distances) <= 4)).ravel()


class Runner:
    def time(self, training, steps, episodes):
        """Seconds of processor time that episodes take."""
        start = time.process_time()
        for _ in range(episodes):
            self.run(training, steps)
        return time.process_time() - start


class Sequence(Runner):
    """One network, inputs given in advance."""

    def __init__(self, workload, rng, create):
        self.network = create(workload, rng)
        self.networks = [self.network]
        steps, inputs = workload["steps"], workload["inputs"]
        times = np.arange(steps) / steps
        if workload["input"] == "clock":
            self.inputs = np.eye(inputs)[(times * inputs).astype(int)]
        else:
            waves = np.stack([np.cos(2 * np.pi * (times + k / 4)) for k in range(inputs // 20)], axis=1)
            self.inputs = np.array([population_code(wave) for wave in waves])
        waves = [np.cos(2 * np.pi * (k + 1) * times + k) for k in range(workload["outputs"])]
        self.targets = np.stack(waves, axis=1)
        self.context = np.eye(max(1, workload["contexts"]))[0][: workload["contexts"]]

    def run(self, training, steps):
        network = self.network
        network.reset()
        for t in range(steps):
            k = t % len(self.inputs)
            if training:
                network.learn(network.trace(), self.targets[k])
            else:
                network.read(network.trace())
            network.step(self.inputs[k], self.context, self.targets[k], float(training), training)


class ClosedLoop(Runner):
    """A manager chooses the worker's context; the worker moves the agent; both see where it is."""

    def __init__(self, workload, rng, create):
        self.manager = create({**workload, "contexts": 1}, rng)
        self.worker = create(workload, rng)
        self.networks = [self.manager, self.worker]
        self.contexts = np.eye(2)

    def run(self, training, steps):
        self.manager.reset()
        self.worker.reset()
        position, button, food = np.zeros(2), np.array([0.6, 0.3]), np.array([-0.4, 0.5])
        no_teaching = np.zeros(2)
        for _ in range(steps):
            seen = population_code(np.clip(np.concatenate([food - position, button - position]), -1, 1))
            self.manager.step(seen, np.ones(1), no_teaching, 0.0, False)
            choice = np.argmax(self.manager.read(self.manager.trace()))
            self.worker.step(seen, self.contexts[choice], no_teaching, 0.0, False)
            velocity = self.worker.read(self.worker.trace())
            position = np.clip(position + 0.01 * velocity, -1, 1)


class Decisions(Runner):
    """Each decision from rest; its feature is the mean trace of the last 10 of 20 steps."""

    def __init__(self, workload, rng, create):
        self.network = create(workload, rng)
        self.networks = [self.network]
        self.inputs = (rng.random((50, workload["inputs"])) < 0.3).astype(float)
        self.context = np.ones(1)

    def run(self, training, steps):
        network, no_teaching = self.network, np.zeros(4)
        for k in range(steps // 20):
            network.reset()
            feature = np.zeros(network.n)
            for t in range(20):
                network.step(self.inputs[k % 50], self.context, no_teaching, 0.0, False)
                if t >= 10:
                    feature += network.trace() / 10
            network.read(feature)


KINDS = {"sequence": Sequence, "closed-loop": ClosedLoop, "decisions": Decisions}


def require_compiler():
    """Ends the program where what it generates cannot be compiled."""
    if shutil.which("g++") is None:
        sys.exit("no g++")


def serve(versions, create_network, kinds):
    """Answers requests. create_network(workload, rng, record=...) gives a network; its record() tells what happened, if record."""
    current, runner = None, None
    for line in sys.stdin:
        request = json.loads(line)
        if "versions" in request:
            answer = {"python": platform.python_version(), **versions}
        elif "memory" in request:
            answer = {"mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
        else:
            workload, record = request["workload"], request.get("record", False)
            # Only the workload at hand is kept: the largest matrices take a few hundred megabytes. What is recorded begins anew.
            if record or workload != current:
                current, runner = None if record else workload, None
                create = functools.partial(create_network, record=record)
                runner = kinds[workload["kind"]](workload, np.random.default_rng(1), create)
            answer = {"seconds": runner.time(request["training"], request["steps"], request["episodes"])}
            if record:
                answer["networks"] = [network.record() for network in runner.networks]
        print(json.dumps(answer), flush=True)
