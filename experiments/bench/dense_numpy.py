"""The model's equations in dense NumPy, to compare the kernels with (src/models/burst/README.md).

Float64, one matrix product for each projection in each step, as a program that transcribes the equations would have it.
Reads one request a line from standard input, JSON, and answers each with the seconds of processor time it took:

    {"workload": {...}, "training": true, "steps": 1000, "episodes": 1}  ->  {"seconds": 0.61}

The fields of a workload are documented in workloads.ts; of each episode only the first steps are run. Weights are drawn as
our own networks draw them: both compute the same from the same numbers, and with "record": true the answer tells what, see
Recorded. {"versions": true} asks for the versions of what runs here, {"memory": true} for the most memory that this process has
had in use, in MiB.
"""

import json
import os
import platform
import resource
import sys
import time

# One thread, like the kernels.
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402

DT, TAU_M, TAU_S, TAU_STAR, TAU_W = 1.0, 20.0, 2.0, 20.0, 200.0
H, H_REF, SOMA_RESET, APICAL_RESET = -1.0, -5.0, -20.0, -160.0
ADAPTATION, AMPLIFICATION, THETA_SOMA, THETA_BURST = 100.0, 20.0, 0.025, 0.0125
ESCAPE_WIDTH = 0.1
A = DT / TAU_M
BETA_S, BETA_STAR, BETA_W = (np.exp(-DT / tau) for tau in (TAU_S, TAU_STAR, TAU_W))


def draw(rng, sigma, n, units):
    """Weights (n, units), drawn by presynaptic unit."""
    return np.ascontiguousarray(sigma * rng.standard_normal((units, n)).T) if sigma else np.zeros((n, units))


class Network:
    """A population of burst neurons and its linear readout; the order of the draws is that of network.ts."""

    def __init__(self, workload, rng):
        n, inputs = workload["neurons"], workload["inputs"]
        contexts, outputs = workload["contexts"], workload["outputs"]
        excitatory = int(0.8 * n)
        self.n = n
        self.eta = workload["learningRate"]
        self.readout_rate = workload["readoutRate"]
        self.trace_name = workload["trace"]
        self.input_weights = draw(rng, workload["inputSigma"], n, inputs)
        self.teaching_weights = draw(rng, workload["teachingSigma"], n, outputs)
        self.teaching_weights[excitatory:] = 0
        self.apical_context = draw(rng, workload["contextSigma"], n, contexts)
        self.basal_context = np.zeros((n, contexts))
        # Written to, as a program that draws its weights has it: np.zeros gives memory that costs nothing to read.
        self.proximal, self.basal = (np.full((n, n), 0.0) for _ in range(2))
        self.readout = 0.1 * rng.standard_normal((outputs, n))
        self.bias = np.zeros(outputs)
        self.reset()

    def reset(self):
        zeros = lambda: np.zeros(self.n)  # noqa: E731
        self.v_soma, self.v_distal, self.v_proximal = (np.full(self.n, H) for _ in range(3))
        self.z_soma, self.z_distal, self.z_proximal = zeros(), zeros(), zeros()
        self.transmitted, self.window_trace, self.adaptation = zeros(), zeros(), zeros()
        self.target_trace, self.recurrent_trace, self.burst_spike_trace = zeros(), zeros(), zeros()
        self.bursting, self.eligibility = zeros(), zeros()
        self.pending = None

    def step(self, x, context, target, gain, plastic):
        before = self.z_proximal
        drive = self.proximal @ self.transmitted + H + H_REF
        self.v_proximal = (H * (1 - A) + A * drive) * (1 - before) + APICAL_RESET * before

        drive = self.apical_context @ context + H + H_REF
        if gain:
            drive = drive + self.teaching_weights @ (gain * target)
        z = self.z_distal
        self.v_distal = (self.v_distal * (1 - A) + A * drive) * (1 - z) + APICAL_RESET * z

        current = self.basal @ self.transmitted + H + self.input_weights @ x + self.basal_context @ context
        current += AMPLIFICATION * self.bursting - ADAPTATION * self.adaptation
        z = self.z_soma
        reset = SOMA_RESET * z / (1 + 2 * self.bursting)
        self.v_soma = (self.v_soma * (1 - A) + A * current) * (1 - z) + reset

        if plastic:
            # The weight change of the step before takes part in the next drive (README.md of src/models/burst, Time index).
            if self.pending is not None:
                self.proximal += np.outer(self.pending, self.eligibility)
            self.eligibility = (1 - A) * self.eligibility + A * self.transmitted
        self.z_proximal = np.heaviside(self.v_proximal, 0)
        self.z_distal = np.heaviside(self.v_distal, 0)
        self.z_soma = np.heaviside(self.v_soma, 0)
        burst_spike = self.z_soma * self.bursting
        self.transmitted = BETA_S * self.transmitted + (1 - BETA_S) * self.z_soma
        self.window_trace = BETA_STAR * self.window_trace + (1 - BETA_STAR) * self.z_soma
        self.adaptation = BETA_W * self.adaptation + (1 - BETA_W) * self.z_soma
        self.burst_spike_trace = BETA_STAR * self.burst_spike_trace + (1 - BETA_STAR) * burst_spike
        window = np.heaviside(self.window_trace - THETA_SOMA, 0)
        self.target_trace = BETA_STAR * self.target_trace + (1 - BETA_STAR) * window * self.z_distal
        self.recurrent_trace = BETA_STAR * self.recurrent_trace + (1 - BETA_STAR) * window * self.z_proximal
        bursting = (self.target_trace > THETA_BURST) | (self.recurrent_trace > THETA_BURST)
        self.bursting = bursting.astype(float)

        if plastic and self.eta:
            with np.errstate(over="ignore"):
                probability = 1 / (1 + np.exp(-self.v_proximal / ESCAPE_WIDTH))
            self.pending = self.eta * (self.z_distal - probability) * (1 - before) * window

    def trace(self):
        return {
            "target-bursts": self.target_trace,
            "recurrent-bursts": self.recurrent_trace,
            "burst-spikes": self.burst_spike_trace,
        }[self.trace_name]

    def read(self, feature):
        return self.readout @ feature + self.bias

    def learn(self, feature, target):
        error = target - self.read(feature)
        self.readout += self.readout_rate * np.outer(error, feature)


