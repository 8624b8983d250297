import { constants } from 'node:os';
import { make, register } from 'gymnasium-js';
import { beforeAll, describe, expect, it } from 'vitest';
import { openPlayedEnvironment } from '../../../src/cli/manual/played-environment.ts';
import { RecordProgram, type RecordProgramSettings } from '../../../src/cli/manual/record-program.ts';
import type { ColumnGroup, NumberColumn } from '../../../src/data/column.ts';
import { openDataset } from '../../../src/data/dataset.ts';
import { type Demonstration, labelsOf } from '../../../src/data/demonstration.ts';
import { useBuiltIn } from '../../../src/run/modules.ts';
import { burstwise, temporaryFolder } from '../burstwise.ts';
import { press, screenOf } from '../manual.ts';
import { inTerminal, LEAVE, type TerminalStep } from '../pseudo-terminal.ts';

beforeAll(useBuiltIn);

type Kept = { readonly attempt: number; readonly episode: Omit<Demonstration, 'id'> };

/** Keeps episodes in memory. */
class Keeper {
  readonly kept: Kept[] = [];

  get episodes(): number {
    return this.kept.length;
  }

  get nextAttempt(): number {
    return (this.kept.at(-1)?.attempt ?? -1) + 1;
  }

  append(episode: Omit<Demonstration, 'id'>, attempt: number): void {
    this.kept.push({ attempt, episode });
  }

  undo(): boolean {
    return this.kept.pop() !== undefined;
  }
}

function recordIn(name: string, settings: Partial<RecordProgramSettings> = {}, subtasks?: string[]) {
  const keeper = new Keeper();
  const opened = openPlayedEnvironment(name, { set: [] });
  const task = { ...opened, subtasks: subtasks ?? opened.subtasks };
  const defaults = { seedOf: (attempt: number) => BigInt(attempt), episodes: null, hint: false };
  return { keeper, task, program: new RecordProgram(task, keeper, { ...defaults, ...settings }) };
}

const labelsIn = ({ episode }: Kept) => {
  const group = episode.infos.columns['demonstration'] as ColumnGroup;
  const { subtask, subtask_by_person: byPerson } = group.columns;
  const values = (column: unknown) => Array.from((column as NumberColumn).data as Uint8Array, Number);
  return { subtasks: values(subtask), byPerson: values(byPerson) };
};

