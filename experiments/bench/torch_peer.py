"""The model's equations in PyTorch, float32 on one thread, denormals flushed, as somebody who knows PyTorch would write them.

`torch_peer.py dense`   a matrix product and, in training, an outer product in every step; ten steps are one compiled function.
`torch_peer.py events`  a step's work on vectors is compiled; only columns of neurons that spiked are read and written
                        (src/models/burst/event-recurrence.ts describes the algorithm).

Drives of input and teacher are computed once an episode, and the product with w, which is 0, is left out. Weights, inputs, targets
and requests are those of dense_numpy.py.
"""

import sys

from workloads import Sequence, require_compiler, serve
from dense_numpy import (  # isort: skip
    A, ADAPTATION, AMPLIFICATION, APICAL_RESET, BETA_S, BETA_STAR, BETA_W, ESCAPE_WIDTH, H, H_REF, SOMA_RESET, THETA_BURST,
    THETA_SOMA, Network,
)  # fmt: skip

try:
    import torch
except ImportError as error:
    sys.exit(str(error))

LAMBDA = 1 - A
BETA_S, BETA_STAR, BETA_W = float(BETA_S), float(BETA_STAR), float(BETA_W)
KAPPA = A / (LAMBDA - BETA_S)
RISE = KAPPA * (1 - BETA_S)
BLOCK = 10
# A sum of weight changes serves the spikes of 8 steps; after 64 steps all columns take their sums.
FAST_STEPS, FAST_SUMS = 8, 8

# Rows of the state, (16, N).
(V_SOMA, V_DISTAL, V_PROXIMAL, Z_SOMA, Z_DISTAL, Z_PROXIMAL, TRANSMITTED, WINDOW, ADAPTING, TARGET, RECURRENT, BURSTING,
 ELIGIBILITY, PENDING, DRIVE, _) = range(16)  # fmt: skip


def neurons(state, drive, soma, distal, eta):
    """One step of all compartments and traces; drives are without the constant currents. Returns the new rows by number."""
    before = state[Z_PROXIMAL]
    v_proximal = (H * LAMBDA + A * (drive + (H + H_REF))) * (1 - before) + APICAL_RESET * before
    z = state[Z_DISTAL]
    v_distal = (state[V_DISTAL] * LAMBDA + A * (distal + (H + H_REF))) * (1 - z) + APICAL_RESET * z
    z, amplified = state[Z_SOMA], state[BURSTING]
    current = soma + H + AMPLIFICATION * amplified - ADAPTATION * state[ADAPTING]
    v_soma = (state[V_SOMA] * LAMBDA + A * current) * (1 - z) + SOMA_RESET * z / (1 + 2 * amplified)
    z_soma, z_distal, z_proximal = ((v > 0).float() for v in (v_soma, v_distal, v_proximal))
    trace = BETA_STAR * state[WINDOW] + (1 - BETA_STAR) * z_soma
    window = (trace > THETA_SOMA).float()
    target = BETA_STAR * state[TARGET] + (1 - BETA_STAR) * window * z_distal
    recurrent = BETA_STAR * state[RECURRENT] + (1 - BETA_STAR) * window * z_proximal
    new = {
        V_SOMA: v_soma, V_DISTAL: v_distal, V_PROXIMAL: v_proximal,
        Z_SOMA: z_soma, Z_DISTAL: z_distal, Z_PROXIMAL: z_proximal,
        TRANSMITTED: BETA_S * state[TRANSMITTED] + (1 - BETA_S) * z_soma,
        WINDOW: trace,
        ADAPTING: BETA_W * state[ADAPTING] + (1 - BETA_W) * z_soma,
        TARGET: target, RECURRENT: recurrent,
        BURSTING: ((target > THETA_BURST) | (recurrent > THETA_BURST)).float(),
    }  # fmt: skip
    if eta is not None:
        new[ELIGIBILITY] = LAMBDA * state[ELIGIBILITY] + A * state[TRANSMITTED]
        new[PENDING] = eta * (z_distal - torch.sigmoid(v_proximal / ESCAPE_WIDTH)) * (1 - before) * window
    return new


