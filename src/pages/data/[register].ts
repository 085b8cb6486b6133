import type { APIRoute } from 'astro';
import { readRegisters } from '../../lib/record-files.ts';

/** `/data/claims.yaml`: the register of claims, byte for byte; no page where there is none. */
export const getStaticPaths = () =>
  readRegisters().map(({ file, bytes }) => ({ params: { register: file }, props: { bytes } }));

export const GET: APIRoute = ({ props }) =>
  new Response(new Uint8Array((props as { bytes: Buffer }).bytes));
