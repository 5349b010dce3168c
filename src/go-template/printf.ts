import { fixed, general, scientific } from './go-number.js';
import { goQuoted } from './quote.js';
import { TemplateError } from './template-error.js';
import { goText, type GoValue, isList } from './value.js';

const VERB = /%([-+# 0]*)(\[\d+\])?(\*|\d+)?(?:\.(\*|\d*))?(\[\d+\])?([^\d*.[\]]|$)/gu;
/** Columns of one value, and digits. */
const WIDEST = 1000;
const MOST_DIGITS = 90;

interface Form {
  readonly flags: string;
  readonly width: number;
  readonly digits: number | undefined;
  readonly verb: string;
}

/** Go's fmt.Sprintf, for the values that templates have: `%v %s %q %d %b %o %x %X %c %U %t %f %e %g %T %%`. */
export function printf(format: string, values: readonly GoValue[]): string {
  let at = 0;
  let reordered = false as boolean;
  const jump = (index: string | undefined): void => {
    if (index === undefined) return;
    at = Number(index.slice(1, -1)) - 1;
    reordered = true;
  };
  const size = (text: string | undefined): number | undefined => {
    const value = text === '*' ? values[at++] : text === undefined ? undefined : Number(text);
    return typeof value === 'number' ? value : undefined;
  };
  const text = format.replace(
    VERB,
    (_whole, given: string, first?: string, width?: string, precision?: string, second?: string, verb: string = '') => {
      jump(first);
      const columns = size(width) ?? 0;
      const digits = size(precision);
      jump(second);
      if (verb === '%') return '%';
      if (verb === '') return '%!(NOVERB)';
      if (Math.abs(columns) > WIDEST || (digits ?? 0) > MOST_DIGITS)
        throw new TemplateError('printf: a width is too large');
      if (at < 0 || at >= values.length) return reordered ? `%!${verb}(BADINDEX)` : `%!${verb}(MISSING)`;
      const flags = columns < 0 ? `${given}-` : given;
      return formatted(values[at++], { flags, width: Math.abs(columns), digits, verb });
    },
  );
  const extra = reordered ? [] : values.slice(at).map(typed);
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}

function formatted(value: GoValue, form: Form): string {
  // As Go, each item by itself.
  if (isList(value) && form.verb !== 'T' && form.verb !== 'v')
    return `[${value.map((item) => formatted(item, form)).join(' ')}]`;
  const { flags, width, verb } = form;
  const shown = textOf(value, form) ?? `%!${verb}(${typed(value)})`;
  if (flags.includes('-')) return shown.padEnd(width + surplus(shown));
  if (flags.includes('0') && typeof value === 'number' && /[a-zA-Z]/.test(verb)) {
    const sign = /^[-+ ]/.exec(shown)?.[0] ?? '';
    const rest = shown.slice(sign.length);
    return sign + rest.padStart(width - sign.length, '0');
  }
  return shown.padStart(width + surplus(shown));
}

/** Go counts characters, and JavaScript its own units. */
function surplus(text: string): number {
  return text.length - [...text].length;
}

/** @returns `undefined` if the verb is not one for such a value */
function textOf(value: GoValue, form: Form): string | undefined {
  const { verb, digits } = form;
  if (verb === 'T') return typeNameOf(value);
  if (verb === 'v' && typeof value !== 'number') return goText(value);
  if (typeof value === 'number') return numberOf(value, form);
  if (typeof value === 'boolean') return verb === 't' ? String(value) : undefined;
  if (typeof value !== 'string')
    return verb === 's' && value !== null && value !== undefined ? goText(value) : undefined;
  const cut = digits === undefined ? value : [...value].slice(0, digits).join('');
  if (verb === 's') return cut;
  if (verb === 'q') return form.flags.includes('#') && !cut.includes('`') ? `\`${cut}\`` : goQuoted(cut);
  return verb === 'x' || verb === 'X' ? hexOf(Buffer.from(cut), form) : undefined;
}

function hexOf(bytes: Buffer, { flags, verb }: Form): string {
  const prefix = flags.includes('#') ? '0x' : '';
  const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  const text = flags.includes(' ') ? pairs.map((pair) => prefix + pair).join(' ') : prefix + pairs.join('');
  return verb === 'X' ? text.toUpperCase() : text;
}

const BASES: Readonly<Record<string, readonly [base: number, prefix: string]>> = {
  b: [2, '0b'],
  d: [10, ''],
  o: [8, '0'],
  x: [16, '0x'],
  X: [16, '0X'],
};

function numberOf(value: number, { verb, flags, digits }: Form): string | undefined {
  const signed = (text: string): string =>
    text.startsWith('-') ? text : (flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + text;
  switch (verb) {
    case 'v':
      return signed(goText(value));
    case 'f':
    case 'F':
      return signed(fixed(value, digits ?? 6));
    case 'e':
      return signed(scientific(value, digits ?? 6));
    case 'E':
      return signed(scientific(value, digits ?? 6).toUpperCase());
    case 'g':
      return signed(general(value, digits));
    case 'G':
      return signed(general(value, digits).toUpperCase());
  }
  if (!Number.isInteger(value)) return undefined;
  if (verb === 'c') return characterOf(value);
  if (verb === 'q') return `'${characterOf(value)}'`;
  if (verb === 'U') return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
  const base = BASES[verb];
  if (base === undefined) return undefined;
  const text = BigInt(Math.abs(value))
    .toString(base[0])
    .padStart(digits ?? 0, '0');
  const prefixed = (flags.includes('#') ? base[1] : '') + (verb === 'X' ? text.toUpperCase() : text);
  return signed((value < 0 ? '-' : '') + prefixed);
}

function characterOf(code: number): string {
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

/** As Go shows a value that does not fit. */
function typed(value: GoValue): string {
  return value === null || value === undefined ? '<nil>' : `${typeNameOf(value)}=${goText(value)}`;
}

function typeNameOf(value: GoValue): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : isList(value) ? '[]string' : 'map[string]interface {}';
}
