import type { RgbFrame } from 'gymnasium-js';
import { directions } from '../encoding.ts';
import { type Grid, NOTHING, type ObjectId } from '../grid.ts';
import type { EgocentricView, Viewer } from '../view.ts';
import { tilePixels } from './tiles.ts';

/** A cell of a picture. */
export interface Cell {
  readonly id: ObjectId;
  /** Whether the agent sees it. */
  readonly visible: boolean;
  /** Direction of the agent in it; −1 without an agent. */
  readonly agentDirection: number;
}

/** The content of a picture. */
export interface Scene {
  readonly grid: Grid;
  /** Cells, as are rows and columns of the picture. */
  readonly width: number;
  readonly height: number;
  cell(column: number, row: number): Cell;
}

/** The whole grid from above. `view` is the agent's view. */
export function fullScene(grid: Grid, agent: Viewer, view: EgocentricView): Scene {
  const visible = visibleCells(grid, agent, view);
  const { width, height, cells } = grid;
  return {
    grid,
    width,
    height,
    cell: (column, row) => {
      const index = row * width + column;
      const here = column === agent.agentX && row === agent.agentY;
      const agentDirection = here ? agent.agentDirection : -1;
      return { id: cells[index]!, visible: visible[index] === 1, agentDirection };
    },
  };
}

/** The agent's view from its own point of view: it looks upwards. */
export function viewScene(grid: Grid, view: EgocentricView): Scene {
  const { size, cells, visible } = view;
  return {
    grid,
    width: size,
    height: size,
    cell: (column, row) => {
      const index = column * size + row;
      const here = column === size >> 1 && row === size - 1;
      const seen = visible[index] === 1;
      return { id: seen ? cells[index]! : NOTHING, visible: seen, agentDirection: here ? 3 : -1 };
    },
  };
}

/** 1 for the cells of the grid that the agent sees, `[height, width]` row-major. */
function visibleCells(
  grid: Grid,
  { agentX, agentY, agentDirection }: Viewer,
  view: EgocentricView,
): Uint8Array {
  const { size, visible } = view;
  const out = new Uint8Array(grid.cells.length);
  const [forwardX, forwardY] = directions[agentDirection]!;
  for (let index = 0; index < visible.length; index++) {
    if (visible[index] === 0) continue;
    const aside = Math.floor(index / size) - (size >> 1);
    const ahead = size - 1 - (index % size);
    const x = agentX + forwardX * ahead - forwardY * aside;
    const y = agentY + forwardY * ahead + forwardX * aside;
    if (x >= 0 && x < grid.width && y >= 0 && y < grid.height) out[y * grid.width + x] = 1;
  }
  return out;
}

/**
 * A picture, pixel by pixel that of MiniGrid.
 *
 * @param tileSize width and height of a cell in pixels
 * @param highlight whether cells that the agent sees are lighter
 */
export function rgbFrame(scene: Scene, tileSize: number, highlight: boolean): RgbFrame {
  const { grid, width, height } = scene;
  const data = new Uint8Array(width * height * tileSize ** 2 * 3);
  const stride = width * tileSize * 3;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const { id, visible, agentDirection } = scene.cell(column, row);
      const encoding = id === NOTHING ? 0 : grid.encodings[id]!;
      const tile = tilePixels({ encoding, agentDirection, highlight: highlight && visible }, tileSize);
      const start = row * tileSize * stride + column * tileSize * 3;
      for (let y = 0; y < tileSize; y++) {
        data.set(tile.subarray(y * tileSize * 3, (y + 1) * tileSize * 3), start + y * stride);
      }
    }
  }
  return { data, width: width * tileSize, height: height * tileSize, channels: 3 };
}
