import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Round } from './fit.ts';
import type { Law, Work } from './laws.ts';

/** How long to measure. */
export interface GrowthOptions {
  /** Number of rounds. */
  readonly rounds: number;
  /** Seconds of processor time that each measurement takes, at least. */
  readonly seconds: number;
}

/**
 * Seconds of processor time that the work of each size takes, round by round. Every round has all sizes, so that a busy machine
 * slows all of them alike.
 */
export async function measureGrowth(law: Law, { rounds, seconds }: GrowthOptions): Promise<Round[]> {
  const folder = mkdtempSync(join(tmpdir(), 'burstwise-growth-'));
  try {
    const works: Work[] = [];
    for (const size of law.sizes) works.push(await law.prepare(size, mkdtempSync(join(folder, 'size-'))));
    // Until the code is compiled.
    for (const work of works) await secondsOf(work, seconds);
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      const costs: number[] = [];
      for (const work of works) costs.push(await secondsOf(work, seconds));
      measured.push(costs);
    }
    return measured;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Mean processor time of as many repetitions as take the given time. */
async function secondsOf(work: Work, atLeast: number): Promise<number> {
  const start = process.cpuUsage();
  for (let repetitions = 1; ; repetitions++) {
    await work();
    const { user, system } = process.cpuUsage(start);
    const taken = (user + system) / 1e6;
    if (taken >= atLeast) return taken / repetitions;
  }
}
