import { type EventKind, eventKinds } from '../../src/parity/event-comparison.ts';
import type { ReferenceFile } from '../../src/parity/reference-file.ts';
import { generatorOf } from '../models/burst/random-population.ts';

type Rows = number[][];
type Parameters = ReferenceFile['parameters'];

/** What differs from run to run; the rest is small and fixed. */
export interface ReferenceSettings extends Partial<Parameters> {
  readonly sigmaBasalRecurrence?: number;
  readonly sigmaProximal?: number;
  readonly sigmaTarget?: number;
}

/** Everything at one index t, an entry a neuron. */
interface Moment {
  Vs: number[];
  Vd: number[];
  Vp: number[];
  trace: number[];
  r: number[];
  W: number[];
  S: number[];
  b: number[];
  bRec: number[];
  soma: number[];
  apicalDistal: number[];
  apicalProximal: number[];
  targetBurst: number[];
  recurrentBurst: number[];
  burstWindow: number[];
}

/**
 * A run in the format of the reference data, made by a program of its own: the equations of src/models/burst/README.md
 * with whole histories over the reference's index t, and nothing of the simulator under test.
 */
export function runReference(seed: number, settings: ReferenceSettings = {}): ReferenceFile {
  const { sigmaBasalRecurrence = 0, sigmaProximal = 0, sigmaTarget = 30, ...changes } = settings;
  const parameters: Parameters = {
    N: 30,
    N_E: 24,
    I: 4,
    O: 2,
    T: 120,
    contexts: 1,
    eta: 1,
    eta_out: 0.02,
    eta_bias: 0.001,
    sigma_ctx_apical: 0,
    sigma_ctx_basal: 0,
    readout: 'recurrent',
    iterations: 3,
    ...changes,
  };
  const { N, N_E, I, O, T, contexts, iterations } = parameters;
  const generator = generatorOf(seed);
  const rows = (height: number, width: number, deviation: number): Rows =>
    Array.from({ length: height }, () => [...generator.normal(0, deviation, width)]);
  const initial = {
    J_in: rows(N, I, 20),
    J_target: rows(N, O, sigmaTarget).map((row, i) => (i < N_E ? row : row.map(() => 0))),
    C_apical: rows(N, contexts, 1),
    C_basal: rows(N, contexts, 1),
    J_out: rows(O, N, 0.1),
    w: rows(N, N, sigmaBasalRecurrence),
    J: rows(N, N, sigmaProximal),
  };
  const input = Array.from({ length: I }, (_, k) =>
    Array.from({ length: T }, (_, t) => (Math.floor((t * I) / T) === k ? 1 : 0.1)),
  );
  const targets = Array.from({ length: contexts }, () =>
    Array.from({ length: O }, () => {
      const [rate, phase] = [generator.uniform(0.02, 0.1), generator.uniform(0, 6)];
      return Array.from({ length: T }, (_, t) => Math.sin(rate * t + phase));
    }),
  );
  const learned = { J: copy(initial.J), J_out: copy(initial.J_out), bias: new Array<number>(O).fill(0) };
  const run = { parameters, initial, input, targets, learned };
  const training: ReferenceFile['training'] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    for (let context = 0; context < contexts; context++) {
      const history = simulate(run, context, true);
      if (iteration === 0 || iteration === iterations - 1) {
        training.push({ iteration, context, ...eventsOf(history, eventKinds) });
      }
    }
  }
  const recall = targets.map((target, context) => recallOf(run, context, target));
  const { learned: final, ...rest } = run;
  return { ...rest, training, recall, final };
}

interface Run extends Pick<ReferenceFile, 'parameters' | 'initial' | 'input' | 'targets'> {
  readonly learned: { readonly J: Rows; readonly J_out: Rows; readonly bias: number[] };
}

function simulate(run: Run, context: number, training: boolean): Moment[] {
  const { parameters, targets, learned } = run;
  const { N, T, eta, eta_out, eta_bias } = parameters;
  const history = [restOf(N), restOf(N)];
  const eligibility = new Array<number>(N).fill(0);
  for (let t = 1; t < T - 1; t++) {
    history.push(advance(run, history, t, context, training));
    if (!training) continue;
    const [before, now] = [history[t - 1]!, history[t]!];
    for (let j = 0; j < N; j++) eligibility[j] = eligibility[j]! * 0.95 + 0.05 * before.trace[j]!;
    for (let i = 0; i < N; i++) {
      const probability = 1 / (1 + Math.exp(-before.Vp[i]! / 0.1));
      const free = 1 - before.apicalProximal[i]!;
      const factor = eta * (now.apicalDistal[i]! - probability) * free * now.S[i]!;
      for (let j = 0; j < N; j++) learned.J[i]![j]! += factor * eligibility[j]!;
    }
    const trace = traceOf(run, now);
    for (const [o, row] of learned.J_out.entries()) {
      const error = targets[context]![o]![t]! - dot(row, trace) - learned.bias[o]!;
      for (let i = 0; i < N; i++) row[i]! += eta_out * error * trace[i]!;
      learned.bias[o]! += eta_bias * error;
    }
  }
  return history;
}

