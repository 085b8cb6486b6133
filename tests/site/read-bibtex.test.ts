import { describe, expect, it } from 'vitest';
import { allAuthors, parseBibliography, shortAuthors } from '../../src/lib/bibliography.ts';
import { readBibtex } from '../../src/lib/read-bibtex.ts';

const read = (text: string) => readBibtex(text, 'works.bib');
const valueOf = (value: string) => read(`@misc{a, title = ${value}}`)[0]!.fields['title'];

describe('reading BibTeX', () => {
  it('takes values in braces, in quotes and plain numbers, with and without a last comma', () => {
    const text = `% a comment, with @ and {
      @Article{cohen2016,
        Title = {Group {E}quivariant},
        journal = "A {"}quoted{"} one",
        year = 2016,
      }
      @misc{b,year={1989}}`;
    expect(read(text)).toEqual([
      {
        type: 'article',
        key: 'cohen2016',
        fields: { title: 'Group Equivariant', journal: 'A "quoted" one', year: '2016' },
      },
      { type: 'misc', key: 'b', fields: { year: '1989' } },
    ]);
    expect(read('')).toEqual([]);
  });

  it('turns TeX into the letters it stands for', () => {
    expect(
      valueOf(`{Bj{\\"o}rn and {\\'E}lie and \\~{n} and {\\o}re and \\v{c}ech and {\\c c}a}`),
    ).toBe('Björn and Élie and ñ and øre and čech and ça');
    expect(valueOf('{pp. 1--2, a\\&b, 5\\% --- a~b}')).toBe('pp. 1–2, a&b, 5% — a\u00a0b');
    expect(valueOf('{in\n   two lines}')).toBe('in two lines');
  });

  it.each([
    [
      '@misc{a, title = {never closed}\n',
      /comma or the closing brace of a at line 2 .*end of the file/,
    ],
    [
      '\n@misc{a, title = {never closed',
      /end of title of a at line 2 of works\.bib, found none: } is/,
    ],
    ['@misc{a, title {x}}', /= after title of a at line 1 of works\.bib, found "{"/],
    ['@misc{a,\n title = bare}', /a value in braces .* title of a at line 2 .*found "b"/],
    ['@misc{a,\n title = {x}\n year = 1}', /a comma or .* at line 3 of works\.bib, found "y"/],
    ['@misc{a, title = {x}, Title = {y}}', /every field once at line 1 .*title of a a second time/],
    ['@misc{a}\n\n@misc{a}', /every key once at line 3 of works\.bib, found a a second time/],
    ['@misc{, title = {x}}', /expected a key at line 1/],
    ['@{a}', /a type of entry after @ at line 1/],
    ['stray text', /an entry that begins with @ at line 1 .*found "s"/],
    ['@misc{a, title = "x } y"}', /balanced braces in title of a at line 1 .*a } too many/],
    ['@misc{a, title = {\\emph{x}}}', /TeX that the reader knows at line 1 .*\\emph/],
    ['@misc{a, title = {$x$}}', /TeX that the reader knows at line 1/],
  ])('refuses %j and says where', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});

describe('a bibliography', () => {
  const parse = (fields: string) =>
    parseBibliography(`@article{a, ${fields}}`, 'works.bib').get('a')!;
  const plain = 'author = {Cohen, Taco S. and Max Welling}, title = {T}, year = 2016';

  it('knows authors either way round, and says them short and long', () => {
    const work = parse(plain);
    expect(work.authors).toEqual([
      { family: 'Cohen', given: 'Taco S.' },
      { family: 'Welling', given: 'Max' },
    ]);
    expect([shortAuthors(work), allAuthors(work)]).toEqual([
      'Cohen and Welling',
      'T. S. Cohen and M. Welling',
    ]);
    const three = parse(
      'author = {De Fauw, Jeffrey and Serre, Jean-Pierre and Ba, Jimmy}, title = {T}, year = 2016',
    );
    expect([shortAuthors(three), allAuthors(three)]).toEqual([
      'De Fauw and others',
      'J. De Fauw, J.-P. Serre and J. Ba',
    ]);
  });

  it('says where a work appeared and where it can be read', () => {
    const journal = parse(
      `${plain}, journal = {J}, volume = 3, number = 4, pages = {1--9}, doi = {10.1/x}`,
    );
    expect([journal.venue, journal.href]).toEqual(['J 3(4), pp. 1–9', 'https://doi.org/10.1/x']);
    const preprint = parse(`${plain}, eprint = {1602.07576}`);
    expect([preprint.venue, preprint.href]).toEqual([
      'arXiv:1602.07576',
      'https://arxiv.org/abs/1602.07576',
    ]);
    const talk = parse(`${plain}, booktitle = {P}, series = {PMLR}, volume = 48, pages = {2--3}`);
    expect([talk.venue, talk.href]).toEqual(['P, PMLR 48, pp. 2–3', undefined]);
    const bare = parse(`${plain}, booktitle = {P}, volume = 25`);
    expect(bare.venue).toBe('P, 25');
  });

  it('comes in the order of authors and years', () => {
    const entry = (key: string, author: string, year: number) =>
      `@misc{${key}, author = {${author}}, title = {T}, year = ${String(year)}}\n`;
    const text =
      entry('a', 'Weiler, M.', 2019) +
      entry('b', 'Cohen, T.', 2017) +
      entry('c', 'Cohen, T.', 2016);
    expect([...parseBibliography(text, 'works.bib').keys()]).toEqual(['c', 'b', 'a']);
  });

  it.each([
    ['title = {T}, year = 2016', /a field author in a of works\.bib, found none/],
    ['author = {A, B}, title = {T}, year = {soon}', /a year of four digits .*found soon/],
    ['author = {A, B, C}, title = {T}, year = 2016', /authors as Family, Given .*found "A, B, C"/],
    ['author = {Jean van der Berg}, title = {T}, year = 2016', /authors as Family, Given/],
    [
      'author = {A, B}, title = {T}, year = 2016, colour = {red}',
      /fields that a reference shows .*colour/,
    ],
  ])('refuses %s', (fields, message) => {
    expect(() => parse(fields)).toThrow(message);
  });
});
