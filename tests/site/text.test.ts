import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UnitPicture } from '../../pipeline/records/index.ts';
import { isCircular } from '../../src/lib/best-family.ts';
import { bestFit } from '../../src/lib/best-fit.ts';
import { kernelsFrom } from '../../src/lib/circuit-kernels.ts';
import { titleOfCircuit } from '../../src/lib/citables.ts';
import { bibtex, cslJson, parseCitation } from '../../src/lib/citation.ts';
import { parseCsv, toCsv } from '../../src/lib/csv.ts';
import { sentence, withSubscripts } from '../../src/lib/describe.ts';
import { circuitCsv, familyCsv } from '../../src/lib/downloads.ts';
import { MOTIF_PAGES, motifHref } from '../../src/lib/motif-pages.ts';
import { nullWords } from '../../src/lib/motif-words.ts';
import {
  count,
  decimal,
  degrees,
  intervalText,
  pText,
  signed,
  signedDegrees,
} from '../../src/lib/numbers.ts';
import { indexModel } from '../../src/lib/index-atlas.ts';
import { pictureText } from '../../src/lib/picture-words.ts';
import { memberClaim, memberCount, orbitClaim } from '../../src/lib/verdict-words.ts';
import { PROJECT } from './build-project.ts';
import { asMirror, fixtureKernels, fromSingles } from './fixture-circuits.ts';
import { asModelRecords, fixtureRecords } from './fixture-records.ts';

describe('printed numbers', () => {
  it('have a true minus and no negative zero', () => {
    expect(decimal(-0.25)).toBe('−0.25');
    expect(decimal(-0.001)).toBe('0.00');
    expect(signed(0.5)).toBe('+0.50');
    expect(signed(0.001)).toBe('0.00');
    expect(intervalText([-0.1, 0.2])).toBe('[−0.10, 0.20]');
  });

  it('wrap angles at a full turn', () => {
    expect(degrees(359.7)).toBe('0°');
    expect(degrees(-10)).toBe('350°');
    expect(signedDegrees(-170.2)).toBe('−170°');
  });

  it('never print a p of zero', () => {
    expect([0.0005, 0.001, 0.0123, 0.31, 1].map(pText)).toEqual([
      '0.0005',
      '0.001',
      '0.012',
      '0.31',
      '1.00',
    ]);
  });

  it('count with their noun', () => {
    expect([count(1, 'unit'), count(12, 'unit'), count(0, 'family', 'families')]).toEqual([
      'one unit',
      '12 units',
      '0 families',
    ]);
  });
});

describe('words from records', () => {
  it('become sentences with true subscripts', () => {
    expect(withSubscripts(sentence('every element of C_12 is filled'))).toBe(
      'Every element of C₁₂ is filled.',
    );
    expect(sentence('Already one.')).toBe('Already one.');
  });

  const curves = { layer: 'inception_3a/output', name: 'curves', members: 4 };
  const records = fixtureRecords(
    [
      { ...curves, tag: 'AA00', verdict: 'group action' },
      { ...curves, tag: 'AA01', verdict: 'partial' },
      { ...curves, tag: 'AA02', verdict: 'not supported' },
    ],
    [['CC00', 'AA00', 'AA01']],
  );
  const { families, circuits } = records;
  const atlas = indexModel(asModelRecords(records));

  it('call only a group action one feature and an orbit', () => {
    const weak = { ...families.filter(isCircular)[1]!, holes: [] };
    const said = [...families, weak].map((family) =>
      [memberCount(family), memberClaim(family), ...orbitClaim(family)].join(' '),
    );
    expect(said.map((text) => text.includes('one feature'))).toEqual([true, false, false, false]);
    expect(said.map((text) => text.includes('are an orbit'))).toEqual([true, false, false, false]);
    expect(said[1]).toContain('4 units that fill part of an orbit');
    expect(said[2]).toContain('A candidate of 4 units that is not supported');
    expect(said[3]).toContain('not all of them well');
  });

  it('name a circuit by what its ends are and do', () => {
    const circuit = circuits[0]!;
    expect(titleOfCircuit(atlas, circuit)).toBe('Curves of 3a turn into curves of 3a');
    const singles = fromSingles(circuit);
    expect(titleOfCircuit(atlas, singles)).toBe('4 single units of 3a make curves of 3a');
    const unit = circuit.from.units[0]!;
    const one = { ...singles, from: { ...singles.from, units: [unit] } };
    expect(titleOfCircuit(atlas, one)).toBe(`3a:${String(unit)} makes curves of 3a`);
    expect(titleOfCircuit(atlas, { ...circuit, group: 'hue' })).toContain(' make curves');
    const lost = { ...circuit, to: { ...circuit.to, family: 'ZZZZ' } };
    expect(() => titleOfCircuit(atlas, lost)).toThrow(/expected family ZZZZ of circuit CC00/);
  });

  it('say of the null what it is of, and whether that is an R²', () => {
    const circuit = circuits[0]!;
    expect(nullWords(circuit)).toMatchObject({ share: true });
    for (const other of [fromSingles(circuit), asMirror(fromSingles(circuit))]) {
      expect(nullWords(other).share).toBe(false);
      expect(nullWords(other).statistic).toMatch(/sum of squared weights/);
    }
    expect(nullWords(asMirror(circuit))).toMatchObject({ share: true });
    expect(nullWords(asMirror(circuit)).statistic).toMatch(/share of the squared weights/);
  });

  it('give every motif an address of its own, and none that of the overview', () => {
    expect(MOTIF_PAGES.map(([, motif]) => motifHref(motif))).toEqual([
      '/motifs/invariant-to-equivariant/',
      '/motifs/equivariant-to-invariant/',
      '/motifs/equivariant-to-equivariant/',
      '/motifs/mirror/',
    ]);
    expect(motifHref('no motif')).toBe('/motifs/#no-motif');
  });

  it('take the best fit and the null’s statistic from the motifs, never from “no motif”', () => {
    const [first, second, third, none] = circuits[0]!.alternatives;
    const alternatives = [
      { ...first!, r2: -0.3, r2InSample: 0.4 },
      { ...second!, r2: -0.1, r2InSample: 0.2 },
      third!,
      none!,
    ];
    expect(bestFit({ tag: 'CC00', alternatives }).motif).toBe('equivariant→invariant');
    expect(() => bestFit({ tag: 'CC00', alternatives: [none!] })).toThrow(/fitted motif.*CC00/);
  });

  it('say plainly that a picture failed to drive its unit, and count retries', () => {
    const picture = (activation: number, retries: number) => {
      const check = { activation, relativeToStimuli: 1.5, rank: 3, of: 240 };
      return pictureText({ kind: 'unit', seed: 7, steps: 160, retries, check } as UnitPicture);
    };
    expect(picture(0, 2)).toMatch(/after 2 retries\), fails to drive the unit: .* is 0\.00\.$/);
    expect(picture(0, 0)).not.toContain('retr');
    expect(picture(0, 2)).not.toMatch(/rank|What drives/);
    expect(picture(4, 0)).not.toContain('retr');
    expect(picture(4, 1)).toContain('after one retry');
    expect(picture(4, 1)).toContain('rank 3 of 240 among the responses of all units of the layer');
  });
});

