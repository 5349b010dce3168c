/** Shows Markdown as GitHub does, without GitHub: with its style sheet and with Mermaid's drawings. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { marked } from 'marked';

const require = createRequire(import.meta.url);
const read = (name) => readFileSync(require.resolve(name), 'utf8');

/**
 * A page with the Markdown in `main`. When `document.body.dataset.ready` is set, its drawings are done.
 *
 * @param [style] additional CSS; the fonts that it names are loaded before anything is drawn
 */
export async function githubPage(markdown, style = '') {
  const github = read('github-markdown-css/github-markdown.css');
  const body = await marked.parse(markdown, { gfm: true });
  // To load Mermaid takes a browser longer than all the rest.
  const mermaid = body.includes('language-mermaid')
    ? read('mermaid/dist/mermaid.min.js').replaceAll('</script', '<\\/script')
    : 'const mermaid = { initialize() {}, async run() {} };';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>${github}
body { margin: 0 } .markdown-body { padding: 24px; min-height: 100vh; box-sizing: border-box }
${style}</style></head>
<body><main class="markdown-body">${body}</main><script>${mermaid}</script><script>
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
mermaid.initialize({ startOnLoad: false, theme: dark ? 'dark' : 'default' });
Promise.all([...document.fonts].map((font) => font.load()))
  .then(() => mermaid.run({ querySelector: 'code.language-mermaid' }))
  .then(() => { document.body.dataset.ready = 'yes'; });
</script></body></html>`;
}