/** Voltages of index t, written into `history[t]`, and all else of index t + 1. */
function advance(run: Run, history: Moment[], t: number, context: number, taught: boolean): Moment {
  const { parameters, initial, input, targets, learned } = run;
  const { N, sigma_ctx_apical, sigma_ctx_basal } = parameters;
  const [before, now] = [history[t - 1]!, history[t]!];
  const next = restOf(N);
  const follow = (trace: number, tau: number, event: number) =>
    Math.exp(-1 / tau) * trace + (1 - Math.exp(-1 / tau)) * event;
  for (let i = 0; i < N; i++) {
    const teaching = taught
      ? dot(
          initial.J_target[i]!,
          targets[context]!.map((row) => row[t]!),
        )
      : 0;
    const seen = dot(
      initial.J_in[i]!,
      input.map((row) => row[t]!),
    );
    const distal = teaching + sigma_ctx_apical * initial.C_apical[i]![context]! - 6;
    const [zs, zd, zp, A] = [now.soma[i]!, now.apicalDistal[i]!, now.apicalProximal[i]!, now.burstWindow[i]!];
    const proximal = -0.95 + 0.05 * (dot(learned.J[i]!, now.trace) - 6);
    now.Vp[i] = proximal * (1 - zp) - 160 * zp;
    now.Vd[i] = (before.Vd[i]! * 0.95 + 0.05 * distal) * (1 - zd) - 160 * zd;
    const basal = dot(initial.w[i]!, now.trace) + sigma_ctx_basal * initial.C_basal[i]![context]!;
    const current = basal - 1 + seen + 20 * A - 100 * now.W[i]!;
    now.Vs[i] = (before.Vs[i]! * 0.95 + 0.05 * current) * (1 - zs) - (20 * zs) / (1 + 2 * A);

    next.soma[i] = now.Vs[i]! > 0 ? 1 : 0;
    next.apicalDistal[i] = now.Vd[i]! > 0 ? 1 : 0;
    next.apicalProximal[i] = now.Vp[i]! > 0 ? 1 : 0;
    next.trace[i] = follow(now.trace[i]!, 2, next.soma[i]!);
    next.r[i] = follow(now.r[i]!, 20, next.soma[i]!);
    next.W[i] = follow(now.W[i]!, 200, next.soma[i]!);
    next.S[i] = next.r[i]! > 0.025 ? 1 : 0;
    next.targetBurst[i] = next.S[i]! * next.apicalDistal[i]!;
    next.recurrentBurst[i] = next.S[i]! * next.apicalProximal[i]!;
    next.b[i] = follow(now.b[i]!, 20, next.targetBurst[i]!);
    next.bRec[i] = follow(now.bRec[i]!, 20, next.recurrentBurst[i]!);
    next.burstWindow[i] = next.b[i]! > 0.0125 || next.bRec[i]! > 0.0125 ? 1 : 0;
  }
  return next;
}

function recallOf(run: Run, context: number, target: Rows): ReferenceFile['recall'][number] {
  const { T } = run.parameters;
  const history = simulate(run, context, false);
  const output = run.learned.J_out.map((row, o) =>
    Array.from({ length: T - 3 }, (_, k) => dot(row, traceOf(run, history[k + 1]!)) + run.learned.bias[o]!),
  );
  const differences = output.flatMap((row, o) => row.map((value, k) => target[o]![k + 1]! - value));
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  const error = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / differences.length;
  return { context, output, error, ...eventsOf(history, ['soma']) };
}

function restOf(N: number): Moment {
  const zeros = () => new Array<number>(N).fill(0);
  const rest = () => new Array<number>(N).fill(-1);
  return {
    Vs: rest(),
    Vd: rest(),
    Vp: rest(),
    trace: zeros(),
    r: zeros(),
    W: zeros(),
    S: zeros(),
    b: zeros(),
    bRec: zeros(),
    soma: zeros(),
    apicalDistal: zeros(),
    apicalProximal: zeros(),
    targetBurst: zeros(),
    recurrentBurst: zeros(),
    burstWindow: zeros(),
  };
}

function eventsOf<Kind extends EventKind>(history: Moment[], kinds: readonly Kind[]): Record<Kind, Rows> {
  const listed = (events: number[]) => [...events.keys()].filter((i) => events[i] === 1);
  const entries = kinds.map((kind) => [kind, history.map((moment) => listed(moment[kind]))]);
  return Object.fromEntries(entries) as Record<Kind, Rows>;
}

function traceOf({ parameters }: Run, moment: Moment): number[] {
  return parameters.readout === 'target' ? moment.b : moment.bRec;
}

const copy = (rows: Rows): Rows => rows.map((row) => [...row]);

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