def tensor(values):
    return torch.tensor(values, dtype=torch.float32)


class TorchNetwork:
    """Weights of the NumPy network as tensors, and what both ways of computing share."""

    def __init__(self, workload, rng, record):
        drawn = Network(workload, rng)
        self.n, self.feature_row = drawn.n, {"target-bursts": TARGET, "recurrent-bursts": RECURRENT}[drawn.trace_name]
        self.eta, self.rate = drawn.eta, drawn.readout_rate
        self.input_weights, self.teaching_weights = tensor(drawn.input_weights), tensor(drawn.teaching_weights)
        self.apical_context, self.readout = tensor(drawn.apical_context), tensor(drawn.readout)
        self.proximal = tensor(drawn.proximal)
        self.recording, self.spikes = record, torch.zeros(3)
        self.state = torch.zeros(16, self.n)

    def begin(self):
        self.state.zero_()
        self.state[V_SOMA : V_PROXIMAL + 1] = H

    def drives(self, inputs, context, targets, gain):
        """Drives of soma and distal compartment for all steps of an episode, each (T, N)."""
        soma = tensor(inputs) @ self.input_weights.T
        distal = (self.apical_context @ tensor(context)).expand_as(soma)
        targets = tensor(targets)
        return soma, distal + targets @ self.teaching_weights.T if gain else distal, targets

    def record(self):
        return {"spikes": [int(count) for count in self.spikes]}


class DenseNetwork(TorchNetwork):
    """J F in every step, A ⊗ e in every training step; ten steps a call."""

    def __init__(self, workload, rng, record):
        super().__init__(workload, rng, record)
        self.counts = torch.zeros(3, self.n)
        eta, row, rate = self.eta, self.feature_row, self.rate

        def block(state, proximal, readout, counts, soma, distal, targets, training: bool):
            rows = {k: state[k] for k in range(16)}
            features, counted = [], [counts[k] for k in range(3)]
            weights, out = proximal, readout
            for t in range(BLOCK):
                feature = rows[row]
                features.append(feature)
                if training:
                    error = targets[t] - out @ feature
                    out = out + rate * error[:, None] * feature
                drive = weights @ rows[TRANSMITTED] if eta else torch.zeros_like(feature)
                if training and eta:
                    weights = weights + rows[PENDING][:, None] * rows[ELIGIBILITY]
                rows.update(neurons(rows, drive, soma[t], distal[t], eta if training else None))
                counted = [count + rows[z] for count, z in zip(counted, (Z_SOMA, Z_DISTAL, Z_PROXIMAL))]
            state.copy_(torch.stack([rows[k] for k in range(16)]))
            counts.copy_(torch.stack(counted))
            if training:
                readout.copy_(out)
                if eta:
                    proximal.copy_(weights)
                return None
            return torch.stack(features) @ readout.T

        self.block = torch.compile(block, dynamic=False)

    def run(self, inputs, context, targets, training):
        self.begin()
        soma, distal, targets = self.drives(inputs, context, targets, training)
        for t in range(0, len(inputs), BLOCK):
            part = slice(t, t + BLOCK)
            self.block(
                self.state, self.proximal, self.readout, self.counts, soma[part], distal[part], targets[part], training
            )
        self.spikes = self.counts.sum(1)


