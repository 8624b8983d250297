import type { LegendEntry } from '../../../src/task/manual-control.ts';
import type { Area, Line } from '../../../src/terminal/styled-text.ts';
import { drawTiles, KeyedControl, moves, type Tile, tileLegend } from '../keyed-control.ts';
import type { Craft } from './craft.ts';
import { type Kind, kinds, recipes } from './rules.ts';
import { SIZE, USE } from './world.ts';

const ground = '#2a2d33';
const on = (text: string, colour: string, plain = text): Tile => ({
  text,
  plain,
  colour,
  background: ground,
  bold: true,
});
const workshop = (letter: string): Tile => ({
  text: `${letter} `,
  plain: `${letter} `,
  colour: '#ffffff',
  background: '#57606a',
  bold: true,
});

const tiles: Readonly<Record<Kind, Tile>> = {
  nothing: { text: '  ', plain: ' .', background: ground },
  boundary: { text: '  ', plain: '##', background: '#8a8f98' },
  water: { text: '~~', colour: '#a9d3ee', background: '#2f6f9f' },
  stone: { text: '%%', colour: '#6b6b6b', background: '#a9adb4' },
  toolshed: workshop('T'),
  workbench: workshop('W'),
  factory: workshop('F'),
  wood: on('==', '#c98a4b'),
  grass: on('""', '#6cc24a'),
  iron: on('[]', '#9fb6c9'),
  gold: on('$$', '#f0c22e'),
  gem: on('<>', '#e58fd0'),
};
const agentTiles = ['^', 'v', '<', '>'].map((arrow, direction) => ({
  ...on(['▲ ', '▼ ', '◀ ', '▶ '][direction]!, '#ffffff'),
  plain: `${arrow}${arrow}`,
}));

/** The world of Craft from above. */
export class CraftControl extends KeyedControl {
  readonly #env: Craft;

  constructor(env: Craft) {
    super([...moves, { action: USE, does: 'use what lies ahead', keys: ['space', 'enter'] }]);
    this.#env = env;
  }

  get mission(): string {
    return this.#env.task.name;
  }

  get maxSteps(): number {
    return this.#env.options.maxSteps;
  }

  get status(): readonly string[] {
    const { inventory } = this.#env.info();
    const carried = Object.entries(inventory).map(([item, count]) => `${count} ${item}`);
    return [`carries ${carried.join(', ') || 'nothing'}`];
  }

  get legend(): readonly LegendEntry[] {
    const { grid } = this.#env.world;
    const present = [...new Set(grid)].sort((a, b) => a - b).map((kind) => kinds[kind]!);
    return tileLegend(
      present
        .filter((kind) => kind !== 'nothing' && kind !== 'boundary')
        .map((kind) => [tiles[kind], meaning(kind)]),
    );
  }

  draw(area: Area): readonly Line[] {
    const { agent, world } = this.#env;
    const cells: Tile[] = Array.from(world.grid, (kind) => tiles[kinds[kind]!]);
    cells[world.cell] = agentTiles[world.direction]!;
    const rows = Array.from({ length: SIZE }, (_, y) => cells.slice(y * SIZE, (y + 1) * SIZE));
    return drawTiles(rows, agent, area);
  }
}

/** The meaning of a cell; for workshops also their recipes. */
function meaning(kind: Kind): string {
  const made = recipes.filter(({ at }) => at === kind);
  if (made.length === 0) return kind;
  return `${kind}: ${made.map(({ output, inputs }) => `${output} of ${inputs.join(' and ')}`).join(', ')}`;
}
