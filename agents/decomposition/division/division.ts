import { z } from 'zod';
import { ConfigError } from '../../../src/errors.ts';
import { streamGenerator } from '../../../src/numeric/seeds.ts';

const windows = {
  steps: z.int().min(1).max(1_000_000).describe('environment steps of a part'),
  parts: z.int().min(2).max(100).default(2).describe('number of parts, which take turns'),
};

/** Another split of a task into subtasks than its own. */
export const divisionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('whole') }).describe('one subtask: the whole task'),
  z
    .strictObject({
      kind: z.literal('merged'),
      groups: z.array(z.array(z.string()).min(2)).min(1).describe('subtasks that become one'),
    })
    .describe('groups of subtasks are one'),
  z
    .strictObject({
      kind: z.literal('halves'),
      subtasks: z.array(z.string()).min(1).optional().describe('subtasks to split; all if not given'),
      steps: z.int().min(1).max(1_000_000).describe('environment steps of a first half'),
    })
    .describe('subtasks are split in two after a number of steps'),
  z.strictObject({ kind: z.literal('clock'), ...windows }).describe('parts take turns by the clock alone'),
  z
    .strictObject({ kind: z.literal('random'), ...windows })
    .describe('parts take turns in an order that is drawn for each episode'),
]);

/** Another split of a task into subtasks than its own. */
export type DivisionConfig = z.infer<typeof divisionSchema>;

/** What a label of a division follows from. */
export interface Moment {
  /** The task's own subtask that is due. */
  readonly due: number;
  /** Steps since the episode began. */
  readonly step: number;
  /** Steps since that subtask became due. */
  readonly since: number;
  /** Seed of the episode. */
  readonly seed: bigint;
}

/** A split into subtasks, in terms of the task's own. */
export interface Division {
  /** Names of its subtasks, index = label. */
  readonly names: readonly string[];
  /** For each label, the task's own subtasks that it stands for; several where one of them is due at a time. */
  readonly origins: readonly (readonly number[])[];
  /** The label that is due. */
  label(moment: Moment): number;
}

/** The split that settings ask for. @throws ConfigError when the task has no such subtasks */
export function divisionOf(config: DivisionConfig, own: readonly string[]): Division {
  const all = [...own.keys()];
  switch (config.kind) {
    case 'whole':
      return { names: ['whole task'], origins: [all], label: () => 0 };
    case 'merged':
      return merged(own, config.groups);
    case 'halves':
      return halves(own, config.subtasks ?? own, config.steps);
    case 'clock':
      return {
        ...partsOf(config.parts, all),
        label: ({ step }) => Math.floor(step / config.steps) % config.parts,
      };
    case 'random':
      return {
        ...partsOf(config.parts, all),
        label: ({ step, seed }) => drawnPart(seed, Math.floor(step / config.steps), config.parts),
      };
  }
}

function partsOf(parts: number, all: readonly number[]) {
  const names = Array.from({ length: parts }, (_, k) => `part ${k + 1}`);
  return { names, origins: names.map(() => all) };
}

function drawnPart(seed: bigint, window: number, parts: number): number {
  const words = [Number(seed & 0xffffffffn), Number((seed >> 32n) & 0xffffffffn)];
  return streamGenerator(words[0]!, 'division', words[1]!, window).integers(0, parts);
}

function merged(own: readonly string[], groups: readonly (readonly string[])[]): Division {
  const taken = groups.flatMap((group, k) => group.map((name) => indexOf(own, name, `groups.${k}`)));
  const twice = taken.find((subtask, k) => taken.indexOf(subtask) < k);
  if (twice !== undefined) throw refused('groups', 'each subtask in one group at most', own[twice]!);
  const alone = own.filter((_, subtask) => !taken.includes(subtask)).map((name) => [name]);
  const all = [...groups, ...alone]
    .map((group) => group.map((name) => own.indexOf(name)))
    .sort((a, b) => Math.min(...a) - Math.min(...b));
  return {
    names: all.map((group) => group.map((subtask) => own[subtask]).join(' + ')),
    origins: all,
    label: ({ due }) => all.findIndex((group) => group.includes(due)),
  };
}

function halves(own: readonly string[], split: readonly string[], steps: number): Division {
  const chosen = new Set(split.map((name) => indexOf(own, name, 'subtasks')));
  const firsts: number[] = [];
  const names: string[] = [];
  const origins: number[][] = [];
  for (const [subtask, name] of own.entries()) {
    firsts.push(names.length);
    const parts = chosen.has(subtask) ? [`${name}, first half`, `${name}, second half`] : [name];
    names.push(...parts);
    origins.push(...parts.map(() => [subtask]));
  }
  const label = ({ due, since }: Moment) => firsts[due]! + (chosen.has(due) && since >= steps ? 1 : 0);
  return { names, origins, label };
}

function indexOf(own: readonly string[], name: string, field: string): number {
  const index = own.indexOf(name);
  if (index >= 0) return index;
  throw refused(field, `names of ${own.join(', ')}`, JSON.stringify(name));
}

function refused(field: string, expected: string, received: string): ConfigError {
  return new ConfigError('settings', [{ path: `imitation.division.${field}`, expected, received }]);
}