describe('CSV', () => {
  it('comes back as it was written', () => {
    const cell = fc.string({ maxLength: 8 }).filter((s) => !s.includes('\r'));
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, (body) => {
        const read = parseCsv(toCsv([['a', 'b'], ...body]));
        expect(read).toEqual(body.map(([a, b]) => ({ a, b })));
      }),
    );
  });

  it('refuses a row with a field too many, naming the row', () => {
    expect(() => parseCsv('a,b\n1,2\n1,2,3\n')).toThrow(/expected 2 fields, found 3 in row 3/);
  });
});

describe('downloads', () => {
  const { families, circuits, kernels } = fixtureRecords(
    [
      { tag: 'AA00', layer: 'inception_3a/output', name: 'curves', members: 3, verdict: 'partial' },
      { tag: 'AA01', layer: 'inception_3b/output', name: 'curves', members: 2, verdict: 'partial' },
    ],
    [['CC00', 'AA00', 'AA01']],
  );

  it('give a family one row a member with its whole tuning curve', () => {
    const rows = parseCsv(familyCsv(families[0]!));
    expect(rows).toHaveLength(3);
    const member = families.filter(isCircular)[0]!.members[1]!;
    expect(Number(rows[1]!['unit'])).toBe(member.unit);
    expect(Number(rows[1]!['response_345'])).toBe(member.tuning[23]);
  });

  it('give a circuit one row a weight, with offsets from the middle of the kernel', () => {
    const circuit = circuits[0]!;
    const file = kernelsFrom(circuit, kernels.get('CC00')!);
    const rows = parseCsv(circuitCsv(circuit, file));
    expect(rows).toHaveLength(3 * 2 * 25);
    expect([rows[0]!['y'], rows[0]!['x']]).toEqual(['-2', '-2']);
    expect([rows[5]!['y'], rows[5]!['x']]).toEqual(['-1', '-2']);
    expect(rows[25]).toMatchObject({
      to_unit: String(circuit.to.units[0]),
      from_unit: String(circuit.from.units[1]),
      from_element: String(circuit.from.elements![1]),
    });
    // Printed with four digits, of which a bfloat16 has fewer.
    const weight = file.kernel(0, 1)[0]!;
    expect(Math.abs(Number(rows[25]!['weight']) - weight)).toBeLessThan(1e-3 * Math.abs(weight));
  });

  it('leave the elements of single units empty', () => {
    const circuit = fromSingles(circuits[0]!);
    const file = kernelsFrom(
      circuit,
      fixtureKernels(circuit, () => 0.5),
    );
    expect(parseCsv(circuitCsv(circuit, file))[0]).toMatchObject({
      from_element: '',
      weight: '0.5',
    });
  });
});

describe('citing', () => {
  const text = readFileSync(join(PROJECT, 'CITATION.cff'), 'utf8');
  const file = parseCitation(text);

  it('has one version, that of the package', () => {
    const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(file.version).toBe(version);
  });

  it('writes BibTeX that is safe in TeX, and no date', () => {
    const entry = bibtex(
      { title: 'Curves of 3a → curves & 10% of 3b', key: 'C001', url: 'https://a.test/c/C001/' },
      file,
    );
    expect(entry).toMatch(/^@misc\{natural-equivariance-c001,\n/);
    expect(entry).toContain('{Curves of 3a {$\\rightarrow$} curves \\& 10\\% of 3b}');
    expect(entry).toContain('url          = {https://a.test/c/C001/}');
    expect(entry).not.toMatch(/year|date/);
  });

  it('writes CSL-JSON with the same facts', () => {
    const [item] = JSON.parse(
      cslJson({ title: 'T', key: 'F001', url: 'https://a.test/f/F001/' }, file),
    ) as Record<string, unknown>[];
    expect(item).toMatchObject({
      type: 'dataset',
      title: 'T',
      version: file.version,
      URL: 'https://a.test/f/F001/',
      'container-title': file.title,
    });
  });
});
