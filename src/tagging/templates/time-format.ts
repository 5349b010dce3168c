/**
 * Writes times in the formats of moment, in English. This is our own code, since moment with its time zones adds 780 KB to a bundle,
 * and Node has time zones itself (ADR 1).
 */
import { TIME_TOKENS } from './time-tokens.js';
import { zonedTime } from './zoned-time.js';

/** Tokens that are short forms of other tokens. */
const LOCALIZED: Readonly<Record<string, string>> = {
  LTS: 'h:mm:ss A',
  LT: 'h:mm A',
  LLLL: 'dddd, MMMM D, YYYY h:mm A',
  LLL: 'MMMM D, YYYY h:mm A',
  LL: 'MMMM D, YYYY',
  L: 'MM/DD/YYYY',
  llll: 'ddd, MMM D, YYYY h:mm A',
  lll: 'MMM D, YYYY h:mm A',
  ll: 'MMM D, YYYY',
  l: 'M/D/YYYY',
};

/** Text in brackets, and a token after a backslash, are written as they are. */
const LITERAL = String.raw`\[[^[]*\]`;
const LOCALIZED_PIECE = new RegExp(String.raw`${LITERAL}|\\?(?:${anyOf(Object.keys(LOCALIZED))})`, 'g');
const PIECE = new RegExp(String.raw`${LITERAL}|\\?(?:${anyOf([...TIME_TOKENS.keys()])}|[^])`, 'g');

/** The part of a format that is not supported; `undefined` if all of it is. */
export function problemOfFormat(format: string, zone: string): string | undefined {
  const namesZone = pieces(format).some((piece) => piece === 'z' || piece === 'zz');
  if (!namesZone || /^(?:Etc\/)?UTC$/i.test(zone)) return undefined;
  return 'the short name of a time zone (z) is only supported for UTC';
}

/** @param format `undefined`: ISO 8601 with seconds */
export function formatTime(instant: Date, zone: string, format: string | undefined): string {
  const time = zonedTime(instant, zone);
  return pieces(format ?? `YYYY-MM-DDTHH:mm:ss${time.offset === 0 ? '[Z]' : 'Z'}`)
    .map((piece) => TIME_TOKENS.get(piece)?.(time) ?? literal(piece))
    .join('');
}

function pieces(format: string): readonly string[] {
  return format.replace(LOCALIZED_PIECE, (piece) => LOCALIZED[piece] ?? piece).match(PIECE) ?? [];
}

function literal(piece: string): string {
  return /^\[[^]+\]$/.test(piece) ? piece.slice(1, -1) : piece.replaceAll('\\', '');
}

function anyOf(tokens: readonly string[]): string {
  return tokens.toSorted((left, right) => right.length - left.length).join('|');
}
