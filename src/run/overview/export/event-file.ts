import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import crc32c from 'crc-32/crc32c.js';

/** Numbers at a step, by name. */
export interface ScalarEvent {
  readonly step: number;
  readonly scalars: readonly (readonly [tag: string, value: number])[];
}

/**
 * An event file as TensorBoard reads it: records of TFRecord, each an `Event` (tensorflow/core/util/event.proto), whose
 * numbers are rounded to float32.
 *
 * @param wallTime seconds since 1970 that all events bear
 */
export function eventFile(events: readonly ScalarEvent[], wallTime: number): Uint8Array {
  const version = record(
    eventOf(wallTime, (writer) => writer.tag(3, WireType.LengthDelimited).string(VERSION)),
  );
  return Buffer.concat([version, ...events.map((event) => record(scalarEvent(event, wallTime)))]);
}

/** What the first event of a file says, by which readers know the format. */
const VERSION = 'brain.Event:2';

/** `Event { double wall_time = 1; int64 step = 2; string file_version = 3; Summary summary = 5; }` */
function eventOf(wallTime: number, write: (writer: BinaryWriter) => void): Uint8Array {
  const writer = new BinaryWriter().tag(1, WireType.Bit64).double(wallTime);
  write(writer);
  return writer.finish();
}

/** `Summary { repeated Value value = 1; }` with `Value { string tag = 1; float simple_value = 2; }` */
function scalarEvent({ step, scalars }: ScalarEvent, wallTime: number): Uint8Array {
  return eventOf(wallTime, (writer) => {
    writer.tag(2, WireType.Varint).int64(step);
    writer.tag(5, WireType.LengthDelimited).fork();
    for (const [tag, value] of scalars) {
      writer.tag(1, WireType.LengthDelimited).fork();
      writer.tag(1, WireType.LengthDelimited).string(tag);
      writer.tag(2, WireType.Bit32).float(Math.fround(value));
      writer.join();
    }
    writer.join();
  });
}

/** TFRecord: length as a 64-bit integer, its checksum, the data, their checksum; all little-endian. */
function record(data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(HEADER + data.length + CHECKSUM);
  bytes.writeBigUInt64LE(BigInt(data.length), 0);
  bytes.writeUInt32LE(maskedChecksum(bytes.subarray(0, 8)), 8);
  bytes.set(data, HEADER);
  bytes.writeUInt32LE(maskedChecksum(data), HEADER + data.length);
  return bytes;
}

/** Bytes before the data of a record: their length and its checksum. */
const HEADER = 12;
const CHECKSUM = 4;

/** CRC-32C, turned by 15 bits and shifted by a constant: a checksum of data that hold checksums stays sound. */
function maskedChecksum(bytes: Uint8Array): number {
  const crc = crc32c.buf(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
