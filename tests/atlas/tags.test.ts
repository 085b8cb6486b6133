import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assignTag,
  brokenPromises,
  parseTags,
  retireTag,
  serialiseTags,
  type TagRegister,
} from '../../pipeline/atlas/tags.ts';
import { UserError } from '../../pipeline/records/user-error.ts';

const header = 'tag,label,kind,status,successor,reason';

function registerOf(...labels: string[]): TagRegister {
  return labels.reduce<TagRegister>((register, label) => {
    return assignTag(register, label, 'family').register;
  }, []);
}

describe('tags', () => {
  it('are four characters that follow from the label alone', () => {
    // sha256 of the label as a number, modulo 36⁴, in base 36: worked out with Python.
    const { tag, register } = assignTag([], 'googlenet/3b/rotation/1', 'family');
    expect(tag).toBe('IRX5');
    expect(register).toEqual([
      {
        ...{ tag, label: 'googlenet/3b/rotation/1', kind: 'family', status: 'current' },
        ...{ successor: '', reason: '' },
      },
    ]);
  });

  it('stay with their label', () => {
    const { register, tag } = assignTag(registerOf('a', 'b', 'c'), 'd', 'circuit');
    expect(assignTag(register, 'd', 'circuit')).toEqual({ register, tag });
  });

  it('are never given twice, also not after retiring', () => {
    const { tag } = assignTag([], 'a', 'family');
    const number = parseInt(tag, 36);
    // Takes the very tag that "a" would get, under another name.
    const squatter = { tag, label: 'other', kind: 'family', successor: '', reason: 'x' } as const;
    for (const status of ['current', 'retired'] as const) {
      const next = assignTag([{ ...squatter, status }], 'a', 'family').tag;
      expect(parseInt(next, 36)).toBe((number + 1) % 36 ** 4);
    }
  });

  it('start again at 0000 after ZZZZ', () => {
    // Found by trying numbers until the tag was the last one.
    const label = 'label 5333812';
    const { register, tag } = assignTag([], label, 'family');
    expect(tag).toBe('ZZZZ');
    const renamed = register.map((entry) => ({ ...entry, label: 'other' }));
    expect(assignTag(renamed, label, 'family').tag).toBe('0000');
  });

  it('cannot change their kind', () => {
    expect(() => assignTag(registerOf('a'), 'a', 'circuit')).toThrow('a is tagged as a family');
  });

  it('keep their line and reason when they are retired, and come back when they are found again', () => {
    const register = registerOf('a', 'b');
    const [a, b] = register;
    const retired = retireTag(register, a!.tag, 'merged into b', b!.tag);
    expect(retired).toEqual([
      { ...a, status: 'retired', successor: b!.tag, reason: 'merged into b' },
      b,
    ]);
    expect(brokenPromises(register, retired)).toEqual([]);
    expect(assignTag(retired, 'a', 'family')).toEqual({ register, tag: a!.tag });
  });

  it('are retired only where they exist, and succeeded only by another that does', () => {
    const register = registerOf('a');
    const { tag } = register[0]!;
    expect(() => retireTag(register, '!!!!', 'x')).toThrow('there is no tag !!!!');
    expect(() => retireTag(register, tag, 'x', '!!!!')).toThrow('cannot be succeeded by !!!!');
    expect(() => retireTag(register, tag, 'x', tag)).toThrow(`cannot be succeeded by ${tag}`);
  });
});

describe('the register as CSV', () => {
  it('reads back whatever labels and reasons there are', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', 'é', '→') });
    const labels = fc.uniqueArray(text, { maxLength: 8 });
    fc.assert(
      fc.property(labels, text, (names, reason) => {
        const register = registerOf(...names);
        const first = register[0];
        const told = first === undefined ? register : retireTag(register, first.tag, reason);
        expect(parseTags(serialiseTags(told))).toEqual(told);
      }),
    );
  });

  it('is a header alone where there are no tags', () => {
    expect(serialiseTags([])).toBe(`${header}\n`);
    expect(parseTags(`${header}\n`)).toEqual([]);
  });

  it('reads lines that end in CRLF', () => {
    const register = registerOf('a', 'b');
    expect(parseTags(serialiseTags(register).replaceAll('\n', '\r\n'))).toEqual(register);
  });

  it.each([
    ['another header', 'tag,label\n', 'expected the header tag,label,kind,status,successor,reason'],
    ['an empty file', '', 'found an empty file'],
    ['a missing column', `${header}\n0000,a,family,current,\n`, 'expected 6 columns in line 2'],
    ['a tag in lower case', `${header}\n00a0,a,family,current,,\n`, 'valid line 2 of content/tags'],
    ['an unknown kind', `${header}\n0000,a,unit,current,,\n`, 'found at kind'],
    [
      'a stray quotation mark',
      `${header}\n0000,a"b,family,current,,\n`,
      'quotation mark in line 2',
    ],
    [
      'a tag given twice',
      `${header}\n0000,a,family,current,,\n0000,b,family,current,,\n`,
      'expected every tag once',
    ],
    [
      'a label given twice',
      `${header}\n0000,a,family,current,,\n0001,a,family,current,,\n`,
      'expected every label once',
    ],
  ])('is refused with %s', (_name, text, message) => {
    expect(() => parseTags(text)).toThrow(UserError);
    expect(() => parseTags(text)).toThrow(message);
  });
});

describe('brokenPromises', () => {
  const earlier = registerOf('a', 'b', 'c');

  it('finds nothing wrong with a register that has only grown', () => {
    expect(brokenPromises([], earlier)).toEqual([]);
    expect(brokenPromises(earlier, assignTag(earlier, 'd', 'circuit').register)).toEqual([]);
  });

  it('finds a tag that has disappeared', () => {
    const [a] = earlier;
    // The ones behind it have also moved up a line.
    expect(brokenPromises(earlier, earlier.slice(1))[0]).toBe(`tag ${a!.tag} (a) has disappeared`);
  });

  it('finds a tag that means something else, in label or in kind', () => {
    const tag = earlier[1]!.tag;
    const change = (patch: object): TagRegister =>
      earlier.map((entry) => (entry.tag === tag ? { ...entry, ...patch } : entry));
    expect(brokenPromises(earlier, change({ label: 'z' }))).toEqual([
      `tag ${tag} meant b and now means z`,
    ]);
    expect(brokenPromises(earlier, change({ kind: 'circuit' }))).toEqual([
      `tag ${tag} was a family and is now a circuit`,
    ]);
  });

  it('finds two tags that have changed places', () => {
    const [a, b, c] = earlier;
    expect(brokenPromises(earlier, [b!, a!, c!])).toEqual([
      `tag ${a!.tag} has left its line`,
      `tag ${b!.tag} has left its line`,
    ]);
  });
});
