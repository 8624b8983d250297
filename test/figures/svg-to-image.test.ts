import { describe, expect, test } from 'vitest';
import { svgToPng, svgToRgb } from '../../src/figures/svg-to-image.ts';

const halves =
  '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"><rect width="4" height="4" fill="#ff0000"/></svg>';

function text(family: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><text x="2" y="15" font-family="${family}">Abg</text></svg>`;
}

describe('svgToRgb', () => {
  test('gives rows of RGB pixels over a white background', () => {
    const image = svgToRgb(halves);
    expect([image.width, image.height, image.channels]).toEqual([8, 4, 3]);
    expect(image.data.length).toBe(8 * 4 * 3);
    const pixel = (x: number, y: number) => [...image.data.subarray((y * 8 + x) * 3, (y * 8 + x) * 3 + 3)];
    expect(pixel(0, 0)).toEqual([255, 0, 0]);
    expect(pixel(3, 3)).toEqual([255, 0, 0]);
    expect(pixel(4, 0)).toEqual([255, 255, 255]);
  });

  test('scales to the width asked for', () => {
    const image = svgToRgb(halves, { width: 80 });
    expect([image.width, image.height]).toEqual([80, 40]);
  });

  test('draws text, in its own font whatever family the document names', () => {
    const image = svgToRgb(text('DejaVu Sans'));
    expect(image.data.some((value) => value < 128)).toBe(true);
    expect(svgToRgb(text('Helvetica')).data).toEqual(image.data);
  });

  test('refuses a width that is no number of pixels, and a text that is no picture', () => {
    expect(() => svgToRgb(halves, { width: 0 })).toThrow(/width: expected a positive integer.*received 0/);
    expect(() => svgToRgb('<html></html>')).toThrow();
  });
});

test('svgToPng writes a PNG file of the same size', () => {
  const png = svgToPng(halves, { width: 16 });
  expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(png.buffer, png.byteOffset);
  expect([view.getUint32(16), view.getUint32(20)]).toEqual([16, 8]);
});
