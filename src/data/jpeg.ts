import createCodec from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs';
import { sizeOf } from './column.ts';
import type { PictureShape } from './pictures.ts';
import { Refusal } from './read-service.ts';

// libjpeg-turbo, as in Python's PIL: the pixels are those that Minari gives.
const codec = await createCodec();

/**
 * The pixels of pictures of one shape, one after the other.
 *
 * @param where the column, for errors
 * @throws Refusal when one is no JPEG, is damaged, or has another shape
 */
export function decodePictures(
  files: readonly Uint8Array[],
  shape: PictureShape,
  where: string,
): Uint8Array<ArrayBuffer> {
  const size = sizeOf(shape);
  const pixels = new Uint8Array(files.length * size);
  for (const [i, file] of files.entries()) pixels.set(decode(file, shape, `${where}[${i}]`), i * size);
  return pixels;
}

function decode(file: Uint8Array, shape: PictureShape, where: string): Uint8Array {
  const decoder = new codec.JPEGDecoder();
  try {
    decoder.getEncodedBuffer(file.length).set(file);
    decoder.readHeader();
    const { width, height, componentCount } = decoder.getFrameInfo();
    const own = componentCount === 1 ? [height, width] : [height, width, componentCount];
    if (`${own}` !== `${shape}`) throw new Refusal(where, `a picture [${shape}]`, `one of [${own}]`);
    decoder.decode();
    return decoder.getDecodedBuffer().slice();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // The library throws the addresses of its errors.
    throw new Refusal(where, 'a picture as JPEG', 'something else, or damage');
  } finally {
    decoder.delete();
  }
}
