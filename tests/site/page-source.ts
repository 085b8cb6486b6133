/** Reads built HTML with expressions: enough for pages that this project itself writes. */

const unescape = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&#38;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** All opening tags of a page with their attributes; the insides of scripts are not looked at. */
export function tagsOf(html: string): Tag[] {
  const body = html.replace(/(<script\b[^>]*>)[\s\S]*?<\/script>/g, '$1');
  return [
    ...body.matchAll(
      /<([a-zA-Z][\w-]*)((?:\s+[^\s=>"'/]+(?:="[^"]*"|='[^']*'|=[^\s>]+)?)*)\s*\/?>/g,
    ),
  ].map(([, name, attributes]) => ({
    name: name!.toLowerCase(),
    attributes: Object.fromEntries(
      [...attributes!.matchAll(/([^\s=]+)(?:=(?:"([^"]*)"|'([^']*)'|(\S+)))?/g)].map(
        ([, key, double, single, bare]) => [key!, unescape(double ?? single ?? bare ?? '')],
      ),
    ),
  }));
}

/** Addresses that a browser loads by itself when it shows the page. */
export function resourcesOf(tags: readonly Tag[]): string[] {
  const loaded = new Set(['stylesheet', 'icon', 'preload', 'modulepreload']);
  return tags.flatMap(({ name, attributes }) => {
    if (name === 'link') return loaded.has(attributes['rel'] ?? '') ? [attributes['href']!] : [];
    const source = attributes['src'] ?? (name === 'image' ? attributes['href'] : undefined);
    return source === undefined ? [] : [source];
  });
}

/** Targets of the page's links. */
export const linksOf = (tags: readonly Tag[]) =>
  tags.flatMap(({ name, attributes }) =>
    name === 'a' && attributes['href'] !== undefined ? [attributes['href']] : [],
  );

export const idsOf = (tags: readonly Tag[]) =>
  new Set(tags.flatMap(({ attributes }) => attributes['id'] ?? []));

/** The page's JSON-LD, if it has any. */
export function linkedDataOf(html: string): unknown {
  const text = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)?.[1];
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}
