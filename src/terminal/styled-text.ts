/** A piece of a line in one style. Every character takes one column: no emoji, no East Asian wide characters. */
export interface Span {
  /** The characters, without line breaks and control characters. */
  readonly text: string;
  /** Replacement on a terminal without colours, as long as `text`. Default: the text itself. */
  readonly plain?: string;
  /** `#rrggbb` */
  readonly colour?: string;
  /** `#rrggbb` */
  readonly background?: string;
  /** Whether the letters are bold. */
  readonly bold?: boolean;
  /** Whether the letters are faint. */
  readonly dim?: boolean;
}

/** A line of a screen, from left to right. */
export type Line = readonly Span[];

/** Columns and rows of a screen, or of a part of it. */
export interface Area {
  /** Characters in a row. */
  readonly columns: number;
  /** Number of rows. */
  readonly rows: number;
}

/** Number of columns of a line. */
export function widthOf(line: Line): number {
  return line.reduce((sum, { text }) => sum + text.length, 0);
}

/** The part of a line from column `from` on, filled with spaces up to `columns`. */
export function cut(line: Line, from: number, columns: number): Line {
  const out: Span[] = [];
  let [at, width] = [0, 0];
  for (const span of line) {
    const [start, end] = [Math.max(from - at, 0), Math.min(from + columns - at, span.text.length)];
    at += span.text.length;
    if (end <= start) continue;
    const plain = span.plain === undefined ? {} : { plain: span.plain.slice(start, end) };
    out.push({ ...span, text: span.text.slice(start, end), ...plain });
    width += end - start;
  }
  return width < columns ? [...out, { text: ' '.repeat(columns - width) }] : out;
}

/** The text of a line on a terminal without colours. */
export function plainText(line: Line): string {
  return line.map(({ text, plain = text }) => plain).join('');
}

/** What a line begins with: its indentation, and the name of what follows where two spaces set it apart. */
const FRONT = /^\s*(?:\S+(?: \S+)*\s{2,})?/;

/**
 * Breaks a line that is too long as `wrap` does. The lines that follow are indented as far as its text, or what
 * stands beside a name, as long as half of the columns are left for it.
 */
export function wrapIndented(line: string, columns: number): string[] {
  if (line.length <= columns) return [line];
  const [front] = FRONT.exec(line)!;
  const start = front.length <= columns / 2 ? front : /^\s*/.exec(line.slice(0, columns / 2))![0];
  const indent = ' '.repeat(start.length);
  const [first = '', ...rest] = wrap(line.slice(start.length), Math.max(columns - start.length, 1));
  return [start + first, ...rest.map((text) => indent + text)];
}

/** Breaks a text into lines, between words and within words longer than a line. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) {
      lines[lines.length - 1] = `${last} ${word}`;
      continue;
    }
    for (let start = 0; start < word.length; start += columns) lines.push(word.slice(start, start + columns));
  }
  return lines;
}
