import { TemplateError } from './template-error.js';
import { goText, type GoValue } from './value.js';

const VERB = /%([-+# 0]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;
/** Columns of one value. */
const WIDEST = 1000;

/** The verbs of Go's fmt that templates use: `%s %v %d %q %t %x %f %%`. */
export function printf(format: string, values: readonly GoValue[]): string {
  let at = 0;
  const text = format.replace(VERB, (_whole, flags: string, width = '0', precision?: string, verb: string = '') => {
    if (verb === '%') return '%';
    const [columns, digits] = [Number(width), precision === undefined ? undefined : Number(precision)];
    if (columns > WIDEST || (digits ?? 0) > 100) throw new TemplateError('printf: a width is too large');
    if (at >= values.length) return `%!${verb}(MISSING)`;
    const shown = formatted(values[at++], verb, digits, flags);
    if (flags.includes('-')) return shown.padEnd(columns);
    return flags.includes('0') && verb !== 's' ? shown.padStart(columns, '0') : shown.padStart(columns);
  });
  const extra = values.slice(at).map((value) => `${typeNameOf(value)}=${goText(value)}`);
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}

function formatted(value: GoValue, verb: string, digits: number | undefined, flags: string): string {
  switch (verb) {
    case 'v':
      return goText(value);
    case 's':
      return digits === undefined ? goText(value) : [...goText(value)].slice(0, digits).join('');
    case 'q':
      return JSON.stringify(goText(value));
    case 'd':
      if (typeof value === 'number') return (flags.includes('+') && value >= 0 ? '+' : '') + String(Math.trunc(value));
      break;
    case 'f':
      if (typeof value === 'number') return value.toFixed(digits ?? 6);
      break;
    case 't':
      if (typeof value === 'boolean') return String(value);
      break;
    case 'x':
      if (typeof value === 'number') return value.toString(16);
      if (typeof value === 'string') return Buffer.from(value).toString('hex');
      break;
  }
  return `%!${verb}(${goText(value)})`;
}

function typeNameOf(value: GoValue): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float64';
  return typeof value === 'boolean' ? 'bool' : typeof value === 'string' ? 'string' : '[]string';
}
