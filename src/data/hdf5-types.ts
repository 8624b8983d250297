import type { Dtype } from 'gymnasium-js';
import { Layout } from './hdf5-layout.ts';

/** Class 3, padded with zeros, UTF-8. */
export function textType(size: number): Uint8Array {
  return new Layout().u8(0x13, 0x11, 0, 0).u32(size).bytes;
}

/** Class 9 of texts in UTF-8 over single characters. */
export function variableTextType(): Uint8Array {
  return new Layout().u8(0x19, 0x01, 0x01, 0).u32(16).raw(textType(1)).bytes;
}

function integerType(size: number, signed: boolean): Uint8Array {
  return new Layout()
    .u8(0x10, signed ? 0x08 : 0, 0, 0)
    .u32(size)
    .u16(0, 8 * size).bytes;
}

/** IEEE 754, little-endian: the sign in the highest bit, the leading digit of the mantissa implied. */
function floatType(size: number, exponentBits: number, bias: number): Uint8Array {
  const bits = 8 * size;
  const mantissaBits = bits - 1 - exponentBits;
  return new Layout()
    .u8(0x11, 0x20, bits - 1, 0)
    .u32(size)
    .u16(0, bits)
    .u8(mantissaBits, exponentBits, 0, mantissaBits)
    .u32(bias).bytes;
}

/** An enumeration of FALSE = 0 and TRUE = 1 over int8: what NumPy's booleans are in HDF5. */
function booleanType(): Uint8Array {
  const names = Buffer.from('FALSE\0\0\0TRUE\0\0\0\0');
  return new Layout().u8(0x18, 2, 0, 0).u32(1).raw(integerType(1, true)).raw(names).u8(0, 1).bytes;
}

/** The types of numbers. */
export const datatypes: Readonly<Record<Dtype, Uint8Array>> = {
  float32: floatType(4, 8, 127),
  float64: floatType(8, 11, 1023),
  int8: integerType(1, true),
  uint8: integerType(1, false),
  int16: integerType(2, true),
  uint16: integerType(2, false),
  int32: integerType(4, true),
  uint32: integerType(4, false),
  int64: integerType(8, true),
  uint64: integerType(8, false),
  bool: booleanType(),
};
