import type { APIRoute } from 'astro';
import { loadAtlas } from '../../lib/atlas.ts';
import { citableCircuit } from '../../lib/citables.ts';
import { downloadContent } from '../../lib/dataset.ts';
import { CIRCUIT_FORMATS, type Format } from '../../lib/links.ts';

/** `/c/<tag>.json`, `.csv`, `.bib`, `.csl.json`, `.safetensors`. */
export async function getStaticPaths() {
  const { models } = await loadAtlas();
  return models.flatMap((atlas) =>
    atlas.circuits.flatMap((circuit) =>
      CIRCUIT_FORMATS.map(([format]) => ({
        params: { tag: circuit.tag, format },
        props: { atlas, circuit, format },
      })),
    ),
  );
}

export const GET: APIRoute = ({ props, site }) => {
  const { atlas, circuit, format } = props as Awaited<
    ReturnType<typeof getStaticPaths>
  >[number]['props'] & { format: Format };
  return new Response(downloadContent(circuit, citableCircuit(atlas, circuit, site!), format));
};
