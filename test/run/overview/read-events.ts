/** A reader of event files of its own, by the descriptions of TFRecord and Protocol Buffers. */

/** An event, as far as exports write it. */
interface ReadEvent {
  wallTime: number;
  step: number;
  version?: string;
  scalars: Record<string, number>;
}

/** @throws Error where a checksum or a length does not fit */
export function readEvents(bytes: Buffer): readonly ReadEvent[] {
  const events: ReadEvent[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(bytes.readBigUInt64LE(at));
    const data = bytes.subarray(at + 12, at + 12 + length);
    if (bytes.readUInt32LE(at + 8) !== masked(bytes.subarray(at, at + 8))) throw new Error(`length at ${at}`);
    if (bytes.readUInt32LE(at + 12 + length) !== masked(data)) throw new Error(`data at ${at}`);
    events.push(eventIn(data));
    at += length + 16;
  }
  return events;
}

function eventIn(data: Buffer): ReadEvent {
  const event: ReadEvent = { wallTime: 0, step: 0, scalars: {} };
  for (const [field, value] of fieldsIn(data)) {
    if (field === 1) event.wallTime = (value as Buffer).readDoubleLE();
    if (field === 2) event.step = value as number;
    if (field === 3) event.version = `${value}`;
    if (field === 5)
      for (const [, each] of fieldsIn(value as Buffer)) {
        const [[, tag], [, number]] = fieldsIn(each as Buffer) as [[number, Buffer], [number, Buffer]];
        event.scalars[`${tag}`] = number.readFloatLE();
      }
  }
  return event;
}

/** Fields of a message: numbers of varints, else bytes. */
function fieldsIn(data: Buffer): readonly (readonly [field: number, value: number | Buffer])[] {
  const fields: (readonly [number, number | Buffer])[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = data[at++]!;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  const take = (count: number) => data.subarray(at, (at += count));
  while (at < data.length) {
    const key = varint();
    const kind = key & 7;
    const value = kind === 0 ? varint() : take(kind === 1 ? 8 : kind === 5 ? 4 : varint());
    fields.push([key >>> 3, value]);
  }
  return fields;
}

/** CRC-32C bit by bit, masked as in TFRecord. */
function masked(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  crc = ~crc >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
