import { fontFamily, ink, meaning, subtaskColour } from '../../../src/figures/palette.ts';
import type { Trail } from '../../rendering.ts';
import type { Point } from './options.ts';
import { clipToSquare, thin } from './polyline.ts';
import type { ButtonFoodLayout } from './types.ts';

/** The content of a picture of Button & Food. */
export interface ButtonFoodScene extends ButtonFoodLayout, Trail<Point> {
  readonly lockRadius: number;
  readonly foodRadius: number;
  readonly locked: boolean;
  readonly foodReached: boolean;
}

/** The square part of the plane that a picture shows. */
export interface Viewport {
  readonly centre: Point;
  /** Distance from the centre to the edges, in arena units. */
  readonly reach: number;
}

const BUTTON = 0;
const FOOD = 1;
/** Symbols are drawn for a picture of this many pixels and scaled to others. */
const NOMINAL_SIZE = 480;
const GRID_SPACING = 0.5;
const arenaColour = '#f6f8fa';

/** The smallest square around a layout, its radii, and a margin. It does not move while the agent does. */
export function viewportOf({ start, button, food, lockRadius, foodRadius }: ButtonFoodScene): Viewport {
  const around = [
    [start, 0],
    [button, lockRadius],
    [food, foodRadius],
  ] as const;
  const spans = ([0, 1] as const).map((axis) => ({
    low: Math.min(...around.map(([point, radius]) => point[axis] - radius)),
    high: Math.max(...around.map(([point, radius]) => point[axis] + radius)),
  }));
  const [x, y] = spans.map(({ low, high }) => (low + high) / 2);
  return { centre: [x!, y!], reach: 0.6 * Math.max(...spans.map(({ low, high }) => high - low)) };
}

/**
 * A picture of one moment of an episode as an SVG document: arena, start, button, food with their radii, whether the
 * food is locked, the path so far coloured by subtask, and the agent. The food's disc turns green when the task is
 * done.
 *
 * @param size width and height in pixels
 */
export function buttonFoodSvg(scene: ButtonFoodScene, size = NOMINAL_SIZE): string {
  const state = scene.foodReached ? 'food reached' : scene.locked ? 'food locked' : 'food unlocked';
  const fontSize = round((14 * size) / NOMINAL_SIZE);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">` +
    drawScene(scene, viewportOf(scene), size) +
    `<text x="${fontSize}" y="${round(1.8 * fontSize)}" font-family="${fontFamily}, sans-serif" font-size="${fontSize}" ` +
    `fill="${ink.muted}">${scene.path.length - 1} ms · ${state}</text></svg>`
  );
}

/** The scene as SVG elements in a square of `size` pixels. The viewport must hold the layout; the path may leave it. */
export function drawScene(scene: ButtonFoodScene, viewport: Viewport, size: number): string {
  const scale = size / (2 * viewport.reach);
  const place = ([x, y]: Point): Point => [
    (x - viewport.centre[0]) * scale + size / 2,
    (viewport.centre[1] - y) * scale + size / 2, // upwards in the arena is upwards in the picture
  ];
  const symbol = (at: Point, content: string) =>
    `<g transform="translate(${pair(at)}) scale(${round(0.4 + (0.6 * size) / NOMINAL_SIZE, 1000)})">${content}</g>`;

  const points = scene.path.map(place);
  const agent = points.at(-1)!;
  const beyond = agent.some((coordinate) => coordinate < 0 || coordinate > size);
  const shown: Point = beyond ? [inside(agent[0], size), inside(agent[1], size)] : agent;
  const foodColour = scene.foodReached ? meaning.success : subtaskColour(FOOD);
  return [
    `<rect width="${size}" height="${size}" rx="${round(size / 60)}" fill="${arenaColour}"/>`,
    gridLines(viewport, place, size),
    goalArea(place(scene.button), scene.lockRadius * scale, subtaskColour(BUTTON), scene.locked),
    goalArea(place(scene.food), scene.foodRadius * scale, foodColour, !scene.locked),
    symbol(place(scene.start), startSymbol),
    symbol(place(scene.button), buttonSymbol(scene.locked)),
    symbol(place(scene.food), foodSymbol(scene.locked)),
    pathLines(points, scene.subtasks, size),
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
function goalArea(at: Point, radius: number, colour: string, active: boolean): string {
  return (
    `<circle cx="${round(at[0])}" cy="${round(at[1])}" r="${round(radius)}" fill="${colour}" ` +
    `fill-opacity="${active ? 0.18 : 0.05}" stroke="${colour}" stroke-opacity="${active ? 0.9 : 0.45}" ` +
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

/** A push button from above: raised while it waits to be pressed, sunk afterwards. */
export function buttonSymbol(locked: boolean): string {
  const colour = subtaskColour(BUTTON);
  const cap = locked
    ? `<circle r="8" fill="${colour}"/><path d="M-4.5 -3A5.4 5.4 0 0 1 3 -4.5" fill="none" stroke="#fff" ` +
      'stroke-width="1.5" stroke-linecap="round" opacity="0.8"/>'
    : `<circle r="6" fill="${colour}" opacity="0.55"/>`;
  return `<circle r="12" fill="#fff" stroke="${ink.muted}" stroke-width="2"/>${cap}`;
}

/** A fruit; pale and behind a padlock while it is locked. */
export function foodSymbol(locked: boolean): string {
  const fruit =
    `<g opacity="${locked ? 0.4 : 1}"><path d="M0 -6C4 -11 13 -9 12 1C11 8 6 13 0 11C-6 13 -11 8 -12 1C-13 -9 -4 -11 0 -6Z" ` +
    `fill="${subtaskColour(FOOD)}"/><path d="M0 -6C0 -9 1 -12 3 -14" fill="none" stroke="${ink.text}" stroke-width="1.8" ` +
    `stroke-linecap="round"/><path d="M2 -11C5 -15 9 -15 11 -13C9 -10 5 -9 2 -11Z" fill="${meaning.success}"/></g>`;
  const padlock =
    `<path d="M-3.5 0V-3A3.5 3.5 0 0 1 3.5 -3V0" fill="none" stroke="${ink.text}" stroke-width="2"/>` +
    `<rect x="-6" y="0" width="12" height="9" rx="1.5" fill="${ink.text}"/><circle cy="4.5" r="1.5" fill="#fff"/>`;
  return locked ? fruit + padlock : fruit;
}

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
