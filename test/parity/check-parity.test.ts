import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readJsonFile } from '../../src/files/json-file.ts';
import type { Kernel } from '../../src/models/burst/population.ts';
import { checkParity } from '../../src/parity/check-parity.ts';
import { type EventKind, eventKinds } from '../../src/parity/event-comparison.ts';
import { parityTable } from '../../src/parity/parity-report.ts';
import { parseReference, type ReferenceFile } from '../../src/parity/reference-file.ts';
import { type ReferenceSettings, runReference } from './reference-run.ts';

const exactKernels: readonly Kernel[] = ['event64', 'dense64'];
const names = ['store-recall', 'worker', 'manager'] as const;

function fixture(name: (typeof names)[number]): ReferenceFile {
  const path = fileURLToPath(new URL(`../fixtures/parity/${name}-small.json`, import.meta.url));
  return parseReference(readJsonFile(path, 'reference data'), path);
}

describe.each(exactKernels)('runs of the published reference implementation, %s', (kernel) => {
  test.each(names)('%s: every spike of every stored iteration, the recall error and the weights', (name) => {
    const file = fixture(name);
    const report = checkParity(file, kernel);
    expect(report.presentations).toHaveLength(file.training.length);
    for (const { firstDifference, events } of report.presentations) {
      expect(firstDifference).toBeNull();
      expect(events).toBeGreaterThan(300);
    }
    expect(report.recalls).toHaveLength(file.recall.length);
    for (const [index, recall] of report.recalls.entries()) {
      expect(recall.firstDifference).toBeNull();
      expect(recall.events).toBe(file.recall[index]!.soma.flat().length);
      expect(recall.errorDeviation).toBeLessThan(1e-12);
      expect(recall.outputDeviation).toBeLessThan(1e-11);
    }
    for (const { deviation } of report.weights) expect(deviation).toBeLessThan(1e-11);
    expect(report.agreed).toBe(true);
  });
});

describe.each(exactKernels)('files of any other setting, %s', (kernel) => {
  const settings: [string, ReferenceSettings][] = [
    ['basal recurrence', { sigmaBasalRecurrence: 20 }],
    ['initial recurrence that does not learn', { sigmaProximal: 60, eta: 0, sigmaTarget: 60 }],
    ['two contexts at the basal compartment', { contexts: 2, sigma_ctx_basal: 30, sigmaTarget: 80 }],
    [
      'contexts at both compartments, with all recurrence',
      { contexts: 3, sigma_ctx_apical: 50, sigma_ctx_basal: 20, sigmaBasalRecurrence: 10, sigmaProximal: 10 },
    ],
    ['readout of the target bursts', { readout: 'target', sigma_ctx_apical: 40, sigmaBasalRecurrence: 10 }],
    ['other sizes', { N: 7, N_E: 5, I: 1, O: 1, T: 200, sigmaTarget: 200 }],
    ['a short sequence', { T: 4 }],
  ];

  test.each(settings)('%s', (_, setting) => {
    const file = runReference(17, setting);
    const report = checkParity(file, kernel);
    expect(report.presentations.map(({ firstDifference }) => firstDifference)).toEqual(
      file.training.map(() => null),
    );
    expect(report.agreed).toBe(true);
    const events = report.presentations.reduce((sum, presentation) => sum + presentation.events, 0);
    if (file.parameters.T > 4) expect(events).toBeGreaterThan(100);
  });

  test('the settings matter: basal recurrence and context change the spikes', () => {
    const spikes = (setting: ReferenceSettings) => runReference(17, setting).training[0]!.soma;
    expect(spikes({ sigmaBasalRecurrence: 20 })).not.toEqual(spikes({}));
    expect(spikes({ sigma_ctx_basal: 30 })).not.toEqual(spikes({}));
  });
});

