/**
 * The one JSON text of a value: keys sorted by UTF-16 code unit, no white space, −0 written as 0.
 * Equal values give equal text however they were built, so that text can be hashed into a key.
 * Throws a TypeError, naming the place, for what JSON would drop or bend: undefined, NaN,
 * infinities, functions, symbols, bigints, and objects that are not plain (dates, maps, typed arrays).
 */
export function canonicalJson(value: unknown, place = 'value'): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw refused(place, String(value));
      return JSON.stringify(value);
    case 'object':
      return Array.isArray(value) ? arrayJson(value, place) : objectJson(value, place);
    default:
      throw refused(place, typeof value);
  }
}

function arrayJson(items: readonly unknown[], place: string): string {
  // Array.from visits the holes of a sparse array, which map would skip.
  const texts = Array.from(items, (item, i) => canonicalJson(item, `${place}[${String(i)}]`));
  return `[${texts.join(',')}]`;
}

function objectJson(object: object, place: string): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) {
    throw refused(place, `a ${object.constructor.name}`);
  }
  const texts = Object.entries(object)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item, `${place}.${key}`)}`);
  return `{${texts.join(',')}}`;
}

function refused(place: string, found: string): TypeError {
  return new TypeError(`${place} is ${found}, which has no canonical JSON`);
}
