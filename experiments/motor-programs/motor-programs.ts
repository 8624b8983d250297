import type { RawConfig } from '../../src/config/config-file.ts';
import { byName, type Measured } from '../../src/run/cells/cell.ts';
import { type Estimate, proportion } from '../../src/statistics/proportions.ts';
import type { Claim } from '../reproduce/claim.ts';
import { estimateOf } from '../reproduce/estimate.ts';
import { smallerThan } from '../reproduce/paired-claim.ts';
import { defineReproduction, type Finding } from '../reproduce/reproduction.ts';
import { isControl, variants } from './variants.ts';
import { CONTROL_WORDS, learnAndWrite, WORDS, type WritingCell, type WritingResult } from './writing.ts';

type Measurement = Measured<WritingCell, WritingResult>;
type Group = readonly [Measurement, ...Measurement[]];

/** A check that everything runs: a few letters in a small network. */
const QUICK: RawConfig = {
  options: { env: { alphabet: 'nrstu', longest: 3 } },
  agent: { workers: { network: { neurons: 300, excitatory: 240 } } },
  imitation: { passes: 1 },
};
const LEARNED = 'learned recurrence';
const QUICK_VARIANTS = [LEARNED, 'control: no learned recurrence'];
/** Controls have the first seeds only: where they matter, they differ from the recipe by far more than seeds do. */
const CONTROL_SEEDS = 3;

/** The alphabet as motor programs of one network, words that it writes, and controls. */
export default defineReproduction<WritingCell, WritingResult>({
  title: 'handwriting: the alphabet as motor programs of one network',
  seeds: { full: 5, quick: 1 },
  cells: ({ seeds, quick }) =>
    seeds.flatMap((seed, k) =>
      variants
        .filter((variant) =>
          quick ? QUICK_VARIANTS.includes(variant.name) : k < CONTROL_SEEDS || !isControl(variant),
        )
        .map((variant): WritingCell => {
          const { name } = variant;
          const episodes = quick ? 2 : isControl(variant) ? CONTROL_WORDS : WORDS;
          const pictured = name === LEARNED && k === 0 ? (quick ? 'nut' : 'bursts') : null;
          const asked = quick ? { ...variant, config: { ...variant.config, ...QUICK } } : variant;
          return { name, seed, variant: asked, episodes, pictured };
        }),
    ),
  measure: learnAndWrite,
  report: (measured) => {
    const groups = byName(measured);
    return { claims: claimsOf(groups), findings: [letters(groups), ...picturesOf(measured)] };
  },
});

function claimsOf(groups: readonly Group[]): readonly Claim[] {
  const group = (name: string) => groups.find(([{ cell }]) => cell.name === name) ?? [];
  const side = (name: string) => ({ name, values: group(name).map(({ result }) => result.distance) });
  const [learned, memory, own] = [LEARNED, 'words from memory', 'three glyphs of a user'].map(group);
  const controls = groups.flatMap(([{ cell }]) => (isControl(cell.variant) ? [cell.name] : []));
  return [
    {
      statement: 'One network holds the alphabet: all letters but one at most are recognised, on every seed',
      holds: learned!.every(({ result }) => result.recognised >= result.letters - 1),
      evidence: learned!.map(({ result }) => `${result.recognised} of ${result.letters}`).join(', '),
    },
    words('Words that were never trained as words are right in 98 % or more', learned!, 0.98),
    seconds('The alphabet is learned in a minute or less', learned!, 60),
    ...(memory!.length === 0 ? [] : [words('Words from memory are right in 95 % or more', memory!, 0.95)]),
    ...(own!.length === 0 ? [] : [seconds('Three glyphs of a user are learned in 10 s or less', own!, 10)]),
    ...controls.map((control) =>
      smallerThan(
        `Letters are nearer to their templates than those of the ${control}`,
        side(LEARNED),
        side(control),
      ),
    ),
  ];
}

function words(statement: string, group: readonly Measurement[], least: number): Claim {
  const { value, low, high } = wordsOf(group);
  return {
    statement,
    holds: value >= least,
    evidence: `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`,
  };
}

function seconds(statement: string, group: readonly Measurement[], most: number): Claim {
  const longest = Math.max(...group.map(({ result }) => result.trainingSeconds));
  return { statement, holds: longest <= most, evidence: `longest training ${longest.toFixed(1)} s of CPU` };
}

function wordsOf(group: readonly Measurement[]): Estimate {
  const written = group.reduce((sum, { cell }) => sum + cell.episodes, 0);
  return proportion(
    group.reduce((sum, { result }) => sum + result.words, 0),
    written,
  );
}

function letters(groups: readonly Group[]): Finding {
  return {
    id: 'letters',
    title: 'Letters and words',
    text: [
      'A letter is right if its ink is nearer to its own template than to any other and within the tolerance; a word is right if all of its letters are. Controls have the first three seeds. The distance is that of letters from their templates, in heights of small letters.',
    ],
    parts: [
      {
        kind: 'table',
        id: 'writing',
        caption:
          'Letters of the worst seed; 95 % Wilson intervals of words, Student’s intervals of distances',
        columns: [
          { key: 'learned', title: 'learned' },
          { key: 'letters', title: 'letters', digits: 0 },
          { key: 'recognised', title: 'recognised', digits: 0 },
          { key: 'right', title: 'right', digits: 0 },
          { key: 'distance', title: 'distance', digits: 3 },
          { key: 'words', title: 'words right', digits: 3 },
          { key: 'seconds', title: 'CPU of a training, s', digits: 1 },
        ],
        rows: groups.map((group) => ({
          learned: group[0].cell.name,
          letters: group[0].result.letters,
          recognised: Math.min(...group.map(({ result }) => result.recognised)),
          right: Math.min(...group.map(({ result }) => result.right)),
          distance: estimateOf(group.map(({ result }) => result.distance)),
          words: wordsOf(group),
          seconds: Math.max(...group.map(({ result }) => result.trainingSeconds)),
        })),
        brief: true,
      },
    ],
  };
}

function picturesOf(measured: readonly Measurement[]): readonly Finding[] {
  return measured.flatMap(({ cell, result }) => {
    if (result.picture === null) return [];
    return [
      {
        id: 'word',
        title: 'A word that bursts have written',
        text: [],
        parts: [
          {
            kind: 'picture',
            id: 'bursts',
            caption: `The word “${cell.pictured}”, and the bursts that wrote it.`,
            alt: `The word “${cell.pictured}” in ink; beneath each letter the bursts of its time, another pattern for each letter.`,
            svg: result.picture,
          },
        ],
      },
    ];
  });
}
