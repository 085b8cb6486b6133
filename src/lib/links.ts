/** Addresses of the site's pages and files, from its root. */

export const modelHref = (model: string) => `/models/${model}/`;

export const layerHref = (model: string, alias: string) => `/models/${model}/${alias}/`;

/** Breadcrumbs down to a model or one of its layers. */
export const modelCrumbs = (
  model: { readonly name: string; readonly title: string },
  layer?: { readonly alias: string },
) => [
  { href: '/models/', text: 'Models' },
  { href: modelHref(model.name), text: model.title },
  ...(layer ? [{ href: layerHref(model.name, layer.alias), text: layer.alias }] : []),
];

export const unitHref = (model: string, alias: string, unit: number) =>
  `/models/${model}/${alias}/${String(unit)}/`;

export const familyHref = (tag: string) => `/f/${tag}/`;

export const circuitHref = (tag: string) => `/c/${tag}/`;

export const groupHref = (group: string) => `/groups/${group}/`;

/** Formats in which a family or a circuit can be downloaded, with what to call them. */
export const FORMATS = [
  ['json', 'JSON'],
  ['csv', 'CSV'],
  ['bib', 'BibTeX'],
  ['csl.json', 'CSL-JSON'],
] as const;

/** The kernels of a circuit also as they are committed. */
export const CIRCUIT_FORMATS = [...FORMATS, ['safetensors', 'safetensors']] as const;

export type Format = (typeof CIRCUIT_FORMATS)[number][0];

export const downloadHref = (kind: 'f' | 'c', tag: string, format: Format) =>
  `/${kind}/${tag}.${format}`;

/** The register of claims as a file. */
export const CLAIMS_HREF = '/data/claims.yaml';

export const dataHref = (model: string, file: string) => `/data/${model}/${file}`;
