import type { Line, Span } from './styled-text.ts';

type Style = Omit<Span, 'text' | 'plain'>;

/** The colours 0 to 7 of terminals, and their bright variants. */
const COLOURS = ['#000000', '#cd3131', '#0dbc79', '#e5e510', '#2472c8', '#bc3fbc', '#11a8cd', '#e5e5e5'];
const BRIGHT = ['#666666', '#f14c4c', '#23d18b', '#f5f543', '#3b8eea', '#d670d6', '#29b8db', '#ffffff'];

/** A sequence that sets a style (with its codes), any other control sequence, or any other control character. */
const CONTROL = /\p{Cc}\[([\d;]*)m|\p{Cc}\[[\d;?]*[ -/]*[@-~]|\p{Cc}/u;

/** Characters that are not one column wide. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{10000}-\u{10ffff}]/gu;

/**
 * Lines of a text with escape sequences, as environments with the render mode `ansi` return it. Sequences that set
 * colours or bold letters are kept; everything else that would control the terminal is left out.
 */
export function readAnsi(text: string): Line[] {
  let style: Style = {};
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\n+$/, '')
    .replaceAll('\t', ' ')
    .split('\n')
    .map((line) => {
      const spans: Span[] = [];
      for (let rest = line; rest !== ''; ) {
        const found = CONTROL.exec(rest);
        const words = rest.slice(0, found?.index).replace(WIDE, '??');
        if (words !== '') spans.push({ text: words, ...style });
        rest = found === null ? '' : rest.slice(found.index + found[0].length);
        if (found?.[1] !== undefined) style = found[1].split(';').map(Number).reduce(restyled, style);
      }
      return spans;
    });
}

/** A style after one code of a sequence. */
function restyled(style: Style, code: number): Style {
  const { colour, background, ...rest } = style;
  const kept = { ...rest, ...(colour === undefined ? {} : { colour }) };
  const behind = background === undefined ? {} : { background };
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 39) return { ...rest, ...behind };
  if (code === 49) return kept;
  const [tens, unit] = [Math.floor(code / 10), code % 10];
  if (unit > 7) return style;
  if (tens === 3) return { ...style, colour: COLOURS[unit]! };
  if (tens === 4) return { ...style, background: COLOURS[unit]! };
  if (tens === 9) return { ...style, colour: BRIGHT[unit]! };
  return tens === 10 ? { ...style, background: BRIGHT[unit]! } : style;
}
