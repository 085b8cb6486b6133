/**
 * Parses CSV with a header line into one object a row (RFC 4180: quoted fields may hold commas,
 * line breaks and doubled quotes). Empty lines are skipped.
 * @throws Error naming the line whose number of fields differs from the header's.
 */
export function parseCsv(text: string): Record<string, string>[] {
  const rows = splitRows(text).filter((fields) => fields.length > 1 || fields[0] !== '');
  const [header, ...body] = rows;
  if (header === undefined) return [];
  return body.map((fields, index) => {
    if (fields.length !== header.length) {
      throw new Error(
        `expected ${String(header.length)} fields, found ${String(fields.length)} in row ${String(index + 2)}; quote fields that hold commas`,
      );
    }
    return Object.fromEntries(header.map((name, i) => [name, fields[i]!]));
  });
}

function splitRows(text: string): string[][] {
  const rows: string[][] = [[]];
  let field = '';
  let quoted = false;
  const endField = () => {
    rows[rows.length - 1]!.push(field);
    field = '';
  };
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i]!;
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[i + 1] === '"') {
        field += '"';
        i += 1;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') endField();
    else if (character === '\n') {
      endField();
      rows.push([]);
    } else if (character !== '\r') field += character;
  }
  endField();
  return rows;
}

/** Writes rows as CSV with `\n` line ends; fields that need quotes get them. */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  const field = (value: string | number) => {
    const text = String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => `${row.map(field).join(',')}\n`).join('');
}