/** Walks by the expert's hints until the program asks something. */
function follow(program: RecordProgram, most = 200): void {
  const keys: Record<string, string> = { '↑': 'up', '↓': 'down', '←': 'left', '→': 'right' };
  for (let i = 0; i < most; i++) {
    const [, hint] = /hint: [^(]*\(([^,)]+)/.exec(screenOf(program)) ?? [];
    if (hint === undefined) return;
    program.press(keys[hint] ?? hint);
  }
}

describe('recording a person', () => {
  it('keeps and discards episodes, takes the last one back, and ends when the person says so', () => {
    const { program, keeper } = recordIn('rooms-maze', { hint: true });
    follow(program);
    expect(screenOf(program)).toMatch(/goal after \d+ steps/);
    press(program, 'up enter');
    expect(keeper.kept.map(({ attempt }) => attempt)).toEqual([0]);
    expect(screenOf(program)).toContain('1 kept');
    follow(program);
    press(program, 'x');
    expect(keeper.episodes).toBe(1);
    follow(program);
    press(program, 'k');
    expect(keeper.kept.map(({ attempt, episode }) => [attempt, episode.seed])).toEqual([
      [0, 0n],
      [2, 2n],
    ]);
    const [, third] = keeper.kept;
    press(program, 'u n');
    expect(keeper.episodes).toBe(2);
    press(program, 'u y');
    expect(keeper.episodes).toBe(1);
    // What was taken back, or was discarded after the last one kept, can be played again.
    press(program, 'backspace');
    follow(program);
    press(program, 'enter');
    expect(keeper.kept[1]).toEqual(third);
    press(program, 'q');
    expect(program).toMatchObject({ done: true, finished: true });
  });

  it('takes down whose word a subtask is, and what is corrected', () => {
    const { program, keeper } = recordIn('rooms-maze', { maxSteps: 4 });
    expect(screenOf(program)).toContain('subtask:  west');
    press(program, 'left');
    press(program, '2');
    expect(screenOf(program)).toContain('subtask:  south  (yours; expert: west)');
    press(program, 'left right 0 down');
    expect(screenOf(program)).toContain('cut off after 4 steps');
    press(program, 'c');
    const wide = screenOf(program, { columns: 200, rows: 40 });
    expect(wide).toContain('The last subtask, west (steps 4 to 4), really was:');
    press(program, '4 enter');
    const [south, west, east] = [1, 2, 3];
    expect(labelsIn(keeper.kept[0]!)).toEqual({
      subtasks: [west, south, south, east, east],
      byPerson: [0, 1, 1, 1, 1],
    });
    const { episode } = keeper.kept[0]!;
    // The person is who is to be imitated.
    const actions = episode.actions as NumberColumn;
    expect([...actions.data].map(Number)).toEqual([2, 2, 3, 1]);
    const { expertActions } = labelsOf({ ...episode, id: 0 })!;
    expect([...(expertActions as NumberColumn).data].map(Number)).toEqual([2, 2, 3, 1, 1]);
    expect(episode.truncations.at(-1)).toBe(1);
  });

  it('corrects while playing, and any other key leaves it', () => {
    const { program, keeper } = recordIn('rooms-maze');
    press(program, 'c');
    expect(screenOf(program)).not.toContain('really was');
    press(program, 'left left c x left c 1 e enter');
    expect(labelsIn(keeper.kept[0]!).subtasks).toEqual([0, 0, 1, 1].map(() => 0));
  });

  it('goes on after what is there, and asks at the end of what was wanted', () => {
    const { program, keeper } = recordIn('rooms-maze', { episodes: 2 });
    press(program, 'left e enter left e enter');
    expect(screenOf(program)).toContain('All 2 are recorded.');
    press(program, 'left e');
    expect(program.done).toBe(false);
    press(program, 'u y');
    expect(keeper.episodes).toBe(1);
    press(program, 'left e enter enter');
    expect(program).toMatchObject({ done: true, finished: true });
    const { task } = recordIn('rooms-maze');
    const again = new RecordProgram(task, keeper, { seedOf: BigInt, episodes: 3, hint: false });
    expect(screenOf(again)).toContain('Going on after 2 kept.');
    press(again, 'ctrl-c');
    expect(again).toMatchObject({ done: true, finished: false });
  });

  it('lets the person name the subtasks of an environment that has none, and leaves labels out otherwise', () => {
    const id = 'test/GoToObj-v0';
    register({ id, entryPoint: () => make('BabyAI-GoToObj-v0').unwrapped });
    const named = recordIn(id, {}, ['look', 'go']);
    press(named.program, 'left 2 left space e enter');
    expect(labelsIn(named.keeper.kept[0]!)).toEqual({ subtasks: [0, 1, 1, 1], byPerson: [1, 1, 1, 1] });
    const bare = recordIn(id);
    press(bare.program, 'left 2 c left e enter');
    expect(bare.keeper.kept[0]!.episode.infos.columns).toEqual({});
  });
});

it('knows the expert’s subtasks in a level that is called by its id', () => {
  const { program, keeper } = recordIn('MiniGrid-DoorKey-5x5-v0', { hint: true });
  expect(screenOf(program)).toContain('hint: turn right (→)');
  press(program, 'right tab up e enter');
  expect(labelsIn(keeper.kept[0]!)).toEqual({ subtasks: [0, 0, 1, 1], byPerson: [0, 0, 0, 0] });
});

const id = 'MiniGrid-DoorKey-5x5/human-v0';
const record = (root: string, ...args: string[]) => [
  ...['record', 'MiniGrid-DoorKey-5x5-v0', '--human', '--root', root],
  ...['--subtasks', 'get key,open door,go to goal', '--set', 'options.env.maxSteps=77', ...args],
];
/** Three steps of an episode that is then ended and kept. */
const episode: readonly TerminalStep[] = [
  { await: 'step 0 of 77', send: '\x1b[C\x1b[C2\x1b[De' },
  { await: 'cut off after 3 steps', send: '\r' },
];

describe('record --human, in a terminal', () => {
  it('loses nothing that was kept when it is killed, goes on, takes back, and makes a dataset that checks and replays', () => {
    const root = temporaryFolder();
    const killed = inTerminal(record(root), [
      ...episode,
      { await: 'Kept: cut off after 3 steps', send: '\x1b[C' },
      { await: 'step 1', signals: [constants.signals.SIGKILL] },
    ]);
    expect(killed.left).toEqual([]);
    const resumed = inTerminal(record(root), [
      { await: 'Going on after 1 kept', send: '\x1b[Ce' },
      { await: 'cut off after 1 step', send: '\r' },
      { await: 'recording MiniGrid-DoorKey-5x5-v0, 2 kept', send: 'u' },
      { await: 'Take back episode 2', send: 'y' },
      { await: 'Taken back.', send: '\x1b[C\x1b[Ce' },
      { await: 'cut off after 2 steps', send: '\r' },
      { await: 'Kept: cut off after 2 steps', send: 'q' },
    ]);
    expect(resumed).toMatchObject({ status: 0, restored: true, left: [] });
    expect(resumed.stdout).toContain(`${id}: 2 episodes, 5 steps in`);
    expect(resumed.screen.endsWith(LEAVE)).toBe(true);
    expect(burstwise(['data', 'check', id, '--root', root]).stdout).toContain('all as they should be');
    expect(burstwise(['data', 'replay', id, '--root', root]).stdout).toContain('2 episodes played again');
    using dataset = openDataset(root, id);
    expect(labelsOf(dataset.episode(0))!.subtasks).toEqual([0, 0, 1]);
    expect(dataset.metadata.own).toMatchObject({
      env: null,
      subtasks: ['get key', 'open door', 'go to goal'],
      recording: { human: true, episodes: null },
    });
  });

  it('leaves what was kept for another time at Ctrl-C, and nothing when nothing was kept', () => {
    const root = temporaryFolder();
    const left = inTerminal(record(root, '--episodes', '2'), [
      ...episode,
      { await: 'Kept: cut off after 3 steps', send: '\x03' },
    ]);
    expect(left).toMatchObject({ status: 130, restored: true });
    // Narrow terminals break it between words.
    expect(left.screen).toMatch(/left after 1 of 2 episodes; repeat\s+the\s+command\s+to\s+continue/);
    const other = temporaryFolder();
    const none = inTerminal(record(other), [{ await: 'step 0 of 77', send: 'q' }]);
    expect(none).toMatchObject({ status: 0, restored: true, stdout: '' });
    expect(burstwise(['data', 'list', '--root', other, '--json']).stdout).toBe('[]\n');
  });

  it('refuses what does not go together, and to work without a terminal', () => {
    const root = temporaryFolder();
    for (const [args, message] of [
      [['--jobs', '2'], '--human: expected no --jobs beside it'],
      [[], 'terminal: expected one to read keys from'],
    ] as const) {
      const { status, stderr } = burstwise(record(root, ...args));
      expect(stderr).toContain(message);
      expect(status).toBe(2);
    }
  });
});
