import { fontFamily, ink, subtaskColour } from '../../src/figures/palette.ts';
import type { Trail } from '../rendering.ts';
import type { Point } from './geometry.ts';
import { clipToSquare, thin } from './polyline.ts';

/** A goal of the agent as a picture shows it. */
export interface DrawnGoal {
  readonly at: Point;
  /** How close the agent must come to it, in arena units. */
  readonly radius: number;
  readonly colour: string;
  /** Whether it counts now; its disc is then filled. */
  readonly due: boolean;
  /** SVG elements around the origin, for a picture of 480 pixels. */
  readonly symbol: string;
}

/** The content of a picture of a point on its way to goals. */
export interface Scene extends Trail<Point> {
  readonly start: Point;
  readonly goals: readonly DrawnGoal[];
}

/** The square part of the plane that a picture shows. */
export interface Viewport {
  readonly centre: Point;
  /** Distance from the centre to the edges, in arena units. */
  readonly reach: number;
}

/** Symbols are drawn for a picture of this many pixels and scaled to others. */
const NOMINAL_SIZE = 480;
const GRID_SPACING = 0.5;
const arenaColour = '#f6f8fa';

/** The smallest square around a layout, its radii, and a margin. It does not move while the agent does. */
export function viewportOf({ start, goals }: Scene): Viewport {
  const around = [{ at: start, radius: 0 }, ...goals];
  const spans = ([0, 1] as const).map((axis) => ({
    low: Math.min(...around.map(({ at, radius }) => at[axis] - radius)),
    high: Math.max(...around.map(({ at, radius }) => at[axis] + radius)),
  }));
  const [x, y] = spans.map(({ low, high }) => (low + high) / 2);
  return { centre: [x!, y!], reach: 0.6 * Math.max(...spans.map(({ low, high }) => high - low)) };
}

/**
 * A picture of one moment of an episode as an SVG document: arena, start, goals with their radii, the path so far coloured
 * by subtask, and the agent.
 *
 * @param state in words, after the time
 * @param size width and height in pixels
 */
export function sceneSvg(scene: Scene, state: string, size = NOMINAL_SIZE): string {
  const fontSize = round((14 * size) / NOMINAL_SIZE);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">` +
    drawScene(scene, viewportOf(scene), size) +
    `<text x="${fontSize}" y="${round(1.8 * fontSize)}" font-family="${fontFamily}, sans-serif" font-size="${fontSize}" ` +
    `fill="${ink.muted}">${scene.path.length - 1} ms · ${state}</text></svg>`
  );
}

/** The scene as SVG elements in a square of `size` pixels. The viewport must hold the layout; the path may leave it. */
export function drawScene({ start, goals, path, subtasks }: Scene, viewport: Viewport, size: number): string {
  const scale = size / (2 * viewport.reach);
  const place = ([x, y]: Point): Point => [
    (x - viewport.centre[0]) * scale + size / 2,
    (viewport.centre[1] - y) * scale + size / 2, // upwards in the arena is upwards in the picture
  ];
  const symbol = (at: Point, content: string) =>
    `<g transform="translate(${pair(at)}) scale(${round(0.4 + (0.6 * size) / NOMINAL_SIZE, 1000)})">${content}</g>`;

  const points = path.map(place);
  const agent = points.at(-1)!;
  const beyond = agent.some((coordinate) => coordinate < 0 || coordinate > size);
  const shown: Point = beyond ? [inside(agent[0], size), inside(agent[1], size)] : agent;
  return [
    `<rect width="${size}" height="${size}" rx="${round(size / 60)}" fill="${arenaColour}"/>`,
    gridLines(viewport, place, size),
    ...goals.map((goal) => goalArea(place(goal.at), goal.radius * scale, goal)),
    symbol(place(start), startSymbol),
    ...goals.map((goal) => symbol(place(goal.at), goal.symbol)),
    pathLines(points, subtasks, size),
    symbol(shown, agentSymbol(heading(points), beyond)),
  ].join('');
}

function gridLines({ centre, reach }: Viewport, place: (point: Point) => Point, size: number): string {
  const lines: string[] = [];
  for (const axis of [0, 1] as const) {
    const first = Math.ceil((centre[axis] - reach) / GRID_SPACING) * GRID_SPACING;
    for (let value = first; value < centre[axis] + reach; value += GRID_SPACING) {
      const at = round(place([value, value])[axis]);
      lines.push(axis === 0 ? `M${at} 0V${size}` : `M0 ${at}H${size}`);
    }
  }
  return `<path d="${lines.join('')}" fill="none" stroke="${ink.faint}" stroke-width="0.75" opacity="0.7"/>`;
}

/** The disc that counts as being at a goal; filled while the goal is due. */
function goalArea(at: Point, radius: number, { colour, due }: DrawnGoal): string {
  return (
    `<circle cx="${round(at[0])}" cy="${round(at[1])}" r="${round(radius)}" fill="${colour}" ` +
    `fill-opacity="${due ? 0.18 : 0.05}" stroke="${colour}" stroke-opacity="${due ? 0.9 : 0.45}" ` +
    'stroke-width="1.25" stroke-dasharray="4 3"/>'
  );
}

/** One line for each stretch under the same subtask. */
function pathLines(points: readonly Point[], subtasks: readonly number[], size: number): string {
  const width = round(1.2 + (1.6 * size) / NOMINAL_SIZE, 100);
  const lines: string[] = [];
  for (let from = 0; from < subtasks.length; ) {
    let to = from + 1;
    while (to < subtasks.length && subtasks[to] === subtasks[from]) to++;
    for (const piece of clipToSquare(thin(points.slice(from, to + 1)), size)) {
      lines.push(
        `<polyline points="${piece.map(pair).join(' ')}" fill="none" stroke="${subtaskColour(subtasks[from]!)}" ` +
          `stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round"/>`,
      );
    }
    from = to;
  }
  return lines.join('');
}

/** Direction of the latest visible movement, in degrees of an SVG rotation; null if there was none. */
function heading(points: readonly Point[]): number | null {
  const now = points.at(-1)!;
  const before = points.findLast((p) => Math.abs(p[0] - now[0]) + Math.abs(p[1] - now[1]) > 2);
  if (before === undefined) return null;
  return Math.round((Math.atan2(now[1] - before[1], now[0] - before[0]) * 180) / Math.PI);
}

const startSymbol = `<path d="M-5 -5L5 5M-5 5L5 -5" stroke="${ink.recede}" stroke-width="2" stroke-linecap="round"/>`;

/**
 * A dart in the direction of movement, or a dot before the first move; hollow at the edge when the agent is beyond
 * it.
 */
function agentSymbol(direction: number | null, beyond: boolean): string {
  const paint = beyond ? `fill="#fff" stroke="${ink.text}"` : `fill="${ink.text}" stroke="#fff"`;
  const shape = `${paint} stroke-width="1.5" stroke-linejoin="round"`;
  return direction === null
    ? `<circle r="6" ${shape}/>`
    : `<path transform="rotate(${direction})" d="M10 0L-7 7L-3.5 0L-7 -7Z" ${shape}/>`;
}

/** The nearest coordinate at which a symbol is not cut by the edge. */
function inside(coordinate: number, size: number): number {
  const inset = size / 20;
  return Math.min(size - inset, Math.max(inset, coordinate));
}

function pair([x, y]: Point): string {
  return `${round(x)},${round(y)}`;
}

/** A number rounded to a tenth, which is fine enough for pixels. */
function round(value: number, parts = 10): number {
  return Math.round(value * parts) / parts;
}
