import type { LegendEntry } from '../../../src/task/manual-control.ts';
import type { Area, Line } from '../../../src/terminal/styled-text.ts';
import { type Binding, drawTiles, KeyedControl, type Tile, tileLegend } from '../keyed-control.ts';
import { Action, type Colour } from './encoding.ts';
import { type Grid, NOTHING, type ObjectId } from './grid.ts';
import type { MiniGridEnv } from './minigrid-env.ts';
import { fullScene } from './render/frame.ts';

/** MiniGrid's own keys, and letters for those that a terminal cannot tell, such as shift alone. */
const bindings: readonly Binding[] = [
  { action: Action.left, does: 'turn left', keys: ['left'] },
  { action: Action.right, does: 'turn right', keys: ['right'] },
  { action: Action.forward, does: 'go forward', keys: ['up'] },
  { action: Action.toggle, does: 'toggle', keys: ['space'] },
  { action: Action.pickup, does: 'pick up', keys: ['tab', 'pageup', 'p'] },
  { action: Action.drop, does: 'drop', keys: ['d', 'pagedown'] },
  { action: Action.done, does: 'done', keys: ['enter'] },
];

/** Colours that are bright enough on dark ground. */
const hues: Readonly<Record<Colour, string>> = {
  red: '#ff5a4f',
  green: '#3fd16b',
  blue: '#5b9dff',
  purple: '#b87bff',
  yellow: '#ffd93b',
  grey: '#9aa0a8',
};
const [seen, unseen, black] = ['#3a3f47', '#15171a', '#000000'];
const agents = ['▶ ', '▼ ', '◀ ', '▲ '];
const arrows = ['>>', 'vv', '<<', '^^'];

/** Control of a MiniGrid world, shown from above; cells that the agent does not see are darker. */
export class MiniGridControl extends KeyedControl {
  readonly #env: MiniGridEnv;

  constructor(env: MiniGridEnv) {
    super(bindings.filter(({ action }) => env.actionSpace.contains(action)));
    this.#env = env;
  }

  get mission(): string {
    return this.#env.mission;
  }

  get maxSteps(): number {
    return this.#env.maxSteps;
  }

  get status(): readonly string[] {
    const { carrying, grid } = this.#env;
    return [`carries ${carrying === NOTHING ? 'nothing' : `a ${grid.nameOf(carrying)}`}`];
  }

  get legend(): readonly LegendEntry[] {
    const { grid } = this.#env;
    const present = [...new Set(grid.cells)].filter((id) => !['empty', 'wall'].includes(grid.typeOf(id)));
    return tileLegend(present.map((id) => [tileOf(grid, id, true), meaning(grid, id)]));
  }

  draw(area: Area): readonly Line[] {
    const { grid, agentX, agentY } = this.#env;
    const scene = fullScene(grid, this.#env, this.#env.look());
    const rows = Array.from({ length: grid.height }, (_, row) =>
      Array.from({ length: grid.width }, (_, column) => {
        const { id, visible, agentDirection } = scene.cell(column, row);
        const tile = tileOf(grid, id, visible);
        if (agentDirection < 0) return tile;
        const [text, plain] = [agents[agentDirection]!, arrows[agentDirection]!];
        return { ...tile, text, plain, colour: '#ff3030', bold: true };
      }),
    );
    return drawTiles(rows, [agentX, agentY], area);
  }
}

function meaning(grid: Grid, id: ObjectId): string {
  const type = grid.typeOf(id);
  if (type === 'door') return `${grid.stateOf(id)} ${grid.colourOf(id)} door`;
  return type === 'goal' || type === 'lava' ? type : `${grid.colourOf(id)} ${type}`;
}

/** A cell; without colours their first letters stand for them, as in `gridText`. */
function tileOf(grid: Grid, id: ObjectId, visible: boolean): Tile {
  const [colour, background] = [hues[grid.colourOf(id)], visible ? seen : unseen];
  const letter = grid.colourOf(id)[0]!.toUpperCase();
  const filled = (text: string, plain: string): Tile => ({ text, plain, colour: black, background: colour });
  const on = (text: string, sign: string): Tile => ({
    text,
    plain: sign + letter,
    colour,
    background,
    bold: true,
  });
  switch (grid.typeOf(id)) {
    case 'wall':
      return { text: '  ', plain: '##', background: visible ? '#8a8f98' : '#666b73' };
    case 'goal':
      return { text: '  ', plain: 'GG', background: visible ? '#2ecc71' : '#1f8f4e' };
    case 'lava':
      return { text: '~~', colour: black, background: visible ? '#ff8c1a' : '#b8610c' };
    case 'floor':
      return { text: '░░', plain: `.${letter.toLowerCase()}`, colour, background };
    case 'key':
      return on('o¬', 'K');
    case 'ball':
      return on('()', 'A');
    case 'box':
      return on('[]', 'B');
    case 'door':
      return {
        open: on('▌ ', 'O'),
        closed: filled(' ·', `D${letter}`),
        locked: filled(' ¡', `L${letter}`),
      }[grid.stateOf(id)];
    default:
      return { text: '  ', plain: visible ? ' .' : '  ', background };
  }
}
