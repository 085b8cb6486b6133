import type { AstroIntegration } from 'astro';
import type { VFile } from 'vfile';

/**
 * Makes a formula that KaTeX cannot set fail the build.
 *
 * rehype-katex reports such a formula as a message on the file and goes on; the plugin (placed
 * after it) collects those messages and the integration throws when the build is done. Content is
 * cached between builds, so this holds for builds that render it anew (`astro build --force`).
 */
export function strictMaths(): {
  readonly rehypePlugin: () => (tree: unknown, file: VFile) => void;
  readonly integration: AstroIntegration;
} {
  const problems: string[] = [];
  return {
    rehypePlugin: () => (_tree, file) => {
      for (const message of file.messages) {
        if (message.source !== 'rehype-katex') continue;
        const line = message.line === undefined ? '' : `:${String(message.line)}`;
        const cause = message.cause instanceof Error ? `: ${message.cause.message}` : '';
        problems.push(`${file.path}${line} ${message.reason}${cause}`);
      }
    },
    integration: {
      name: 'strict-maths',
      hooks: {
        'astro:build:done': () => {
          if (problems.length > 0) {
            throw new Error(
              `expected maths that KaTeX can set, found ${String(problems.length)} bad formula(s); correct\n${problems.join('\n')}`,
            );
          }
        },
      },
    },
  };
}
