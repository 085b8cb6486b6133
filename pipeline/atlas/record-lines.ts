/** The text of a record that is a list: one entry a line, so that a change shows as its own lines. */
export function recordLines(list: readonly unknown[]): string {
  return list.length === 0
    ? '[]\n'
    : `[\n${list.map((value) => JSON.stringify(value)).join(',\n')}\n]\n`;
}
