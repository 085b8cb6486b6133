import { unified } from '@astrojs/markdown-remark';
import { defineConfig } from 'astro/config';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';
import { readBibliography } from './src/lib/bibliography.ts';
import { citations } from './src/lib/citations.ts';
import { strictMaths } from './src/lib/strict-maths.ts';

const maths = strictMaths();
const cited = citations(readBibliography);

export default defineConfig({
  // Canonical and citation addresses; a deployment sets its own.
  site: process.env['ATLAS_SITE'] ?? 'http://localhost:4321',
  output: 'static',
  compressHTML: true,
  devToolbar: { enabled: false },
  vite: { build: { assetsInlineLimit: 0 } },
  markdown: {
    syntaxHighlight: false,
    processor: unified({
      remarkPlugins: [remarkMath, cited.remarkPlugin],
      rehypePlugins: [[rehypeKatex, { strict: 'error' }], maths.rehypePlugin],
    }),
  },
  integrations: [maths.integration, cited.integration],
});
