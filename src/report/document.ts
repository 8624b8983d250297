import { type Estimate, formatP } from '../statistics/proportions.ts';

/** A value in a table: a text, a number, or a number with its interval. */
export type TableCell = string | number | Estimate | null;

/** A column of a table. */
export interface TableColumn {
  /** Name of its values in JSON. */
  readonly key: string;
  readonly title: string;
  /** Decimals of its numbers; 2 if not given. */
  readonly digits?: number;
  /** How a page shows shares besides, as bars or as shades of a matrix; or that numbers are p-values, or texts commands. */
  readonly show?: 'bar' | 'shade' | 'p' | 'command';
}

/** A table whose values are numbers, which printers format. */
export interface DocumentTable {
  readonly kind: 'table';
  /** Unique in its section. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly Readonly<Record<string, TableCell>>[];
  /** Whether terminals show it, too. */
  readonly brief?: boolean;
}

/** A picture, drawn in the colours of `figures/palette`. */
export interface Picture {
  readonly kind: 'picture';
  readonly id: string;
  readonly caption: string;
  /** The picture in words, with its main numbers. */
  readonly alt: string;
  /** A standalone SVG document. */
  readonly svg: string;
  /** Whether it moves by the style of the page, so that it cannot be saved by itself. */
  readonly moves?: boolean;
}

/** A part of a document. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** Paragraphs: what is shown, and how it was measured. */
  readonly text: readonly string[];
  readonly parts: readonly (DocumentTable | Picture)[];
  /** The command that computes its numbers again. */
  readonly command: string;
}

/** A line at the top of a document. */
export interface LeadLine {
  /** A fault, a good result, or neither. */
  readonly tone: 'fault' | 'good' | 'note';
  readonly text: string;
}

/** A report to look at: its first lines name what was found, its sections show it. */
export interface ReportDocument {
  readonly title: string;
  /** What was examined, and on what. */
  readonly subtitle: string;
  readonly lead: readonly LeadLine[];
  readonly sections: readonly Section[];
  /** The command that makes it again. */
  readonly command: string;
  /** More for programs. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** A document as plain data, without its pictures; `documentSchema` describes it. */
export function documentData({ sections, data, ...head }: ReportDocument): Record<string, unknown> {
  return {
    version: 1,
    ...head,
    ...data,
    sections: sections.map(({ parts, ...section }) => ({
      ...section,
      tables: parts.flatMap((part) =>
        part.kind === 'table'
          ? [{ id: part.id, caption: part.caption, columns: part.columns, rows: part.rows }]
          : [],
      ),
      pictures: parts.flatMap((part) =>
        part.kind === 'picture' ? [{ id: part.id, caption: part.caption, alt: part.alt }] : [],
      ),
    })),
  };
}

/** A value as people read it. */
export function cellText(
  cell: TableCell,
  { digits = 2, show }: Pick<TableColumn, 'digits' | 'show'>,
): string {
  if (cell === null) return '–';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return show === 'p' ? formatP(cell) : numberText(cell, digits);
  const [value, low, high] = [cell.value, cell.low, cell.high].map((each) => numberText(each, digits));
  return `${value} [${low}, ${high}]`;
}

/** Whole numbers are written without decimals, and zero without a sign. */
export function numberText(value: number, digits: number): string {
  const text =
    Number.isInteger(value) && digits < 3 && Math.abs(value) > 1 ? `${value}` : value.toFixed(digits);
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace('-', '−');
}
