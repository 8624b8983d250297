import type { RenderFrame, RgbFrame } from '../env.ts';
import { PythonBridgeError } from './errors.ts';

/** A rendered picture on the wire: its shape is needed besides its pixels. */
interface WirePicture {
  readonly picture: Uint8Array;
  readonly shape: readonly number[];
}

type WireFrame = WirePicture | string | null | readonly (WirePicture | string)[];

/**
 * What `render` of Python returned.
 * @throws PythonBridgeError for arrays that are not pictures of `[height, width, 3]` bytes
 */
export function toFrame(frame: unknown): RenderFrame {
  const wire = frame as WireFrame;
  if (wire === null || typeof wire === 'string') return wire;
  return isPicture(wire) ? toPicture(wire) : wire.map((one) => (isPicture(one) ? toPicture(one) : one));
}

function isPicture(frame: WireFrame): frame is WirePicture {
  return typeof frame === 'object' && frame !== null && 'picture' in frame;
}

function toPicture({ picture, shape }: WirePicture): RgbFrame {
  const [height, width, channels] = shape;
  if (!(picture instanceof Uint8Array) || shape.length !== 3 || channels !== 3) {
    throw new PythonBridgeError(
      `render: expected an array of [height, width, 3] bytes, received ${picture.constructor.name} [${shape}]. Use a render mode that draws in colour.`,
    );
  }
  return { data: picture, height: height!, width: width!, channels };
}
