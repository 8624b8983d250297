import { fontFamily, ink } from './palette.ts';

/** A drawing to be placed on a sheet: the inside of an SVG document of the given size. */
export interface Panel {
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** SVG elements. */
  readonly content: string;
}

/** The meaning of a colour. */
export interface LegendEntry {
  /** Its meaning in words. */
  readonly name: string;
  /** `#rrggbb` */
  readonly colour: string;
  /** Form in which the picture shows the colour. */
  readonly shape: 'area' | 'line' | 'dashes' | 'tick';
  /** Lengths of the dashes and gaps of a line, in pixels, e.g. `7 4`; solid if not given. */
  readonly dashes?: string | undefined;
}

/** Everything on a sheet. */
export interface SheetContent {
  /** Heading, wrapped. */
  readonly title: string;
  /** A sentence on the content, wrapped. */
  readonly subtitle?: string | undefined;
  /** Meanings of the colours, in rows above the panels. */
  readonly legend?: readonly LegendEntry[];
  /** From top to bottom. */
  readonly panels: readonly Panel[];
  /** Small print on the measurement, wrapped. */
  readonly caption?: string | undefined;
}

const margin = 16;
const sizes = { title: 17, subtitle: 13, legend: 12, caption: 11 } as const;
/** Mean advance of a letter of DejaVu Sans, and that of a digit, in em: texts are laid out without measuring them. */
const advance = { letter: 0.58, digit: 0.64 } as const;
const lineHeight = 1.4;

/** Puts panels, title, legend and caption on a white sheet: a standalone SVG document as wide as the widest panel. */
export function composeSheet({ title, subtitle, legend = [], panels, caption }: SheetContent): string {
  const width = Math.max(...panels.map((panel) => panel.width)) + 2 * margin;
  const parts: string[] = [];
  let y = margin;
  const place = (part: { markup: string; height: number }) => {
    parts.push(`<g transform="translate(${margin},${round(y)})">${part.markup}</g>`);
    y += part.height;
  };
  place(paragraph(title, sizes.title, ink.text, width, 'font-weight="bold"'));
  if (subtitle !== undefined) place(paragraph(subtitle, sizes.subtitle, ink.muted, width));
  if (legend.length > 0) place(legendRow(legend, width - 2 * margin));
  for (const { content, width, height } of panels) {
    place({ markup: `<svg width="${width}" height="${height}">${content}</svg>`, height });
  }
  y += 6;
  if (caption !== undefined) place(paragraph(caption, sizes.caption, ink.muted, width));
  const height = Math.ceil(y + margin);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` font-family="${fontFamily}, sans-serif" color="${ink.text}" role="img">`,
    `<title>${escapeXml(title)}</title><rect width="100%" height="100%" fill="${ink.background}"/>`,
    `${parts.join('')}</svg>`,
  ]
    .join('')
    .replace(/\p{Cc}/gu, ' '); // XML has no way to write control characters.
}

/** Text with the characters that XML reserves written as entities. */
export function escapeXml(text: string): string {
  const names: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' };
  return text.replace(/[&<>"]/g, (letter) => `&${names[letter]};`);
}

/** Two decimals: a hundredth of a pixel. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Rough width of a text in pixels. */
export function textWidth(text: string, size: number): number {
  const digits = text.match(/\d/g)?.length ?? 0;
  return ((text.length - digits) * advance.letter + digits * advance.digit) * size;
}

function paragraph(text: string, size: number, colour: string, width: number, attributes = '') {
  const lines = wrap(text, size, width - 2 * margin);
  const spans = lines.map((line, index) => {
    return `<tspan x="0" y="${round(size + index * size * lineHeight)}">${escapeXml(line)}</tspan>`;
  });
  const markup = `<text font-size="${size}" fill="${colour}" ${attributes}>${spans.join('')}</text>`;
  return { markup, height: lines.length * size * lineHeight + 6 };
}

/** Breaks a text between words into lines that are at most so wide, where words allow it. */
function wrap(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function legendRow(entries: readonly LegendEntry[], width: number) {
  const swatch = 22;
  const rowHeight = sizes.legend * 1.7;
  let x = 0;
  let y = 0;
  const items = entries.map((entry) => {
    const extent = swatch + 6 + textWidth(entry.name, sizes.legend) + 18;
    if (x > 0 && x + extent > width) {
      x = 0;
      y += rowHeight;
    }
    const text = `<text x="${swatch + 6}" y="4" font-size="${sizes.legend}" fill="currentColor">${escapeXml(entry.name)}</text>`;
    const item = `<g transform="translate(${round(x)},${round(y + rowHeight / 2)})">${swatchOf(entry, swatch)}${text}</g>`;
    x += extent;
    return item;
  });
  return { markup: items.join(''), height: y + rowHeight + 4 };
}

function swatchOf({ shape, colour, dashes }: LegendEntry, width: number): string {
  switch (shape) {
    case 'area':
      return `<rect y="-6" width="${width}" height="12" fill="${colour}"/>`;
    case 'tick':
      return `<path d="M${width / 2 - 5},-5v10m5,-10v10m5,-10v10" stroke="${colour}" stroke-width="1.5"/>`;
    case 'line':
      return `<path d="M0,0h${width}" stroke="${colour}" stroke-width="2.5"${dashes === undefined ? '' : ` stroke-dasharray="${dashes}"`}/>`;
    case 'dashes':
      return `<path d="M0,0h${width}" stroke="${colour}" stroke-width="1.5" stroke-dasharray="5 3"/>`;
  }
}