/** The file without the stored event of one neuron at one index. */
function without(file: ReferenceFile, presentation: number, kind: EventKind) {
  const changed = structuredClone(file);
  const lists = changed.training[presentation]![kind];
  const index = lists.findIndex((neurons) => neurons.length > 0);
  const [neuron] = lists[index]!.splice(0, 1);
  return { changed, index, neuron };
}

describe('what does not agree', () => {
  test.each(eventKinds)(
    'a missing event of kind %s in the first iteration is found, with its place',
    (kind) => {
      // With recurrent weights from the start, so that there are proximal spikes.
      const file = runReference(4, { sigmaProximal: 60, sigmaTarget: 60 });
      const { changed, index, neuron } = without(file, 0, kind);
      const report = checkParity(changed);
      expect(report.agreed).toBe(false);
      expect(report.presentations[0]!.agreed).toBe(false);
      expect(report.presentations[0]!.firstDifference).toMatchObject({
        kind,
        index,
        neuron,
        side: 'simulation',
      });
      expect(report.presentations[1]!.firstDifference).toBeNull();
    },
  );

  test('an event too many is found, even before anything can happen', () => {
    const changed = structuredClone(fixture('worker'));
    changed.training[2]!.soma[0]!.push(3);
    const { presentations, agreed } = checkParity(changed);
    expect(presentations[2]!.firstDifference).toMatchObject({
      kind: 'soma',
      index: 0,
      neuron: 3,
      side: 'reference',
    });
    expect(agreed).toBe(false);
  });

  test('in a later iteration, too, unless the threshold was within rounding', () => {
    const { changed } = without(fixture('store-recall'), 1, 'apicalProximal');
    const report = checkParity(changed);
    expect(report.presentations[1]!.firstDifference!.margin).toBeGreaterThan(1e-3);
    expect(report.agreed).toBe(false);
  });

  test('recall: spikes, outputs and error', () => {
    const changed = (change: (recall: ReferenceFile['recall'][number]) => void) => {
      const file = structuredClone(fixture('manager'));
      change(file.recall[0]!);
      return checkParity(file);
    };
    const error = changed((recall) => {
      recall.error *= 1 + 1e-8;
    });
    expect(error.recalls[0]!.errorDeviation).toBeCloseTo(1e-8, 10);
    const output = changed((recall) => {
      recall.output[1]![50]! += 1e-6;
    });
    expect(output.recalls[0]!.outputDeviation).toBeCloseTo(1e-6, 9);
    const spike = changed((recall) => {
      recall.soma.find((neurons) => neurons.length > 0)!.pop();
    });
    expect(spike.recalls[0]!.firstDifference).toMatchObject({ kind: 'soma', side: 'simulation' });
    for (const report of [error, output, spike]) {
      expect(report.recalls[0]!.agreed).toBe(false);
      expect(report.agreed).toBe(false);
    }
  });

  test('final weights', () => {
    for (const change of [
      (file: ReferenceFile) => (file.final.J[3]![5]! += 1e-6),
      (file: ReferenceFile) => (file.final.J_out[1]![5]! += 1e-6),
      (file: ReferenceFile) => (file.final.bias[0]! += 1e-6),
    ]) {
      const file = structuredClone(fixture('manager'));
      change(file);
      const report = checkParity(file);
      expect(report.weights.filter(({ agreed }) => !agreed)).toHaveLength(1);
      expect(report.agreed).toBe(false);
    }
  });

  test('another learning rate, context strength or initial weight', () => {
    for (const change of [
      (file: ReferenceFile) => (file.parameters.eta *= 1.01),
      (file: ReferenceFile) => (file.parameters.eta_out *= 1.01),
      (file: ReferenceFile) => (file.parameters.iterations -= 1),
      (file: ReferenceFile) => (file.initial.w[0]![1] = 5),
      (file: ReferenceFile) => (file.initial.J[0]![1] = 5),
    ]) {
      const file = structuredClone(fixture('store-recall'));
      change(file);
      expect(checkParity(file).agreed).toBe(false);
    }
  });
});

