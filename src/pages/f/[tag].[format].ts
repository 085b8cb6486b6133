import type { APIRoute } from 'astro';
import { loadAtlas } from '../../lib/atlas.ts';
import { citableFamily } from '../../lib/citables.ts';
import { downloadContent } from '../../lib/dataset.ts';
import { FORMATS, type Format } from '../../lib/links.ts';

/** `/f/<tag>.json`, `.csv`, `.bib`, `.csl.json`. */
export async function getStaticPaths() {
  const { models } = await loadAtlas();
  return models.flatMap((atlas) =>
    atlas.families.flatMap((family) =>
      FORMATS.map(([format]) => ({
        params: { tag: family.tag, format },
        props: { atlas, family, format },
      })),
    ),
  );
}

export const GET: APIRoute = ({ props, site }) => {
  const { atlas, family, format } = props as Awaited<
    ReturnType<typeof getStaticPaths>
  >[number]['props'] & { format: Format };
  return new Response(downloadContent(family, citableFamily(atlas, family, site!), format));
};
