import { nodeRequire } from '../process/node-require.ts';
import { fontFamily } from './palette.ts';

const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf', 'DejaVuSans-Oblique.ttf'];

/** Settings of a raster image. */
export interface ImageOptions {
  /** Width in pixels; the height follows. Default: the width that the document states. */
  readonly width?: number;
}

/** Pixels in rows from the top, `[height, width, channels]` row-major. */
export interface RgbImage {
  /** `[height, width, channels]`, 0 to 255. */
  readonly data: Uint8Array;
  /** Pixels in a row. */
  readonly width: number;
  /** Number of rows. */
  readonly height: number;
  /** Red, green and blue. */
  readonly channels: 3;
}

/**
 * Draws an SVG document as a PNG file, on white. Only the fonts that come with the project are used, so a picture has
 * the same pixels on every machine.
 *
 * @throws RangeError when the width is not a positive integer
 * @throws Error when the text is not an SVG document
 */
export function svgToPng(svg: string, options: ImageOptions = {}): Uint8Array {
  const png = rasterise(svg, options).asPng();
  return new Uint8Array(png.buffer, png.byteOffset, png.byteLength);
}

/** Draws an SVG document as opaque 8-bit RGB pixels, on white. Errors as in {@link svgToPng}. */
export function svgToRgb(svg: string, options: ImageOptions = {}): RgbImage {
  const { pixels, width, height } = rasterise(svg, options);
  const data = new Uint8Array(width * height * 3);
  // The background is opaque, so alpha is 255 throughout and can be dropped.
  for (let source = 0, target = 0; target < data.length; source += 4, target += 3) {
    data[target] = pixels[source]!;
    data[target + 1] = pixels[source + 1]!;
    data[target + 2] = pixels[source + 2]!;
  }
  return { data, width, height, channels: 3 };
}

function rasterise(svg: string, { width }: ImageOptions) {
  if (width !== undefined && !(Number.isInteger(width) && width > 0)) {
    throw new RangeError(`width: expected a positive integer number of pixels, received ${width}`);
  }
  // Loaded at the first picture: the renderer is native code that most commands never need.
  const require = nodeRequire('pictures of pixels');
  const { Resvg } = require('@resvg/resvg-js') as typeof import('@resvg/resvg-js');
  const image = new Resvg(svg, {
    background: '#ffffff',
    font: {
      loadSystemFonts: false,
      fontFiles: fontFiles.map((file) => require.resolve(`dejavu-fonts-ttf/ttf/${file}`)),
      defaultFontFamily: fontFamily,
      sansSerifFamily: fontFamily,
    },
    ...(width === undefined ? {} : { fitTo: { mode: 'width' as const, value: width } }),
  });
  return image.render();
}
