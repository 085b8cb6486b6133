import { UserError } from '../../pipeline/records/index.ts';

/** One entry of a BibTeX file; values of fields are plain text, TeX undone. */
export interface BibtexEntry {
  /** In lower case: `article`, `inproceedings`, … */
  readonly type: string;
  readonly key: string;
  /** By name in lower case. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Reads a BibTeX file strictly: entries `@type{key, name = value, …}` whose values are in braces or
 * quotes or are plain numbers, with lines of comment between entries that begin with `%`. Macros
 * (`@string`), concatenation and TeX beyond `plainText` are not read.
 *
 * @param file how errors call it
 * @throws UserError naming the line of whatever is not so, of a field or key that stands twice, and of
 * a brace that is never closed
 */
export function readBibtex(text: string, file: string): BibtexEntry[] {
  const reader = new Reader(text, file);
  const entries: BibtexEntry[] = [];
  const keys = new Set<string>();
  for (reader.skipBetween(); !reader.done; reader.skipBetween()) {
    const line = reader.line;
    const entry = readEntry(reader);
    if (keys.has(entry.key)) reader.fail('every key once', `${entry.key} a second time`, line);
    keys.add(entry.key);
    entries.push(entry);
  }
  return entries;
}

function readEntry(reader: Reader): BibtexEntry {
  reader.take('@', 'an entry that begins with @');
  const type = reader.match(/[A-Za-z]+/y, 'a type of entry after @').toLowerCase();
  reader.skipSpace();
  reader.take('{', `{ after @${type}`);
  reader.skipSpace();
  const key = reader.match(/[A-Za-z][\w:-]*/y, 'a key');
  const fields: Record<string, string> = {};
  for (;;) {
    reader.skipSpace();
    if (reader.takeIf('}')) return { type, key, fields };
    reader.take(',', `a comma or the closing brace of ${key}`);
    reader.skipSpace();
    if (reader.takeIf('}')) return { type, key, fields };
    const line = reader.line;
    const name = reader.match(/[A-Za-z]+/y, `the name of a field of ${key}`).toLowerCase();
    reader.skipSpace();
    reader.take('=', `= after ${name} of ${key}`);
    reader.skipSpace();
    const value = plainText(readValue(reader, `${name} of ${key}`), (found) =>
      reader.fail('TeX that the reader knows', `${found} in ${name} of ${key}`, line),
    );
    if (Object.hasOwn(fields, name)) {
      reader.fail('every field once', `${name} of ${key} a second time`, line);
    }
    fields[name] = value;
  }
}

function readValue(reader: Reader, what: string): string {
  if (reader.takeIf('{')) return reader.until('}', what);
  if (reader.takeIf('"')) return reader.until('"', what);
  return reader.match(/\d+/y, `a value in braces or quotes, or a number, for ${what}`);
}

/** Combining marks of TeX's accents. */
const ACCENTS: Readonly<Record<string, string>> = {
  '"': '\u0308',
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '~': '\u0303',
  c: '\u0327',
  v: '\u030c',
};

const LETTERS: Readonly<Record<string, string>> = {
  o: 'ø',
  O: 'Ø',
  aa: 'å',
  AA: 'Å',
  ss: 'ß',
  l: 'ł',
};

/**
 * TeX as plain text: accents (`{\"o}`, `\'{e}`, `\v{c}`), letters (`{\o}`), escaped signs (`\&`), dashes,
 * `~`; braces that only protect capitals go.
 * @param refuse called with the first command that is none of these
 */
function plainText(tex: string, refuse: (found: string) => never): string {
  const plain = tex
    .replaceAll(
      /\\(?:(["'`^~])\s*|([cv])(?![A-Za-z])\s*)(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))/g,
      (...groups) => {
        const [sign, command, braced, bare] = groups.slice(1, 5) as (string | undefined)[];
        return `${(braced ?? bare)!}${ACCENTS[(sign ?? command)!]!}`.normalize('NFC');
      },
    )
    .replaceAll(/\\(aa|AA|ss|[oOl])(?![A-Za-z])(?:\{\}|\s+)?/g, (_, name: string) => LETTERS[name]!)
    .replaceAll(/\\([&%#_$])/g, '$1')
    .replaceAll('---', '—')
    .replaceAll('--', '–')
    .replaceAll('~', '\u00a0');
  const left = /\\[A-Za-z]*.?|\$/.exec(plain);
  if (left) refuse(left[0]);
  return plain
    .replaceAll(/[{}]/g, '')
    .replaceAll(/[ \t\r\n]+/g, ' ')
    .trim();
}

/** A place in the text, and how errors are told there. */
class Reader {
  private readonly text: string;
  private readonly file: string;
  private at = 0;

  constructor(text: string, file: string) {
    this.text = text;
    this.file = file;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  /** From 1. */
  get line(): number {
    return this.text.slice(0, this.at).split('\n').length;
  }

  fail(expected: string, found: string, line = this.line): never {
    throw new UserError({
      expected: `${expected} at line ${String(line)} of ${this.file}`,
      found,
      remedy: 'correct that entry',
    });
  }

  skipSpace(): void {
    while (!this.done && /\s/.test(this.text[this.at]!)) this.at += 1;
  }

  /** Space, and whole lines of comment. */
  skipBetween(): void {
    for (this.skipSpace(); this.text[this.at] === '%'; this.skipSpace()) {
      const end = this.text.indexOf('\n', this.at);
      this.at = end < 0 ? this.text.length : end;
    }
  }

  takeIf(sign: string): boolean {
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  take(sign: string, expected: string): void {
    if (!this.takeIf(sign)) this.fail(expected, this.found());
  }

  /** @param pattern sticky */
  match(pattern: RegExp, expected: string): string {
    pattern.lastIndex = this.at;
    const matched = pattern.exec(this.text)?.[0] ?? this.fail(expected, this.found());
    this.at += matched.length;
    return matched;
  }

  /** Up to the sign outside of all braces, which is taken too. */
  until(sign: '}' | '"', what: string): string {
    const start = this.at;
    const line = this.line;
    for (let depth = 0; !this.done; this.at += 1) {
      const character = this.text[this.at]!;
      if (character === sign && depth === 0) {
        this.at += 1;
        return this.text.slice(start, this.at - 1);
      }
      if (character === '\\') this.at += 1;
      else if (character === '{') depth += 1;
      else if (character === '}') depth -= 1;
      if (depth < 0) this.fail(`balanced braces in ${what}`, 'a } too many');
    }
    return this.fail(`the end of ${what}`, `none: ${sign} is missing`, line);
  }

  private found(): string {
    return this.done ? 'the end of the file' : JSON.stringify(this.text[this.at]);
  }
}
