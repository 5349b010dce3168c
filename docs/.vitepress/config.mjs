/*
 * The site of the documents: a menu, a search, and the same pages. A workflow makes it by a pinned VitePress and a plugin for Mermaid, which
 * are no dependencies of ours (docs/adr/0012-documents.md): .github/workflows/site.yml has the commands, which make it anywhere.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { withMermaid } from 'vitepress-plugin-mermaid';

export default withMermaid({
  title: 'layer-build',
  description: 'Container images from Dockerfiles, with layer caches between CI runs, and a reason for every miss',
  // GitHub's pages of a repository are below its name.
  base: process.env.SITE_BASE ?? '/',
  rewrites: { 'README.md': 'index.md' },
  // Of what the documents link to, the site has the documents alone.
  ignoreDeadLinks: [(link) => link.startsWith('./../') || link === './adr/index'],
  lastUpdated: true,
  markdown: {
    config: ({ renderer: { rules } }) => {
      // Braces are ours, not Vue's: workflows, rules for tags and `--format` have them.
      for (const name of ['text', 'code_inline']) {
        const render = rules[name];
        rules[name] = (...args) => render(...args).replaceAll('{{', '&#123;&#123;');
      }
    },
  },
  themeConfig: { sidebar: menu(), search: { provider: 'local' }, outline: 'deep' },
});

/** The list in docs/README.md: its headings, each with the documents below it. */
function menu() {
  const list = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, ...sections] = list.split(/^## /m);
  return sections.map((section) => {
    const [text, ...lines] = section.split('\n');
    const links = lines.flatMap((line) => [...line.matchAll(/\[([^\]]+)\]\(([\w.-]+)\.md\)/g)]);
    return { text, items: links.map(([, name, file]) => ({ text: name, link: `/${file}` })) };
  });
}
