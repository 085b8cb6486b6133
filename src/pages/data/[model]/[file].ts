import type { APIRoute } from 'astro';
import { readRecordFiles, type RecordFile } from '../../../lib/record-files.ts';

/** `/data/<model>/<file>.json`: the generated records, byte for byte. */
export const getStaticPaths = () =>
  readRecordFiles().map((record) => ({
    params: { model: record.model, file: record.file },
    props: { record },
  }));

export const GET: APIRoute = ({ props }) => {
  const { bytes } = (props as { record: RecordFile }).record;
  return new Response(new Uint8Array(bytes));
};
