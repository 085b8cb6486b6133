import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodeExactly } from '../../pipeline/visualize/encode-picture.ts';
import { filterSheet, sheetLayout } from '../../pipeline/visualize/filter-sheet.ts';

describe('a sheet of filters', () => {
  const layout = sheetLayout(5, 2);
  const filters = Array.from({ length: 5 }, (_, i) => ({
    data: Float32Array.from({ length: 12 }, (__, k) => (k === i ? i + 1 : k === 11 ? -2 : 0)),
  }));
  const sheet = filterSheet(layout, filters, [1, 1, 6, 4, 0]);
  const at = (x: number, y: number) => [...sheet.slice(3 * (y * layout.width + x)).slice(0, 3)];

  it('has tiles in rows with a gap between and around them', () => {
    expect(layout).toEqual({ columns: 3, rows: 2, side: 2, gap: 1, width: 10, height: 7 });
    expect(at(0, 0)).toEqual([255, 255, 255]);
    expect(at(3, 1)).toEqual([255, 255, 255]);
  });

  it('shows no weight as mid-grey and the reach as white or black in its channel', () => {
    expect(at(1, 1)).toEqual([255, 128, 128]);
    expect(at(2, 1)).toEqual([128, 128, 128]);
    // −2 of a reach of 6.
    expect(at(8, 2)).toEqual([128, 128, 86]);
  });

  it('cuts off what lies beyond the reach and leaves a filter without one grey', () => {
    expect(at(2, 2)).toEqual([128, 128, 0]);
    expect(at(4, 1)).toEqual([128, 255, 128]);
    expect(at(5, 5)).toEqual([128, 128, 128]);
  });

  it('comes back from its file pixel by pixel', async () => {
    const { bytes, digest } = await encodeExactly(sheet, layout.width, layout.height);
    const { data } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([...data]).toEqual([...sheet]);
    expect((await encodeExactly(sheet, layout.width, layout.height)).digest).toBe(digest);
  });
});
