import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../pipeline/store/canonical-json.ts';

/** The same value with the keys of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, item]) => [key, reversed(item)]));
}

// -0 and __proto__ have their own tests: JSON.parse changes the one, fromEntries the other.
const plain = fc
  .jsonValue()
  .filter((value) => !/(^|[[:,])-0(?![.\d])|__proto__/.test(JSON.stringify(value)));

describe('canonicalJson', () => {
  it('reads back as the value it was written from', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('gives different values different texts', () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        const same = canonicalJson(a) === canonicalJson(b);
        expect(same).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
      }),
    );
  });

  it('tells an empty object from an empty array', () => {
    expect(canonicalJson({})).not.toBe(canonicalJson([]));
  });

  it('sorts keys by code unit, at every depth, without white space', () => {
    expect(canonicalJson({ b: [1, { z: 0, a: 'ü' }], B: null, aa: true, a: false })).toBe(
      '{"B":null,"a":false,"aa":true,"b":[1,{"a":"ü","z":0}]}',
    );
  });

  it('writes minus zero as zero', () => {
    expect(canonicalJson([-0, { x: -0 }])).toBe('[0,{"x":0}]');
  });

  it('keeps a key called __proto__', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}');
  });

  it.each([
    ['undefined', { a: [undefined] }, 'value.a[0] is undefined'],
    ['a hole in an array', [, 1], 'value[0] is undefined'],
    ['NaN', { a: NaN }, 'value.a is NaN'],
    ['infinity', [-Infinity], 'value[0] is -Infinity'],
    ['a function', { f: () => 1 }, 'value.f is function'],
    ['a symbol', { s: Symbol('s') }, 'value.s is symbol'],
    ['a bigint', 1n, 'value is bigint'],
    ['a date', { d: new Date(0) }, 'value.d is a Date'],
    ['a typed array', { t: new Float32Array(2) }, 'value.t is a Float32Array'],
    ['a map', new Map(), 'value is a Map'],
  ])('refuses %s and names the place', (_name, value, message) => {
    expect(() => canonicalJson(value)).toThrow(message);
  });
});

/** An independent way to the same order: entries rebuilt sorted, then plain JSON. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, sorted(item)]);
  // In an object of its own, or the empty object would look like the empty array.
  return { entries };
}
