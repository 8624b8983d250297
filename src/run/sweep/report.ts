import { UsageError } from '../../errors.ts';
import { streamGenerator } from '../../numeric/seeds.ts';
import type { LeadLine, ReportDocument } from '../../report/document.ts';
import { type FactorEffect, factorEffects } from '../../statistics/factor-effects.ts';
import { factorsOf } from './factors.ts';
import type { SweepFindings } from './findings.ts';
import { pointText } from './plan.ts';
import { pointsOf } from './points.ts';
import { type RankedPoint, rankPoints } from './ranking.ts';
import { effectsSection, pointsSection, runsSection } from './report-sections.ts';
import { type Measure, readOutcomes } from './results.ts';
import type { SweepFolder } from './sweep-folder.ts';

/** Below this p-value, adjusted for the number of settings, an effect is claimed. */
const LEVEL = 0.05;

/**
 * Which points of a sweep were best, and which settings mattered, from the runs that are done.
 * @throws UsageError when none is, or nothing says what to compare
 */
export function sweepReport(folder: SweepFolder, command: string): ReportDocument {
  const { outcomes, measure } = readOutcomes(folder);
  if (outcomes.length === 0)
    throw new UsageError(
      `${folder.path}: expected at least one run that is done, received none; see: burstwise sweep status ${folder.path}`,
    );
  const file = folder.readFile();
  const { axes } = pointsOf(file, folder.path);
  const ranked = rankPoints(outcomes, measure, file.halving !== undefined);
  const effects = factorEffects(factorsOf(axes, outcomes), streamGenerator(0, 'sweep report'));
  // What halving leaves out is not missing.
  const missing = file.halving === undefined ? folder.readPlan().length - outcomes.length : 0;
  const findings = { folder, axes, measure, outcomes, ranked, effects, missing, command };
  const direction = measure.isMore ? 'more is better' : 'less is better';
  return {
    title: `Sweep of ${file.task}`,
    subtitle: `${ranked.length} points, ${outcomes.length} runs; ${measure.name}, ${direction}. Intervals: 95 %.`,
    lead: leadOf(findings),
    sections: [
      pointsSection(findings),
      ...(effects.length > 0 ? [effectsSection(findings)] : []),
      runsSection(findings),
    ],
    command,
    data: {
      task: file.task,
      measure,
      missing,
      effects,
      points: ranked.map(({ runs, ...point }) => ({
        ...point,
        runs: runs.map(({ id, seed, value }) => ({ id, seed, value })),
      })),
    },
  };
}

function leadOf({ ranked, effects, measure, missing, outcomes }: SweepFindings): readonly LeadLine[] {
  const [best, ...others] = ranked as [RankedPoint, ...RankedPoint[]];
  const apart = others.filter(({ againstBest }) => againstBest !== null && againstBest.p < LEVEL).length;
  const comparable = others.filter(({ againstBest }) => againstBest !== null).length;
  const close = comparable - apart;
  const unsure =
    comparable === 0
      ? ''
      : close === 0
        ? ` All others, ${comparable}, succeeded less often on the same layouts.`
        : ` Of ${comparable} others, ${close} cannot be told from it on these layouts.`;
  const lines: LeadLine[] = [
    {
      tone: 'good',
      text: `Best point: ${pointText(best.settings)}, ${measure.name} ${best.value.value.toPrecision(3)} over ${best.runs.length} ${best.runs.length === 1 ? 'seed' : 'seeds'}.${unsure}`,
    },
    ...effects.map((effect) => effectLine(effect, measure)),
  ];
  if (others.length > 0)
    lines.push({
      tone: 'note',
      text: `The best of ${ranked.length} points looks better than it is, because it was chosen by the same measurement; ${comparable === 0 ? 'train it with other seeds' : 'play it on other layouts with burstwise eval or compare-runs'}.`,
    });
  if (missing > 0)
    lines.push({
      tone: 'fault',
      text: `${missing} of ${missing + outcomes.length} planned runs are not done.`,
    });
  return lines;
}

/** What may be said of a setting. */
function effectLine({ name, p, levels }: FactorEffect, { isMore, name: measure }: Measure): LeadLine {
  const measured = levels.filter(({ count }) => count > 0);
  const value = p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
  if (p >= LEVEL || measured.length < 2)
    return {
      tone: 'note',
      text: `${name}: no effect on ${measure} is shown (${value}); that does not show that there is none.`,
    };
  const sorted = measured.slice().sort((a, b) => (isMore ? b.mean - a.mean : a.mean - b.mean));
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  return {
    tone: 'good',
    text: `${name} matters (${value}): ${first.level} is best with ${first.mean.toPrecision(3)}, ${last.level} worst with ${last.mean.toPrecision(3)}.`,
  };
}
