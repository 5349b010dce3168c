import { oneLine, shorten } from '../../text/sanitize-line.js';

/** Of one text, whatever its place: where less should be shown, it is shortened there. */
const LONGEST = 4096;

/** A piece of HTML or SVG that is well formed: only `markup` makes one, and texts come into it escaped. */
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

/** Whatever stands in `${}` is text, in an element or in a quoted attribute, but for what is markup already. */
export function markup(literals: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return Markup.of(literals, values);
}

/** Text of others with its line breaks. */
export function block(text: string, limit: number): Markup {
  const lines = shorten(text.replace(/\r\n?/g, '\n'), limit).split('\n');
  return markup`<pre tabindex="0">${lines.map((line) => markup`${line}\n`)}</pre>`;
}

/** Our own style or script. Its end tag would end it early, wherever it stands. */
export function verbatim(element: 'style' | 'script', text: string): Markup {
  if (/<[/!]/.test(text)) throw new TypeError(`a ${element} may hold no tag`);
  return Markup.of([`<${element}>${text}</${element}>`], []);
}

/** Data for scripts and for whoever saves the page: JSON in which nothing can be taken for a tag or a comment, and nothing hides. */
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
