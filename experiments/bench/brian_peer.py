"""The model's equations in Brian2, float32, as a C++ program on one thread ("standalone" mode) that flushes denormals.

A spike adds its neuron's column of J to the drive y = J F, which decays from step to step. A neuron whose postsynaptic factor is
not 0 emits an event at which its synapses learn, and y takes the change. Both are exact.

Weights, inputs, targets and requests are those of dense_numpy.py. A program is compiled for each phase of a workload, and every
request starts it: it runs an episode to warm up, which is the recorded one, and then those that are timed.
"""

import os
import subprocess
import sys
import tempfile

from workloads import Sequence, require_compiler, serve
from dense_numpy import A, BETA_S, BETA_STAR, BETA_W, Network  # isort: skip

try:
    import brian2 as b
except ImportError as error:
    sys.exit(str(error))

b.set_device("cpp_standalone", build_on_run=False)
b.prefs.core.default_float_dtype = b.float32
b.prefs.codegen.cpp.extra_link_args = ["-ffast-math"]  # A program linked so flushes denormals.

STATE = """
v_soma v_distal v_proximal z_soma z_distal z_proximal refractory_proximal
transmitted adapting active target recurrent bursting eligible drive pending
""".split()
COUNTS = ["somatic", "distal", "proximal"]

REST = "\n".join(f"{name} = {-1 if name.startswith('v_') else 0}" for name in STATE)

# Equations 1 to 5 (README.md of src/models/burst); `drive` is J F.
VOLTAGES = """
step = timestep(t, dt) % steps
refractory_proximal = z_proximal
v_proximal = (-(1 - a) + a * (drive - 6)) * (1 - z_proximal) - 160 * z_proximal
v_distal = (v_distal * (1 - a) + a * (distal_drive(step * dt, i) - 6)) * (1 - z_distal) - 160 * z_distal
current = soma_drive(step * dt, i) - 1 + 20 * bursting - 100 * adapting
v_soma = (v_soma * (1 - a) + a * current) * (1 - z_soma) - 20 * z_soma / (1 + 2 * bursting)
z_proximal = int(v_proximal > 0)
z_distal = int(v_distal > 0)
z_soma = int(v_soma > 0)
"""

# Equations 6 to 9.
TRACES = """
drive *= b_s
transmitted = b_s * transmitted + (1 - b_s) * z_soma
active = b_star * active + (1 - b_star) * z_soma
adapting = b_w * adapting + (1 - b_w) * z_soma
window = int(active > 0.025)
target = b_star * target + (1 - b_star) * window * z_distal
recurrent = b_star * recurrent + (1 - b_star) * window * z_proximal
bursting = int((target > 0.0125) or (recurrent > 0.0125))
somatic += z_soma
distal += z_distal
proximal += z_proximal
"""

# Equations 10 and 11.
ELIGIBILITY = "eligible = (1 - a) * eligible + a * transmitted"
FACTOR = "pending = eta * (z_distal - 1 / (1 + exp(-10 * v_proximal))) * (1 - refractory_proximal) * window"
LEARNING = """
change = pending_post * eligible_pre
J += change
drive_post += change * transmitted_pre
"""

FEATURES = {"target-bursts": "target", "recurrent-bursts": "recurrent"}


def build(network, sequence, training, folder):
    """Writes and compiles the program for one phase."""
    b.device.reinit()
    b.device.activate(directory=folder, build_on_run=False)
    tick = b.defaultclock.dt = 1 * b.ms
    n, (steps, output_count) = network.n, sequence.targets.shape
    feature, plastic = FEATURES[network.trace_name], training and network.eta != 0
    taught = sequence.targets @ network.teaching_weights.T * training
    names = {
        "a": A, "b_s": float(BETA_S), "b_star": float(BETA_STAR), "b_w": float(BETA_W),
        "eta": network.eta, "rate": network.readout_rate, "steps": steps,
        "soma_drive": b.TimedArray(sequence.inputs @ network.input_weights.T, dt=tick),
        "distal_drive": b.TimedArray(taught + network.apical_context @ sequence.context, dt=tick),
        "goal": b.TimedArray(sequence.targets, dt=tick),
    }  # fmt: skip

    neurons = b.NeuronGroup(
        n,
        "\n".join(f"{name} : 1" for name in STATE + COUNTS),
        threshold="v_soma > 0",
        reset="",
        events={"learning": "pending != 0"} if plastic else {},
        namespace=names,
    )
    neurons.run_regularly(REST, dt=steps * tick, when="start", order=-1)
    neurons.run_regularly(VOLTAGES, when="groups")
    neurons.run_regularly(f"{ELIGIBILITY}\n{TRACES}\n{FACTOR}" if plastic else TRACES, when="end")

    pathways = {"on_pre": {"pre": "drive_post += (1 - b_s) / b_s * J"}}
    if plastic:
        pathways |= {"on_post": {"learn": LEARNING}, "on_event": {"pre": "spike", "learn": "learning"}}
    synapses = b.Synapses(neurons, neurons, "J : 1", **pathways, namespace=names)
    synapses.connect()
    synapses.J = network.proximal.T.ravel()
    if plastic:
        synapses.learn.order, synapses.pre.order = 0, 1

    outputs = b.NeuronGroup(output_count, "y : 1")
    equations = f"weight : 1\ny_post = weight * {feature}_pre : 1 (summed)"
    readout = b.Synapses(neurons, outputs, equations, namespace=names)
    readout.connect()
    readout.weight = network.readout.T.ravel()
    readout.summed_updaters["y_post"].when = "start"
    if training:
        error = "(goal((timestep(t, dt) % steps) * dt, j) - y_post)"
        readout.run_regularly(f"weight += rate * {error} * {feature}_pre", when="start", order=1)

    simulation = b.Network(neurons, synapses, outputs, readout)
    simulation.run(steps * tick)
    for name in COUNTS:
        array = b.device.get_array_name(neurons.variables[name])
        cpp(f'double {name} = 0; for (int k = 0; k < {n}; k++) {name} += {array}[k]; printf("%.0f ", {name});')
    cpp('clock_t start = clock(); for (int k = atoi(getenv("EPISODES")); k > 0; k--) {')
    simulation.run(steps * tick)
    cpp('} printf("%g", double(clock() - start) / CLOCKS_PER_SEC);')
    b.device.build(directory=folder, run=False)


def cpp(code):
    """Adds a line to the main function of the program."""
    b.device.insert_code("main", code)


class BrianNetwork(Network):
    def record(self):
        return {"spikes": self.spikes}


class BrianSequence(Sequence):
    """Compiles the program for a phase when that is first asked for."""

    phase, folder = None, None

    def time(self, training, steps, episodes):
        if training != self.phase:
            self.phase, self.folder = training, tempfile.TemporaryDirectory()
            build(self.network, self, training, self.folder.name)
        environment = {**os.environ, "EPISODES": str(episodes)}
        run = subprocess.run(
            ["./main"], cwd=self.folder.name, env=environment, check=True, capture_output=True, text=True
        )
        *spikes, seconds = map(float, run.stdout.split())
        self.network.spikes = spikes
        return seconds


if __name__ == "__main__":
    require_compiler()
    serve({"brian2": b.__version__}, lambda *given, record: BrianNetwork(*given), {"sequence": BrianSequence})
