import { Discrete, Env, type ResetResult, register, registry, type StepResult } from 'gymnasium-js';
import { beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '../../envs/index.ts';
import { PlayProgram } from '../../src/cli/manual/play-program.ts';
import { openPlayedEnvironment } from '../../src/cli/manual/played-environment.ts';
import { useBuiltIn } from '../../src/run/modules.ts';
import { widthOf } from '../../src/terminal/styled-text.ts';
import { burstwise } from './burstwise.ts';
import { press, screenOf } from './manual.ts';

beforeAll(useBuiltIn);

const settings = { seed: 1, hint: false };
const play = (name: string, more: Partial<typeof settings> = {}, set: readonly string[] = []) =>
  new PlayProgram(openPlayedEnvironment(name, { set }), { ...settings, ...more });

/** A user's environment, which brings no control of its own: a walk to 3. */
class Walk extends Env<number, number> {
  override readonly metadata = { renderModes: ['human', 'ansi'] };
  override readonly renderMode: string | null;
  readonly observationSpace = new Discrete(4);
  readonly actionSpace = new Discrete(2);
  #at = 0;

  constructor({ renderMode = null }: { renderMode?: string | null } = {}) {
    super();
    this.renderMode = renderMode;
  }

  override reset(): ResetResult<number> {
    this.#at = 0;
    return [this.#at, {}];
  }

  override step(action: number): StepResult<number> {
    this.#at = Math.max(0, this.#at + (action === 1 ? 1 : -1));
    return [this.#at, this.#at === 3 ? 1 : 0, this.#at === 3, false, {}];
  }

  override render() {
    return `${'.'.repeat(this.#at)}@\n`;
  }
}

describe('play', () => {
  it('takes a letter for each action of an environment without keys of its own, and shows what it renders', () => {
    register({ id: 'own/Walk-v0', entryPoint: (given) => new Walk(given) });
    const program = play('own/Walk-v0');
    press(program, 's s a s');
    expect(screenOf(program)).toMatch(/^\.\.@ {2}own\/Walk-v0, seed 1\n.*own\/Walk-v0\n.*step 4, return 0\n/);
    expect(screenOf(program)).toMatch(/ a +action 0\n +s +action 1\n/);
    press(program, 's');
    expect(program.played).toEqual([{ seed: 1, steps: 5, return: 1, terminated: true, milestones: {} }]);
  });

  it('shows a MiniGrid level and takes MiniGrid’s keys to its end', () => {
    const program = play('MiniGrid-DoorKey-5x5-v0');
    expect(screenOf(program)).toBe(`\
##########  MiniGrid-DoorKey-5x5-v0, seed 1
##  ##  ##  use the key to open the door and then get to the goal
##vvLY  ##  step 0 of 250, return 0
##KY##GG##  subtask:  get key
##########  carries nothing

            LY locked yellow door
            KY yellow key
            GG goal

            ←                turn left
            →                turn right
            ↑                go forward
            space            toggle
            tab, page up, p  pick up
            d, page down     drop
            enter            done
            backspace        another level
            r                this level again
            h                the expert’s hint
            ?                keys
            escape, q        quit`);
    press(program, 'tab');
    expect(screenOf(program)).toContain('carries a yellow key');
    press(program, 'left space up up right');
    expect(program.played).toEqual([]);
    press(program, 'up');
    expect(screenOf(program)).toContain('success after 7 steps, return 0.975.');
    expect(program.played).toEqual([
      { seed: 1, steps: 7, return: 1 - 0.9 * (7 / 250), terminated: true, milestones: {} },
    ]);
    press(program, 'up enter');
    expect(screenOf(program)).toContain('seed 2\n');
    expect(program.done).toBe(false);
    press(program, 'escape');
    expect(program.done).toBe(true);
  });

  it('leads through every task by following the hints', () => {
    const keys: Record<string, string> = { '↑': 'up', '↓': 'down', '←': 'left', '→': 'right' };
    const steered = ['button-food', 'button-chain', 'handwriting'];
    for (const { name } of adapters.filter((adapter) => !steered.includes(adapter.name))) {
      const program = play(name, { hint: true });
      for (let i = 0; i < 300 && program.played.length === 0; i++) {
        const [, hint] = /hint: [^(]*\(([^,)]+)/.exec(screenOf(program))!;
        program.press(keys[hint!] ?? hint!);
      }
      expect(Object.values(program.played[0]!.milestones).at(-1), name).toBe(true);
    }
  });

  it('steers through Button & Food: arrows set the velocity, and time passes while it is not zero', () => {
    const program = play('button-food', {}, ['options.env.lockRadius=0.4', 'options.env.foodRadius=0.4']);
    const stepsIn = () => Number(/step (\d+) of 1500/.exec(screenOf(program))![1]);
    program.tick();
    expect(stepsIn()).toBe(0);
    press(program, 'right');
    program.tick();
    program.tick();
    expect(stepsIn()).toBe(2);
    press(program, 'space');
    program.tick();
    expect(stepsIn()).toBe(2);
    const { env } = openPlayedEnvironment('button-food', { set: [] });
    expect(program.tickMs).toBe(1000 / env.metadata.renderFps!);
    // To the east or west first, then to the north or south, until the expert's hint says otherwise.
    program.press('h');
    for (let i = 0; i < 1000 && program.played.length === 0; i++) {
      const [, x, y] = /hint: . \((-?[\d.]+), (-?[\d.]+)\)/.exec(screenOf(program))!.map(Number);
      program.press('space');
      if (Math.abs(x!) > 0.3) program.press(x! > 0 ? 'right' : 'left');
      if (Math.abs(y!) > 0.3) program.press(y! > 0 ? 'up' : 'down');
      program.tick();
    }
    expect(program.played[0]!.milestones).toEqual({ button: true, food: true });
    expect(program.tickMs).toBeNull();
  });

  it('has keys and a view for every environment of the registry, on any window', () => {
    for (const id of registry.keys()) {
      const program = play(id, { seed: 5 });
      press(program, 'up right up left space');
      program.tick();
      for (const room of [
        { columns: 80, rows: 24 },
        { columns: 200, rows: 60 },
        { columns: 30, rows: 10 },
        { columns: 24, rows: 8 },
        { columns: 10, rows: 3 },
        { columns: 1, rows: 1 },
      ]) {
        const lines = program.screen(room);
        expect(lines.length, id).toBeLessThanOrEqual(room.rows);
        if (room.columns >= 24)
          for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(room.columns);
      }
      // The agent is on the picture however little of it there is room for.
      if (id.startsWith('MiniGrid'))
        expect(screenOf(program, { columns: 24, rows: 8 })).toMatch(/>>|vv|<<|\^\^/);
    }
  });

  it('says what is wrong with a name, a setting and a layout', () => {
    for (const [name, given, message] of [
      ['button-fod', {}, /did you mean button-food\?/],
      ['MiniGrid-DoorKey-8x9-v0', {}, /did you mean MiniGrid-DoorKey-8x8-v0\?/],
      ['MiniGrid-Empty-5x5-v0', { layout: 'wide' }, /--layout: expected none/],
      ['MiniGrid-Empty-5x5-v0', { set: ['options.env.sise=3'] }, /sise/],
      ['rooms-maze', { set: ['options.env.rooms=1'] }, /options\.env\.rooms: expected/],
    ] as const) {
      expect(() => openPlayedEnvironment(name, { set: [], ...given }), name).toThrow(message);
    }
  });

  it('wants a terminal', () => {
    const { status, stdout, stderr } = burstwise(['play', 'rooms-maze']);
    expect(stderr).toContain('terminal: expected one to read keys from');
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});
