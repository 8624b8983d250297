/**
 * Colours of every picture. The categorical hues are those of Okabe & Ito (2008), which stay apart for the common
 * forms of colour blindness. Yellow comes last, because it is weak on white.
 */
const hue = {
  blue: '#0072b2',
  orange: '#e69f00',
  green: '#009e73',
  purple: '#cc79a7',
  sky: '#56b4e9',
  vermilion: '#d55e00',
  grey: '#6b6b6b',
  yellow: '#f0e442',
} as const;

/** For things that differ in kind: subtasks, series. */
export const categorical = Object.values(hue);

/** Text, axes, and everything that is not data. */
export const ink = {
  text: '#1f2328',
  /** Secondary text: captions, tick labels. */
  muted: '#57606a',
  /** Grid lines, frames, references. */
  faint: '#d0d7de',
  /** Data that is context for the highlighted data, e.g. spikes outside bursts. */
  recede: '#768089',
  background: '#ffffff',
} as const;

/** Colours with the same meaning in all pictures of behaviour. */
export const meaning = {
  burst: hue.vermilion,
  target: ink.text,
  recall: hue.vermilion,
  success: hue.green,
  failure: hue.vermilion,
} as const;

/** Colour of a subtask, the same one in every picture; colours repeat after eight. */
export function subtaskColour(subtask: number): string {
  return categorical[subtask % categorical.length]!;
}

/** Ink that can be read on a fill of the given colour (`#rrggbb`). */
export function inkOn(colour: string): string {
  const [red, green, blue] = [1, 3, 5].map(
    (start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255,
  );
  // Luma of the colour as screens show it: the eye is most sensitive to green.
  return 0.299 * red! + 0.587 * green! + 0.114 * blue! > 0.55 ? ink.text : ink.background;
}

/** Font of all texts; it comes with the project. */
export const fontFamily = 'DejaVu Sans';
