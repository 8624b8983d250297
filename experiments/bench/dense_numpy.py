"""The model's equations in dense NumPy, to compare the kernels with (src/models/burst/README.md).

Float64, one matrix product for each projection in each step, as a program that transcribes the equations would have it. Weights
are drawn as our own networks draw them: both compute the same from the same numbers. workloads.py says how it is asked.
"""

from workloads import KINDS, serve  # before NumPy, which it holds to one thread

import numpy as np  # isort: skip

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
        if "learned" in workload:
            self.load(workload["learned"])
        self.reset()

    def load(self, path):
        """Takes J and J_out from a file of float32: J by presynaptic neuron, then J_out."""
        values = np.fromfile(path, np.float32)
        self.proximal[:] = values[: self.n**2].reshape(self.n, self.n).T
        self.readout[:] = values[self.n**2 :].reshape(self.readout.shape)

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

    def record(self):
        return {
            "spikes": self.spikes,
            "outputs": [output.tolist() for output in self.outputs],
            "readout": self.readout.ravel().tolist(),
            "recurrence": float(np.abs(self.proximal).sum()),
        }


if __name__ == "__main__":
    serve({"numpy": np.__version__}, lambda *given, record: (Recorded if record else Network)(*given), KINDS)
