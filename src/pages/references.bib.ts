import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIRoute } from 'astro';
import { REFERENCES_FILE } from '../lib/bibliography.ts';

/** `/references.bib`: the bibliography as it is kept, byte for byte. */
export const GET: APIRoute = () =>
  new Response(new Uint8Array(readFileSync(join(process.cwd(), REFERENCES_FILE))), {
    headers: { 'content-type': 'application/x-bibtex; charset=utf-8' },
  });
