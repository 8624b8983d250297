import { ink } from '../../../../src/figures/palette.ts';
import { composeSheet } from '../../../../src/figures/sheet.ts';
import { type Grid, NOTHING, type ObjectId } from '../grid.ts';
import type { Scene } from './frame.ts';
import { agentSymbol, CELL, objectSymbol } from './symbols.ts';

/** Options of `gridSvg`. */
export interface GridSvgOptions {
  /** Width and height of a cell in pixels; at least 8 are drawn. */
  readonly tileSize: number;
  /** Whether cells that the agent does not see are darker. */
  readonly highlight: boolean;
  /** The object that the agent holds. */
  readonly carrying: ObjectId;
  readonly title: string;
  readonly caption: string;
}

/** Narrower pictures would break titles into many lines. */
const minWidth = 300;
/** Smaller cells would show nothing beside them. */
const minTileSize = 8;

/** A picture of a grid as an SVG document. The object in the agent's hand is drawn small beside it. */
export function gridSvg(scene: Scene, options: GridSvgOptions): string {
  const { title, caption } = options;
  const tileSize = Math.max(options.tileSize, minTileSize);
  const [width, height] = [scene.width * tileSize, scene.height * tileSize];
  const panelWidth = Math.max(width, minWidth);
  const content =
    `<svg x="${(panelWidth - width) / 2}" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${scene.width * CELL} ${scene.height * CELL}">${drawCells(scene, options)}</svg>`;
  return composeSheet({ title, panels: [{ width: panelWidth, height, content }], caption });
}

function drawCells(scene: Scene, { highlight, carrying }: GridSvgOptions): string {
  const { grid, width, height } = scene;
  const objects: string[] = [];
  const unseen: string[] = [];
  let agent = '';
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const { id, visible, agentDirection } = scene.cell(column, row);
      const isAgent = agentDirection >= 0;
      // In the agent's own view its cell holds the carried object, which is drawn beside it.
      const content = isAgent && grid.canPickUp(id) ? '' : symbolOf(grid, id);
      objects.push(place(column, row, content));
      if (isAgent) agent = place(column, row, agentSymbol(agentDirection) + badge(grid, carrying));
      if (!visible) unseen.push(`M${column * CELL} ${row * CELL}h${CELL}v${CELL}h-${CELL}z`);
    }
  }
  const shade = highlight
    ? `<path d="${unseen.join('')}" fill="${ink.text}" fill-opacity="0.16" shape-rendering="crispEdges"/>`
    : '';
  return `${gridLines(width, height)}${objects.join('')}${shade}${agent}`;
}

function gridLines(width: number, height: number): string {
  const vertical = Array.from({ length: width + 1 }, (_, i) => `M${i * CELL} 0v${height * CELL}`);
  const horizontal = Array.from({ length: height + 1 }, (_, i) => `M0 ${i * CELL}h${width * CELL}`);
  return (
    `<rect width="100%" height="100%" fill="${ink.background}"/>` +
    `<path d="${vertical.join('')}${horizontal.join('')}" stroke="${ink.faint}" stroke-width="1"/>`
  );
}

function symbolOf(grid: Grid, id: ObjectId): string {
  return objectSymbol(grid.typeOf(id), grid.colourOf(id), grid.stateOf(id));
}

/** The object in the agent's hand, in the lower right corner of its cell. */
function badge(grid: Grid, carrying: ObjectId): string {
  if (carrying === NOTHING) return '';
  return (
    `<circle cx="31" cy="31" r="9.5" fill="${ink.background}" stroke="${ink.faint}"/>` +
    `<g transform="translate(22.5 22.5) scale(0.425)">${symbolOf(grid, carrying)}</g>`
  );
}

function place(column: number, row: number, content: string): string {
  return content === '' ? '' : `<g transform="translate(${column * CELL} ${row * CELL})">${content}</g>`;
}
