import { type Line, type Span, wrap } from './styled-text.ts';

/** Keys that do something, for people. */
export interface KeyHelp {
  /** How the keys are written, e.g. `tab, p`. */
  readonly keys: string;
  readonly does: string;
}

/** Colour of keys, and of what a program asks. */
export const accent = '#56b4e9';

/** Columns for what a key does, beside the keys. */
const NARROWEST_HELP = 12;

/** Keys beside what they do, which continues below itself; or below the keys where the panel is too narrow. */
export function helpLines(help: readonly KeyHelp[], columns: number): Line[] {
  const width = Math.max(...help.map(({ keys }) => keys.length)) + 2;
  const indent = columns - width < NARROWEST_HELP ? 2 : width;
  return help.flatMap(({ keys, does }) => {
    const beside = keys.length + 2 <= indent;
    const lines = wrap(does, columns - indent).map(
      (text): Line => [{ text: ' '.repeat(indent) }, { text, dim: true }],
    );
    const name: Span = { text: beside ? keys.padEnd(indent) : keys, colour: accent };
    return beside ? [[name, lines[0]![1]!], ...lines.slice(1)] : [[name], ...lines];
  });
}
