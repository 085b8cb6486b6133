import type { GroupName } from '../../pipeline/records/index.ts';
import { COVERED_GROUPS } from './coverage-rows.ts';
import type { ModelAtlas } from './index-atlas.ts';
import { median } from './median.ts';

/** How alike the pictures of a model's families are once moved back, under one group. */
export interface SheetSummary {
  readonly group: GroupName;
  readonly supported: boolean;
  /** Families with a contact sheet and a null. */
  readonly sheets: number;
  /** Of these, those whose p value is at most `SHEET_LEVEL`. */
  readonly above: number;
  /** Medians over the families. */
  readonly similarity: number;
  readonly unmoved: number;
  readonly random: number;
}

export const SHEET_LEVEL = 0.05;

/** A row for every group, supported families first; none where there is no sheet. */
export function sheetSummaries(atlas: ModelAtlas): SheetSummary[] {
  return COVERED_GROUPS.flatMap(({ group }) =>
    [true, false].flatMap((supported): SheetSummary[] => {
      const sheets = atlas.families
        .filter((f) => f.group === group && (f.verdict !== 'not supported') === supported)
        .flatMap(({ tag }) => {
          const sheet = atlas.contactSheet(tag);
          return sheet && sheet.null !== null ? [{ ...sheet, null: sheet.null }] : [];
        });
      if (sheets.length === 0) return [];
      return [
        {
          group,
          supported,
          sheets: sheets.length,
          above: sheets.filter((sheet) => sheet.null.pValue <= SHEET_LEVEL).length,
          similarity: median(sheets.map(({ similarity }) => similarity))!,
          unmoved: median(sheets.map(({ unmoved }) => unmoved))!,
          random: median(sheets.map((sheet) => sheet.null.mean))!,
        },
      ];
    }),
  );
}
