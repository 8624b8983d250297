import { Chalk, type ChalkInstance } from 'chalk';
import type { Line, Span } from './styled-text.ts';

/** Colours that a terminal shows: none, 16, 256, or all. */
export type ColourLevel = 0 | 1 | 2 | 3;

/** The level for a number of bits per colour, as `getColorDepth` of Node's terminals returns it (see NO_COLOR, FORCE_COLOR). */
export function colourLevel(depth: number): ColourLevel {
  return depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0;
}

/**
 * Turns styled lines into escape sequences, with the nearest colours that the terminal has.
 *
 * @param isAscii whether the terminal shows no other characters: then texts that have a plain form are shown in it
 */
export function createPainter(level: ColourLevel, isAscii = false): (line: Line) => string {
  const chalk = new Chalk({ level });
  return (line) => line.map((span) => painted(chalk, level, isAscii, span)).join('');
}

function painted(chalk: ChalkInstance, level: ColourLevel, isAscii: boolean, span: Span): string {
  const { colour, background, bold = false, dim = false } = span;
  const plain = shown(span.plain ?? span.text);
  if (level === 0) return plain;
  const text = isAscii ? plain : shown(span.text);
  let style = chalk;
  if (colour !== undefined) style = style.hex(colour);
  if (background !== undefined) style = style.bgHex(background);
  if (bold) style = style.bold;
  if (dim) style = style.dim;
  return style(text);
}

/** A text in which each character that a terminal would obey has become one that it shows. */
function shown(text: string): string {
  return text.replace(/\p{Cc}/gu, '\ufffd');
}