class Recorded(Network):
    """Keeps what happened: in each step the numbers of spikes of soma, distal and proximal compartments, and the outputs."""

    def __init__(self, workload, rng):
        self.spikes, self.outputs = [], []
        super().__init__(workload, rng)

    def step(self, *stimulus):
        super().step(*stimulus)
        self.spikes.append([int(z.sum()) for z in (self.z_soma, self.z_distal, self.z_proximal)])

    def read(self, feature):
        self.outputs.append(super().read(feature))
        return self.outputs[-1]


def population_code(coordinates):
    """20 Gaussian units a coordinate on [-1, 1], silent beyond four widths."""
    distances = (coordinates[:, None] - np.linspace(-1, 1, 20)) / 0.1
    return (np.exp(-(distances**2) / 2) * (np.abs(distances) <= 4)).ravel()


class Sequence:
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


class ClosedLoop:
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


class Decisions:
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


def main():
    current, runner = None, None
    for line in sys.stdin:
        request = json.loads(line)
        if "versions" in request:
            answer = {"python": platform.python_version(), "numpy": np.__version__}
        elif "memory" in request:
            answer = {"mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
        else:
            workload, record = request["workload"], request.get("record", False)
            # Only the workload at hand is kept: the largest matrices take a few hundred megabytes.
            if (workload["name"], record) != current:
                current = workload["name"], record
                create = Recorded if record else Network
                runner = KINDS[workload["kind"]](workload, np.random.default_rng(1), create)
            start = time.process_time()
            for _ in range(request["episodes"]):
                runner.run(request["training"], request["steps"])
            answer = {"seconds": time.process_time() - start}
            if record:
                answer["networks"] = [
                    {
                        "spikes": network.spikes,
                        "outputs": [output.tolist() for output in network.outputs],
                        "readout": network.readout.ravel().tolist(),
                        "recurrence": float(np.abs(network.proximal).sum()),
                    }
                    for network in runner.networks
                ]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
