import { expandHeredoc, expandWord, expandWords } from '../../../src/dockerfile/shell/expand.js';
import { UserError } from '../../../src/errors.js';
import { outcomeOf, type Target } from '../target.js';

const refusals = [UserError];
const VARIABLES: Readonly<Record<string, string>> = {
  A: 'value',
  B: 'a b*c?',
  C: '',
  D: '$A',
  E: 'x'.repeat(20),
  é: 'é',
};
const lookup = (name: string): string | undefined => (Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined);

export const target: Target = {
  seeds: [
    '$A ${B} \'$C\' "$D" \\$E `$A`',
    '${A:-b} ${C:+d} ${X:?no value} ${X-y} ${C+z} ${C?w}',
    '${A#v*} ${A##?a} ${A%e} ${A%%l*e} ${B/a/b} ${B//[ab]/$0} ${E//x/${A}}',
    '${A:-${B:-${C:-"${D}"}}}',
    '$1 $@ $* $# $? $- $$ $! $é ${é}',
  ].map((text) => Buffer.from(text)),
  dictionary: [
    '${',
    '}',
    '$',
    ':-',
    ':+',
    ':?',
    '#',
    '##',
    '%',
    '%%',
    '/',
    '//',
    '\\',
    '"',
    "'",
    '`',
    '*',
    '?',
    '$0',
    '$$',
    '${A',
    'E',
  ],
  longest: 512,
  refusals,
  run(input) {
    const text = input.toString('utf8');
    outcomeOf({ refusals }, () => expandWords(text, lookup, '\\'));
    outcomeOf({ refusals }, () => expandWord(text, lookup, '`'));
    outcomeOf({ refusals }, () => expandHeredoc(text, lookup));
  },
};
