import type { Budget } from '../evaluate/budget.js';
import { CallError } from '../evaluate/scope.js';
import { convert, WrongType } from '../values/convert.js';
import { BOOL, NUMBER, STRING, type Type } from '../values/type.js';
import { stringValue, tupleValue, type Value, type ValueOf } from '../values/value.js';
import { jsonOf } from '../values/json.js';

const VERB = /%(?:%|([ #+0-]*)(\d*)(?:\.(\d*))?(?:\[(\d+)\])?([a-zA-Z]))/g;
/** Characters that one value can be padded to. */
const WIDEST = 10_000;

/** `format`: verbs as Go's Printf has them. @throws CallError */
export function formatted(format: string, args: readonly Value[], budget: Budget): string {
  let next = 0;
  let most = 0;
  const state = { picked: false };
  const rest = format.replace(VERB, '');
  if (rest.includes('%')) throw new CallError('the format has a % that begins no verb');
  const result = format.replace(
    VERB,
    (
      whole: string,
      flags: string | undefined,
      width: string | undefined,
      precision: string | undefined,
      index: string | undefined,
      verb: string | undefined,
    ) => {
      if (verb === undefined) return '%';
      if (index !== undefined) {
        next = Number(index) - 1;
        state.picked = true;
      }
      const value = args[next];
      if (value === undefined) throw new CallError(`there is no argument for ${whole}`);
      next += 1;
      most = Math.max(most, next);
      return padded(one(verb, flags ?? '', precision, value), flags ?? '', Number(width ?? ''), verb);
    },
  );
  if (!state.picked && most < args.length) throw new CallError(`the format uses ${most} of ${args.length} arguments`);
  budget.characters(result.length);
  return result;
}

/** `formatlist`: one text for each element; what is no list counts for all. @throws CallError */
export function formattedList(format: string, args: readonly Value[], budget: Budget): Value {
  const lists = args.flatMap((arg) => (isList(arg) ? [arg.items.length] : []));
  const [length = 1] = lists;
  if (lists.some((other) => other !== length)) throw new CallError('the lists do not have the same length');
  return tupleValue(
    Array.from({ length }, (_, at) =>
      stringValue(
        formatted(
          format,
          args.map((arg) => (isList(arg) ? (arg.items[at] ?? arg) : arg)),
          budget,
        ),
      ),
    ),
  );
}

function isList(value: Value): value is ValueOf<'list' | 'set' | 'tuple'> {
  return value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple';
}

function one(verb: string, flags: string, precision: string | undefined, value: Value): string {
  const digits = precision === undefined ? undefined : Number(precision === '' ? 0 : precision);
  if (digits !== undefined && digits > WIDEST) throw new CallError('the precision is too large');
  switch (verb) {
    case 'v':
      if (flags.includes('#')) return jsonOf(value);
      if (value.kind === 'string') return cut(value.value, digits);
      if (value.kind === 'number') return signed(value.value.toString(), flags);
      return jsonOf(value);
    case 't':
      return String((as(value, BOOL, verb) as ValueOf<'bool'>).value);
    case 's':
      return cut((as(value, STRING, verb) as ValueOf<'string'>).value, digits);
    case 'q':
      return JSON.stringify(cut((as(value, STRING, verb) as ValueOf<'string'>).value, digits));
  }
  const { value: number } = as(value, NUMBER, verb) as ValueOf<'number'>;
  switch (verb) {
    case 'd':
      return signed(number.truncated().toString(), flags);
    case 'b':
      return signed(number.truncated().toString(2), flags);
    case 'o':
      return signed(number.truncated().toString(8), flags);
    case 'x':
    case 'X': {
      const hex = number.truncated().toString(16);
      return signed(verb === 'X' ? hex.toUpperCase() : hex, flags);
    }
    case 'f':
    case 'F':
      return signed(number.toFixed(digits ?? 6), flags);
    case 'e':
    case 'E': {
      const text = number
        .toNumber()
        .toExponential(Math.min(digits ?? 6, 100))
        .replace(/e([+-])(\d)$/, 'e$10$2');
      return signed(verb === 'E' ? text.toUpperCase() : text, flags);
    }
    case 'g':
    case 'G':
      return signed(
        digits === undefined
          ? number.toString()
          : String(Number(number.toNumber().toPrecision(Math.min(Math.max(digits, 1), 100)))),
        flags,
      );
    default:
      throw new CallError(`there is no verb %${verb}`);
  }
}

function as(value: Value, type: Type, verb: string): Value {
  if (value.kind === 'null') throw new CallError(`null cannot be formatted by %${verb}`);
  try {
    return convert(value, type);
  } catch (error) {
    if (error instanceof WrongType) throw new CallError(`%${verb}: ${error.message}`);
    throw error;
  }
}

function signed(text: string, flags: string): string {
  if (text.startsWith('-')) return text;
  if (flags.includes('+')) return `+${text}`;
  return flags.includes(' ') ? ` ${text}` : text;
}

function cut(text: string, most: number | undefined): string {
  return most === undefined ? text : [...text].slice(0, most).join('');
}

function padded(text: string, flags: string, width: number, verb: string): string {
  if (width > WIDEST) throw new CallError('the width is too large');
  const missing = width - [...text].length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (!flags.includes('0') || /[svqt]/.test(verb)) return ' '.repeat(missing) + text;
  const [, sign = '', digits = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  return sign + '0'.repeat(missing) + digits;
}
