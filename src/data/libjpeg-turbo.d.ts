declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  /** Decodes one picture at a time. Buffers lie in the memory of the library: they are valid until the next call. */
  interface JPEGDecoder {
    /** Where to put a file of this length. */
    getEncodedBuffer(length: number): Uint8Array;
    /** @throws a number when there is no JPEG in the buffer */
    readHeader(): void;
    getFrameInfo(): { readonly width: number; readonly height: number; readonly componentCount: number };
    /** @throws a number when the picture is damaged */
    decode(): void;
    /** Rows of pixels of `componentCount` bytes each. */
    getDecodedBuffer(): Uint8Array;
    delete(): void;
  }

  export default function createCodec(): Promise<{ readonly JPEGDecoder: new () => JPEGDecoder }>;
}
