import { oneLine, shorten } from '../../text/sanitize-line.js';

/** Characters of any one text. Callers shorten further where less should be shown. */
const LONGEST = 4096;

/** A well-formed piece of HTML or SVG. Only this file makes them, and it escapes the texts in them. */
export class Markup {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  static readonly NONE = new Markup('');

  static of(literals: readonly string[], values: readonly Value[]): Markup {
    return new Markup(literals.map((literal, index) => literal + rendered(values[index])).join(''));
  }
}

type Value = string | number | Markup | readonly Markup[] | undefined;

/** Values in `${}` are escaped as text, for elements and quoted attributes, unless they are markup already. */
export function markup(literals: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return Markup.of(literals, values);
}

/** Untrusted text with its line breaks. */
export function block(text: string, limit: number): Markup {
  const lines = shorten(text.replace(/\r\n?/g, '\n'), limit).split('\n');
  return markup`<pre tabindex="0">${lines.map((line) => markup`${line}\n`)}</pre>`;
}

/** Our own style sheet or script. An end tag anywhere in it would end it early. */
export function verbatim(element: 'style' | 'script', text: string): Markup {
  if (/<[/!]/.test(text)) throw new TypeError(`a ${element} may hold no tag`);
  return Markup.of([`<${element}>${text}</${element}>`], []);
}

/** Data for the page's script: JSON in which nothing can be taken for a tag or a comment, and no character is invisible. */
export function dataBlock(id: string, data: object): Markup {
  const json = JSON.stringify(data).replace(
    /[<>&\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Markup.of([`<script type="application/json" id="${id}">${json}</script>`], []);
}

function rendered(value: Value): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  return value.map(({ text }) => text).join('');
}

function escaped(text: string): string {
  return oneLine(shorten(text, LONGEST)).replace(/[&<>"'`=]/g, (character) => `&#${character.charCodeAt(0)};`);
}
