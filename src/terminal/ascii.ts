/** Characters of one column that stand for others in ASCII. */
const STAND_INS: Readonly<Record<string, string>> = {
  '─': '-',
  '│': '|',
  '┌': '+',
  '┐': '+',
  '└': '+',
  '┘': '+',
  '├': '+',
  '┤': '+',
  '┬': '+',
  '┴': '+',
  '┼': '+',
  '▁': '_',
  '▂': '.',
  '▃': ':',
  '▄': '-',
  '▅': '=',
  '▆': '+',
  '▇': '*',
  '█': '#',
  '░': '.',
  '→': '>',
  '←': '<',
  '↑': '^',
  '↓': 'v',
  '▶': '>',
  '◀': '<',
  '▲': '^',
  '▼': 'v',
  '…': '.',
  '–': '-',
  '−': '-',
  '×': 'x',
  '·': '.',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '≤': '<',
  '≥': '>',
  '±': '~',
  '≈': '~',
  µ: 'u',
  '✓': 'v',
  '✗': 'x',
  '∞': 'o',
  // Half a block shows its colours; its background remains.
  '▀': ' ',
};

/** Whether the locale of the environment has no other characters than ASCII, e.g. `LC_ALL=C`. Without one, it has all. */
export function isAsciiLocale({ LC_ALL, LC_CTYPE, LANG }: NodeJS.ProcessEnv = process.env): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG || '';
  return locale !== '' && !/utf-?8/i.test(locale);
}

/** A text in ASCII, of the same width: accents are dropped, and what has no stand-in is a question mark. */
export function toAscii(text: string): string {
  return text.replaceAll(/[^\0-\x7f]/gu, (character) => {
    const [base = '?'] = character.normalize('NFKD');
    return STAND_INS[character] ?? (base < '\x80' ? base : '?');
  });
}

/** Lets a terminal whose locale has only ASCII show nothing else. What is written to files and pipes stays as it is. */
export function speakLocale(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv = process.env): void {
  if (!stream.isTTY || !isAsciiLocale(env)) return;
  const write = stream.write.bind(stream) as (chunk: unknown, ...rest: unknown[]) => boolean;
  stream.write = (chunk: unknown, ...rest: unknown[]) =>
    write(typeof chunk === 'string' ? toAscii(chunk) : chunk, ...rest);
}
