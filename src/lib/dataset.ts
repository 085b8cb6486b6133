import { createHash } from 'node:crypto';
import type { Circuit, Family } from '../../pipeline/records/index.ts';
import { kernelFile, readKernels } from './circuit-kernels.ts';
import { type Citable, bibtex, cslJson, readCitation } from './citation.ts';
import { circuitCsv, familyCsv, recordJson } from './downloads.ts';
import { CIRCUIT_FORMATS, downloadHref, FORMATS, type Format } from './links.ts';

/** One downloadable file of a page. */
export interface Distribution {
  readonly href: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  bib: 'application/x-bibtex',
  'csl.json': 'application/vnd.citationstyles.csl+json',
  safetensors: 'application/octet-stream',
};

/**
 * A family's or circuit's download.
 * @throws Error for the kernels of a family.
 */
export function downloadContent(
  record: Family | Circuit,
  citable: Citable,
  format: Format,
): string | Uint8Array<ArrayBuffer> {
  switch (format) {
    case 'json':
      return recordJson(record);
    case 'csv':
      return 'members' in record ? familyCsv(record) : circuitCsv(record, readKernels(record));
    case 'bib':
      return bibtex(citable, readCitation());
    case 'csl.json':
      return cslJson(citable, readCitation());
    case 'safetensors':
      if ('members' in record) throw new Error(`expected a circuit, found family ${record.tag}`);
      return new Uint8Array(kernelFile(record));
  }
}

/** A file as a page lists it, with the digest of exactly the bytes that are served. */
export function distribution(
  href: string,
  name: string,
  mediaType: string,
  content: string | Uint8Array,
): Distribution {
  return {
    href,
    name,
    mediaType,
    bytes: Buffer.byteLength(content),
    sha256: createHash('sha256').update(content).digest('hex'),
  };
}

/** All downloads of a family or circuit. */
export const distributions = (record: Family | Circuit, citable: Citable): Distribution[] =>
  ('members' in record ? FORMATS : CIRCUIT_FORMATS).map(([format, name]) =>
    distribution(
      downloadHref('members' in record ? 'f' : 'c', record.tag, format),
      name,
      MEDIA_TYPES[format],
      downloadContent(record, citable, format),
    ),
  );
