import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { lexer, walkTokens, type Token, type Tokens } from 'marked';

import { REPOSITORY } from '../../support/made-once.js';

/** A Markdown file of the repository, taken apart. */
export interface ReadDocument {
  /** Below the repository. */
  readonly path: string;
  readonly links: readonly string[];
  /** What GitHub makes of its headings, for `#…`. */
  readonly anchors: ReadonlySet<string>;
  readonly blocks: readonly { readonly language: string; readonly text: string }[];
}

/** Of every Markdown file that git knows or would add; the inputs of fuzzing and of builds are no documents. */
export function readDocuments(): readonly ReadDocument[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'];
  const names = execFileSync('git', args, { cwd: REPOSITORY, encoding: 'utf8' }).trim().split('\n');
  return names.filter((name) => !/^__tests__\/.+\/.+\/.+\/|^dist\//.test(name)).map(readDocument);
}

/** The path below the repository that a link leads to, and the anchor in it. */
export function targetOf(document: ReadDocument, link: string): { readonly path: string; readonly anchor: string } {
  const [file = '', anchor = ''] = decodeURI(link).split('#');
  const path = file === '' ? document.path : normalize(join(dirname(document.path), file));
  return { path: path.replace(/\/$/, ''), anchor };
}

function readDocument(path: string): ReadDocument {
  const links: string[] = [];
  const headings: string[] = [];
  const blocks: { language: string; text: string }[] = [];
  const tokens = lexer(readFileSync(join(REPOSITORY, path), 'utf8'));
  void walkTokens(tokens, (token) => {
    const known = token as Tokens.Link | Tokens.Image | Tokens.Heading | Tokens.Code | Tokens.HTML;
    if (known.type === 'link' || known.type === 'image') links.push(known.href);
    if (known.type === 'heading') headings.push(plain(known.tokens));
    if (known.type === 'code') blocks.push({ language: known.lang ?? '', text: known.text });
    if (known.type === 'html') {
      links.push(...Array.from(known.text.matchAll(/(?:href|src|srcset)="([^"]+)"/g), ([, link = '']) => link));
    }
  });
  return { path, links, anchors: slugs(headings), blocks };
}

function plain(tokens: readonly Token[]): string {
  return tokens.map((token) => ('tokens' in token ? plain(token.tokens ?? []) : plainText(token))).join('');
}

function plainText(token: Token): string {
  return 'text' in token ? String(token.text) : token.raw;
}

/** As GitHub makes them: lower case, without punctuation, hyphens for blanks, a number behind what is there already. */
function slugs(headings: readonly string[]): ReadonlySet<string> {
  const seen = new Map<string, number>();
  return new Set(
    headings.map((heading) => {
      const slug = heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
        .replaceAll(' ', '-');
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    }),
  );
}
