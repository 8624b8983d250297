import type { BasicType, ColumnSource } from 'hyparquet-writer';
import type { Scalar } from '../flat.ts';
import type { ExportColumn } from './columns.ts';

/** Columns of whole numbers. */
const whole = ['seed', 'completed', 'point'];

/**
 * A table as Parquet (Apache Parquet format 2). Columns of numbers are DOUBLE, but for seeds and counts of units of work, which are
 * INT64; `began` is a TIMESTAMP in UTC; of true and false, BOOLEAN; others are STRING, lists among them as JSON.
 */
export async function columnsParquet(columns: readonly ExportColumn[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  return new Uint8Array(parquetWriteBuffer({ columnData: columns.map(typedColumn) }));
}

function typedColumn({ name, values }: ExportColumn): ColumnSource {
  const [type, convert] = typeOf(name, values);
  const data = values.map((value) => (value === null ? null : convert(value)));
  return { name, data, type, nullable: true };
}

type Convert = (value: NonNullable<Scalar>) => unknown;

function typeOf(name: string, values: readonly Scalar[]): readonly [BasicType, Convert] {
  const kinds = new Set(values.filter((value) => value !== null).map((value) => typeof value));
  const [kind] = kinds;
  if (name === 'began') return ['TIMESTAMP', (value) => new Date(`${value}`)];
  if (kinds.size === 1 && kind === 'boolean') return ['BOOLEAN', (value) => value];
  if (kinds.size !== 1 || kind !== 'number') return ['STRING', (value) => `${value}`];
  return whole.includes(name) ? ['INT64', (value) => BigInt(value)] : ['DOUBLE', (value) => value];
}
