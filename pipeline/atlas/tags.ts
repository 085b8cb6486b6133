import { parseRecord } from '../records/parse-record.ts';
import { tagEntrySchema, type TagEntry } from '../records/tag.ts';
import { UserError } from '../records/user-error.ts';
import { digestOf } from '../store/digest.ts';

/**
 * The register of permanent tags, `content/tags.csv`: a tag is four characters without meaning that
 * stand for one label for ever. Lines are only added; retiring fills in the last three columns.
 */
export type TagRegister = readonly TagEntry[];

const columns = ['tag', 'label', 'kind', 'status', 'successor', 'reason'] as const;
const alphabet = 36;
const tags = alphabet ** 4;

/** Reads a register. Throws a UserError, with the line, for a broken or repeated entry. */
export function parseTags(text: string, file = 'content/tags.csv'): TagRegister {
  const [header, ...rows] = csvRows(text);
  if (header?.join() !== columns.join()) {
    throw new UserError({
      expected: `the header ${columns.join()} in ${file}`,
      found: header?.join() ?? 'an empty file',
      remedy: 'restore the committed file',
    });
  }
  const register = rows.map((cells, i) => {
    const place = `line ${String(i + 2)} of ${file}`;
    if (cells.length !== columns.length) {
      throw new UserError({
        expected: `${String(columns.length)} columns in ${place}`,
        found: String(cells.length),
        remedy: 'correct that line',
      });
    }
    return parseRecord(
      tagEntrySchema,
      Object.fromEntries(columns.map((column, k) => [column, cells[k]])),
      place,
    );
  });
  for (const column of ['tag', 'label'] as const) {
    const values = register.map((entry) => entry[column]);
    const repeated = values.find((value, i) => values.indexOf(value) < i);
    if (repeated !== undefined) {
      throw new UserError({
        expected: `every ${column} once in ${file}`,
        found: `${repeated} twice`,
        remedy: 'take the later line back',
      });
    }
  }
  return register;
}

/** The register as CSV (RFC 4180, but lines end in LF). */
export function serialiseTags(register: TagRegister): string {
  const rows = [columns, ...register.map((entry) => columns.map((column) => entry[column]))];
  return rows.map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}

/**
 * The tag of a label, which is added where it is new. A new tag follows from the label alone, and
 * is advanced past tags that are taken, retired ones among them. A retired label that is found
 * again is current again under its old tag. Throws a RangeError for a label of another kind.
 */
export function assignTag(
  register: TagRegister,
  label: string,
  kind: TagEntry['kind'],
): { readonly register: TagRegister; readonly tag: string } {
  const known = register.find((entry) => entry.label === label);
  if (known !== undefined) {
    if (known.kind !== kind) {
      throw new RangeError(`${label} is tagged as a ${known.kind}, not as a ${kind}`);
    }
    const current: TagEntry = { ...known, status: 'current', successor: '', reason: '' };
    return { register: replaced(register, current), tag: known.tag };
  }
  const taken = new Set(register.map(({ tag }) => tag));
  if (taken.size >= tags) throw new RangeError('all tags are taken');
  let number = Number(BigInt(`0x${digestOf(label)}`) % BigInt(tags));
  while (taken.has(tagOf(number))) number = (number + 1) % tags;
  const tag = tagOf(number);
  const added: TagEntry = { tag, label, kind, status: 'current', successor: '', reason: '' };
  return { register: [...register, added], tag };
}

/** Marks a tag as retired. Throws a RangeError where it or its successor is not in the register. */
export function retireTag(
  register: TagRegister,
  tag: string,
  reason: string,
  successor = '',
): TagRegister {
  const entry = register.find((each) => each.tag === tag);
  if (entry === undefined) throw new RangeError(`there is no tag ${tag}`);
  if (successor !== '' && !register.some((each) => each.tag === successor && successor !== tag)) {
    throw new RangeError(`tag ${tag} cannot be succeeded by ${successor}`);
  }
  return replaced(register, { ...entry, status: 'retired', successor, reason });
}

/** What a later register has done to an earlier one that is not allowed, one line each. */
export function brokenPromises(earlier: TagRegister, later: TagRegister): string[] {
  return earlier.flatMap(({ tag, label, kind }, i) => {
    const now = later.find((entry) => entry.tag === tag);
    if (now === undefined) return [`tag ${tag} (${label}) has disappeared`];
    const problems: string[] = [];
    if (now.label !== label) problems.push(`tag ${tag} meant ${label} and now means ${now.label}`);
    if (now.kind !== kind) problems.push(`tag ${tag} was a ${kind} and is now a ${now.kind}`);
    if (later[i] !== now) problems.push(`tag ${tag} has left its line`);
    return problems;
  });
}

function tagOf(number: number): string {
  return number.toString(alphabet).toUpperCase().padStart(4, '0');
}

function replaced(register: TagRegister, entry: TagEntry): TagRegister {
  return register.map((each) => (each.tag === entry.tag ? entry : each));
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  // One cell, quoted or plain, and what ends it.
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  while (cell.lastIndex < text.length || row.length > 0) {
    const match = cell.exec(text);
    if (match === null) {
      throw new UserError({
        expected: 'comma-separated values',
        found: `a stray quotation mark in line ${String(rows.length + 1)}`,
        remedy: 'quote the whole cell and double the quotation marks inside it',
      });
    }
    row.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