describe('rounding', () => {
  test('an event that only rounding decided does not count in a later iteration, but does in the first', () => {
    // One silent neuron without recurrence, taught through a weight of 1.
    const file = runReference(3, { N: 1, N_E: 1, I: 1, O: 1, T: 30, eta: 0, iterations: 2 });
    Object.assign(file.initial, { J_in: [[0]], J_target: [[1]] });
    // y* = 5 holds V^d at −0.95 + 0.05 (5 − 6) = −1; then −0.95 + 0.05 (25 − 6 − 2e−8) = −1e−9.
    const target = new Array<number>(30).fill(5);
    target[5] = 25 - 2e-8;
    file.targets[0]![0] = target;
    for (const presentation of file.training) {
      const silence = Array.from({ length: 30 }, (): number[] => []);
      for (const kind of eventKinds) presentation[kind] = structuredClone(silence);
    }
    file.recall[0]!.soma = Array.from({ length: 30 }, (): number[] => []);
    const [first, second] = file.training;
    const presentations = (stored: ReferenceFile) => checkParity(stored).presentations;
    expect(presentations(file).every(({ firstDifference }) => firstDifference === null)).toBe(true);

    second!.apicalDistal[6]!.push(0);
    expect(presentations(file)[1]).toMatchObject({
      agreed: true,
      firstDifference: { kind: 'apicalDistal', index: 6, neuron: 0, side: 'reference' },
    });
    expect(presentations(file)[1]!.firstDifference!.margin).toBeLessThan(1e-8);
    // What comes after may differ: neither recall nor weights are held against the file.
    file.final.bias[0]! += 1;
    const report = checkParity(file);
    expect(report.weights.map(({ agreed }) => agreed)).toEqual([true, true, null]);
    expect(parityTable(report).rows.at(-1)!.at(-1)).toBe('may differ');
    expect(report.agreed).toBe(true);

    first!.apicalDistal[6]!.push(0);
    expect(presentations(file)[0]).toMatchObject({ agreed: false });
    expect(checkParity(file).weights.at(-1)!.agreed).toBe(false);
  });
});

describe('the float32 kernel', () => {
  test.each(names)('%s: agrees within its precision, and is held to it', (name) => {
    const report = checkParity(fixture(name), 'simd');
    for (const { firstDifference } of report.presentations) {
      if (firstDifference !== null) expect(firstDifference.margin).toBeLessThan(1e-3);
    }
    expect(report.agreed).toBe(true);
    const changed = structuredClone(fixture(name));
    changed.parameters.eta_out *= 1.1;
    expect(checkParity(changed, 'simd').agreed).toBe(false);
  });
});

describe('report', () => {
  test('as a table', () => {
    const { changed, index, neuron } = without(fixture('worker'), 3, 'targetBurst');
    const { head, rows } = parityTable(checkParity(changed));
    for (const row of rows) expect(row).toHaveLength(head.length);
    expect(rows.map(([part]) => part)).toEqual([
      'training: iteration 0, context 0',
      'training: iteration 0, context 1',
      'training: iteration 3, context 0',
      'training: iteration 3, context 1',
      'recall: context 0',
      'recall: context 1',
      'final J',
      'final J_out',
      'final bias',
    ]);
    expect(rows[0]).toEqual(['training: iteration 0, context 0', '357 events', 'none', '', 'yes']);
    expect(rows[3]![2]).toContain(`targetBurst of neuron ${neuron} at t = ${index}: only in the simulation`);
    expect(rows[3]!.at(-1)).toBe('no');
  });

  test('tells how far it is', () => {
    const calls: [number, number][] = [];
    checkParity(fixture('worker'), 'event64', (completed, total) => calls.push([completed, total]));
    expect(calls).toEqual(Array.from({ length: 8 }, (_, k) => [k + 1, 8]));
  });
});
