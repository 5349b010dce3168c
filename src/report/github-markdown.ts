import { oneLine, shorten } from '../text/sanitize-line.js';

/**
 * Untrusted text for a table cell of GitHub-flavoured Markdown. Every mark that could mean something there (pipes,
 * backticks, emphasis, brackets, entities, HTML) becomes a character reference, links are broken, and a zero-width space
 * keeps `@name` and `#1` from notifying people or linking issues.
 *
 * @param limit characters of `text` that are kept
 */
export function markdownText(text: string, limit: number): string {
  return escapeText(shorten(oneLine(text), limit));
}

/** The same for a cell that has to be narrow on a phone: a long word may end a line within. */
export function narrowText(text: string, limit: number): string {
  return withBreaks(shorten(oneLine(text), limit), escapeText);
}

function escapeText(text: string): string {
  return (
    escapeCharacters(text)
      .replaceAll('&#64;', '&#64;&#8203;')
      .replaceAll('&#35;', '&#35;&#8203;')
      // Autolinks need no brackets: `www.` is enough, and so is `GH-1`.
      .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}&#46;`)
      .replace(/\bGH-(?=\d)/gi, (prefix) => `${prefix}&#8203;`)
  );
}

/** Untrusted text as inline code in a table cell. GitHub makes no links inside it. */
export function markdownCode(text: string, limit: number): string {
  const escaped = escapeCode(shorten(oneLine(text), limit));
  return escaped === '' ? '' : `<code>${escaped}</code>`;
}

/** The same for a cell that has to be narrow on a phone: a long word may end a line within. */
export function narrowCode(text: string, limit: number): string {
  const escaped = withBreaks(shorten(oneLine(text), limit), escapeCode);
  return escaped === '' ? '' : `<code>${escaped}</code>`;
}

function escapeCode(text: string): string {
  return escapeCharacters(text).replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}&#46;`);
}

/** Escapes a text, and lets its long words end a line within, so that none is longer than one column of several on a phone. */
function withBreaks(text: string, escape: (part: string) => string): string {
  return text
    .split(/(\S{17,})/u)
    .map((part, index) => (index % 2 === 0 ? escape(part) : (part.match(PIECES) ?? []).map(escape).join('<wbr>')))
    .join('');
}

/** A word is cut behind marks if it has some. */
const PIECES = /[^/_.,;=&-]{0,15}[/_.,;=&-]+|[^/_.,;=&-]{1,16}/gu;

/** Several untrusted lines as a preformatted block, outside of any table. */
export function markdownBlock(text: string, limit: number): string {
  const lines = shorten(text.replace(/\r\n?/g, '\n'), limit).split('\n').map(oneLine);
  return `<pre>${lines.join('\n').replace(/[&<>]/g, reference)}</pre>`;
}

/** The marks that GitHub-flavoured Markdown, HTML or GitHub's own extensions (math, autolinks) read within a line. */
function escapeCharacters(text: string): string {
  return text.replace(/[&<>|`*_~[\]@#\\$!]|:(?=\/)/g, reference);
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