class EventNetwork(TorchNetwork):
    """The drive kept from step to step; a column of J, here a row of memory, is touched when its neuron spikes."""

    def __init__(self, workload, rng, record):
        super().__init__(workload, rng, record)
        n, eta, row, rate = self.n, self.eta, self.feature_row, self.rate
        self.columns = self.proximal.T.contiguous()
        # P_j and -Q_jk, the sums that belong to them, and λ^m and β^m of each.
        self.parts, self.sums = torch.zeros(1 + FAST_SUMS, n), torch.zeros(1 + FAST_SUMS, n)
        self.powers = torch.zeros(1 + FAST_SUMS)
        self.decays = torch.tensor([LAMBDA] + [BETA_S] * FAST_SUMS)
        # Jumps of P and -Q of a neuron that spikes, by the age of the epoch.
        self.rises = torch.zeros(FAST_STEPS * FAST_SUMS, 1 + FAST_SUMS)
        for age in range(FAST_STEPS * FAST_SUMS):
            newest = age // FAST_STEPS
            self.rises[age, 0] = RISE / LAMBDA ** (age + 1)
            self.rises[age, 1 + newest] = -RISE / BETA_S ** (age + 1 - newest * FAST_STEPS)

        def infer(state, gathered, soma, distal):
            drive = state[DRIVE] + (1 - BETA_S) * gathered
            new = neurons(state, drive, soma, distal, None)
            new[DRIVE] = BETA_S * drive
            for k, values in new.items():
                state[k].copy_(values)

        def train(state, gathered, parts, sums, powers, rises, readout, soma, distal, target):
            feature = state[row]
            readout += rate * (target - readout @ feature)[:, None] * feature
            drive = state[DRIVE] + (1 - BETA_S) * gathered
            new = neurons(state, drive, soma, distal, eta)
            overlap = (state[ELIGIBILITY] * state[TRANSMITTED]).sum()
            z = new[Z_SOMA]
            added = sums + powers[:, None] * state[PENDING]
            shares = (parts * z).sum(1)
            new[DRIVE] = BETA_S * (drive + state[PENDING] * overlap) + (1 - BETA_S) * (shares[:, None] * added).sum(0)
            sums.copy_(added)
            parts += rises[:, None] * z
            for k, values in new.items():
                state[k].copy_(values)
            return (rises[:, None] * added).sum(0)

        self.infer, self.train = torch.compile(infer, dynamic=False), torch.compile(train, dynamic=False)

    def run(self, inputs, context, targets, training):
        self.begin()
        soma, distal, targets = self.drives(inputs, context, targets, training)
        plastic = training and self.eta
        self.begin_epoch()
        self.parts.zero_()
        state, columns, features = self.state, self.columns, []
        spikes, gathered = state[Z_SOMA], torch.zeros(self.n)
        age = 0
        for t, (soma_drive, distal_drive, target) in enumerate(zip(soma, distal, targets)):
            if plastic:
                if age and age % FAST_STEPS == 0:
                    self.powers[1 + age // FAST_STEPS] = 1
                correction = self.train(
                    state, gathered, self.parts, self.sums, self.powers, self.rises[age], self.readout,
                    soma_drive, distal_drive, target,
                )  # fmt: skip
                self.powers *= self.decays
            else:
                if training:
                    feature = state[self.feature_row]
                    self.readout.addr_(target - self.readout @ feature, feature, alpha=self.rate)
                else:
                    features.append(state[self.feature_row].clone())
                self.infer(state, gathered, soma_drive, distal_drive)
            if self.eta:
                spiking = spikes.nonzero().view(-1)
                rows = columns.index_select(0, spiking)
                gathered = rows.sum(0)
                if plastic:
                    columns.index_copy_(0, spiking, rows.sub_(correction))
                    age += 1
                    if age == FAST_STEPS * FAST_SUMS:
                        self.settle()
                        age = 0
            if self.recording:
                self.spikes += state[Z_SOMA : Z_PROXIMAL + 1].sum(1)
        if plastic:
            self.settle()
        if not training:
            torch.stack(features) @ self.readout.T

    def begin_epoch(self):
        self.sums.zero_()
        self.powers.zero_()
        self.powers[:2] = 1

    def settle(self):
        """All columns take their sums; the sums begin anew."""
        self.columns.addmm_(self.parts.T, self.sums)
        slow, fast = self.parts[0] * self.powers[0], self.powers[1:] @ self.parts[1:]
        self.parts.zero_()
        self.parts[0], self.parts[1] = slow, fast
        self.begin_epoch()


class TorchSequence(Sequence):
    def run(self, training, steps):
        part = slice(0, steps)
        self.network.run(self.inputs[part], self.context, self.targets[part], training)


if __name__ == "__main__":
    require_compiler()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    network = {"dense": DenseNetwork, "events": EventNetwork}[sys.argv[1]]
    with torch.inference_mode():
        serve({"torch": torch.__version__}, network, {"sequence": TorchSequence})
