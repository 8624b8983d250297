import { readSync, writeSync } from 'node:fs';
import { type Frame, prefixLength, writePrefix } from './wire.ts';

/** The other end of a pipe is closed. */
export class BrokenPipe extends Error {}

/** Carries frames over a pair of pipes, blocking this thread. */
export class Channel {
  readonly #incoming: number;
  readonly #outgoing: number;
  #buffer = Buffer.allocUnsafe(65_536);

  /** @param incoming, @param outgoing file descriptors, both blocking */
  constructor(incoming: number, outgoing: number) {
    this.#incoming = incoming;
    this.#outgoing = outgoing;
  }

  /** @throws BrokenPipe */
  send({ header, body }: Frame): void {
    const headerLength = Buffer.byteLength(header);
    const total = prefixLength + headerLength + body.length;
    const buffer = this.#reserve(total);
    writePrefix(buffer, headerLength, body.length);
    buffer.write(header, prefixLength);
    buffer.set(body, prefixLength + headerLength);
    for (let sent = 0; sent < total; ) {
      sent += transfer(() => writeSync(this.#outgoing, buffer, sent, total - sent));
    }
  }

  /**
   * The next frame. Its body is valid until the next call.
   * @throws BrokenPipe
   */
  receive(): Frame {
    const received = this.#read(this.#buffer, 0, prefixLength);
    const bodyStart = prefixLength + this.#buffer.readUInt32LE(0);
    const end = bodyStart + this.#buffer.readUInt32LE(4);
    const buffer = this.#reserve(end, received);
    this.#read(buffer, received, end);
    return {
      header: buffer.toString('utf8', prefixLength, bodyStart),
      body: buffer.subarray(bodyStart, end),
    };
  }

  /** Reads until `buffer` holds `wanted` bytes; returns how many it holds. Frames alternate, so none is overrun. */
  #read(buffer: Buffer, received: number, wanted: number): number {
    while (received < wanted) {
      const count = transfer(() =>
        readSync(this.#incoming, buffer, received, buffer.length - received, null),
      );
      if (count === 0) throw new BrokenPipe();
      received += count;
    }
    return received;
  }

  /** The buffer, made large enough, with its first `kept` bytes. */
  #reserve(length: number, kept = 0): Buffer {
    if (length > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, 2 * this.#buffer.length));
      this.#buffer.copy(larger, 0, 0, kept);
      this.#buffer = larger;
    }
    return this.#buffer;
  }
}

/** Carries out a system call, again when a signal interrupted it. */
function transfer(call: () => number): number {
  for (;;) {
    try {
      return call();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') throw new BrokenPipe();
      if (code !== 'EINTR') throw error;
    }
  }
}
