import { describe, expect, it } from 'vitest';

import { expandHeredoc, expandWord, expandWords } from '../../../src/dockerfile/shell/expand.js';
import { UserError } from '../../../src/errors.js';

const VALUES: Readonly<Record<string, string>> = {
  a: 'one',
  b: 'two three',
  empty: '',
  path: '/usr/local/bin',
  stars: 'x**y*',
  lines: 'ab\ncd',
  blanks: '  p  q ',
  größe: '7',
  pattern: '*/',
  wide: '👽🚀👽',
};
const lookup = (name: string): string | undefined => (Object.hasOwn(VALUES, name) ? VALUES[name] : undefined);
const FAILS = Symbol('fails');

function attempt<T>(work: () => T): T | typeof FAILS {
  try {
    return work();
  } catch (error) {
    if (error instanceof UserError && error.location === undefined) return FAILS;
    throw error;
  }
}

describe('expandWord', () => {
  it.each<[word: string, expected: string | typeof FAILS]>([
    ['plain', 'plain'],
    ['', ''],
    ['x  y', 'x  y'],
    ['$a', 'one'],
    ['${a}', 'one'],
    ['x${a}y', 'xoney'],
    ['$ay', ''],
    ['$a.y', 'one.y'],
    ['$a-$b', 'one-two three'],
    ['$größe', '7'],
    ['$unset', ''],
    ['${unset}', ''],
    ['$', '$'],
    ['$.', '$.'],
    ['x$', 'x$'],
    ['$ a', '$ a'],

    ['${a:-w}', 'one'],
    ['${unset:-w}', 'w'],
    ['${empty:-w}', 'w'],
    ['${empty-w}', ''],
    ['${unset-w}', 'w'],
    ['${a:+w}', 'w'],
    ['${a+w}', 'w'],
    ['${empty:+w}', ''],
    ['${empty+w}', 'w'],
    ['${unset:+w}', ''],
    ['${unset+w}', ''],
    ['${unset:-}', ''],
    ['${unset:-x y}', 'x y'],
    ['${unset:-$a}', 'one'],
    ['${unset:-${empty:-${b}}}', 'two three'],
    ['${unset:-"}"}', '}'],
    ["${unset:-'$a'}", '$a'],
    ['${unset:-\\}}', '}'],
    ['${unset:-{x}', '{x'],
    ['${a}}', 'one}'],
    ['${unset:-a:b}', 'a:b'],
    ['${a:?}', 'one'],
    ['${a?m}', 'one'],
    ['${empty?m}', ''],
    ['${empty:?m}', FAILS],
    ['${unset:?m}', FAILS],
    ['${unset?m}', FAILS],

    ['${path#/}', 'usr/local/bin'],
    ['${path#*/}', 'usr/local/bin'],
    ['${path##*/}', 'bin'],
    ['${path%/*}', '/usr/local'],
    ['${path%%/*}', ''],
    ['${path#x}', '/usr/local/bin'],
    ['${path#}', '/usr/local/bin'],
    ['${path#?}', 'usr/local/bin'],
    ['${path##*l?}', 'bin'],
    ['${path%???}', '/usr/local/'],
    ['${a#$unset}', 'one'],
    ['${stars%\\*}', 'x**y'],
    ['${stars%%\\**}', 'x'],
    ['${stars##*\\*}', ''],
    ['${lines#*}', 'ab\ncd'],
    ['${lines##*}', '\ncd'],
    ['${lines#???}', 'ab\ncd'],
    ['${wide#?}', '🚀👽'],
    ['${wide%🚀*}', '👽'],
    ['${unset#x}', ''],
    ['${path#$pattern}', 'usr/local/bin'],

    ['${path/local/x}', '/usr/x/bin'],
    ['${path//\\//:}', ':usr:local:bin'],
    ['${path//\\//\\/}', '\\/usr\\/local\\/bin'],
    ['${path/u*l/X}', '/X/bin'],
    ['${path//?/.}', '..............'],
    ['${path/nothing/x}', '/usr/local/bin'],
    ['${path//l/}', '/usr/oca/bin'],
    ['${a/$unset/x}', 'xone'],
    ['${a//$unset/x}', 'xoxnxex'],
    ['${lines//*/X}', 'X\nX'],
    ['${a/n/$b}', 'otwo threee'],
    ['${wide//👽/x}', 'x🚀x'],
    ['${unset/a/b}', ''],
    // With `//`, a dollar in the replacement is a template of Go's regular expressions; with `/` it is not.
    ["${a//n/'$0$0'}", 'onne'],
    ["${a//n/'$$'}", 'o$e'],
    ["${a//n/'$x${y}-$'}", 'o-$e'],
    ["${a/n/'$0'}", 'o$0e'],

    ['\\$a', '$a'],
    ['\\\\$a', '\\one'],
    ['\\x', 'x'],
    ['x\\', 'x'],
    ['x\\\\', 'x\\'],
    ['"x $a"', 'x one'],
    ["'x $a'", 'x $a'],
    ['"\\$a \\" \\\\ \\x"', '$a " \\ \\x'],
    ["'\\'", '\\'],
    ["'a\\'b'", FAILS],
    [`"it's"`, "it's"],
    [`'"'`, '"'],
    [`x"y"'z'`, 'xyz'],
    [`a\\'b`, "a'b"],
    ['""', ''],
    ['<<EOF', '<<EOF'],
    ['<< \tE', '<< \tE'],

    // Positional and special parameters never have a value.
    ['$1x', 'x'],
    ['$10x', 'x'],
    ['$1a', 'a'],
    ['${1}', ''],
    ['${001:-x}', 'x'],
    ['$@@', '@'],
    ['$$a', 'a'],
    ['$*$#$?$-$!$0', ''],
    ['${@:-x}${#:-y}${?:+z}', 'xy'],

    ['${}', FAILS],
    ['${:-x}', FAILS],
    ['${{a}', FAILS],
    ['${a', FAILS],
    ['${', FAILS],
    ['${.}', FAILS],
    ['${a:', FAILS],
    ['${a:x}', FAILS],
    ['${a:0:3}', FAILS],
    ['${a:=x}', FAILS],
    ['${a=x}', FAILS],
    ['${a:#x}', FAILS],
    ['${a:%x}', FAILS],
    ['${a^}', FAILS],
    ['${a:-x', FAILS],
    ['${a:-${b}', FAILS],
    ['${a:-"}', FAILS],
    ['${a/x}', FAILS],
    ['${a//}', FAILS],
    ['${a/x/y', FAILS],
    ['${a#\\x}', FAILS],
    ['${a#\\', FAILS],
    ['"x', FAILS],
    ["'x", FAILS],
    ['"x\\"', FAILS],
  ])('%j', (word, expected) => {
    expect(attempt(() => expandWord(word, lookup, '\\'))).toBe(expected);
  });

  it.each([
    ['`$a', '$a'],
    ['C:\\$a', 'C:\\one'],
    ['"`"`$"', '"$'],
    ['"\\"', '\\'],
    ['x``', 'x`'],
    // A pattern's escape is a backslash, whatever the file's is.
    ['${stars%\\*}', 'x**y'],
  ])('with ` as the escape character: %j', (word, expected) => {
    expect(expandWord(word, lookup, '`')).toBe(expected);
  });

  it.each([
    ['${unset:?say why $a}', 'unset: say why one'],
    ['${unset?}', 'unset: is not allowed to be unset'],
    ['${empty:?}', 'empty: is not allowed to be empty'],
    ['${a:x}', 'unsupported modifier (:x) in substitution'],
    ['${a^}', 'unsupported modifier (^) in substitution'],
    ['${}', 'bad substitution'],
    ['${a:-b', "missing '}'"],
    ['${a/b', "missing '/' in ${}"],
    ['"a', 'matching double-quote'],
    ["'a", 'matching single-quote'],
    ['${a%\\x}', "invalid escape '\\x'"],
  ])('of %j says %j', (word, message) => {
    expect(() => expandWord(word, lookup, '\\')).toThrow(message);
  });

  it('takes substitutions some hundred deep, and says so beyond', () => {
    const nested = (depth: number): string => '${x:-'.repeat(depth) + 'y' + '}'.repeat(depth);
    expect(expandWord(nested(400), lookup, '\\')).toBe('y');
    expect(() => expandWord(nested(200_000), lookup, '\\')).toThrow('nested more than');
  });
});

describe('expandWords', () => {
  it.each<[text: string, expected: readonly string[] | typeof FAILS]>([
    ['', []],
    ['a b\tc', ['a', 'b', 'c']],
    ['  a  ', ['a']],
    ['$b', ['two', 'three']],
    ['"$b"', ['two three']],
    ['x$b', ['xtwo', 'three']],
    ['x${blanks}y', ['x', 'p', 'q', 'y']],
    ['"${blanks}" y', ['  p  q ', 'y']],
    ['a\\ b c', ['a b', 'c']],
    ["'a b'c", ['a bc']],
    ['$unset', []],
    ['"" \'\' a', ['a']],
    ['${unset:-a b}', ['a', 'b']],
    ['"a', FAILS],
    // The substitution drops the beginning of its word, as in BuildKit.
    ['80${unset:-81}', ['81']],
    ['1 ${unset:-80}-${unset:-90}/udp', ['1', '90/udp']],
    ['${unset:-80}/udp', ['80/udp']],
  ])('%j', (text, expected) => {
    expect(attempt(() => expandWords(text, lookup, '\\'))).toEqual(expected);
  });
});

describe('expandHeredoc', () => {
  it.each([
    ['$a "$b" \'$a\'\n', 'one "two three" \'one\'\n'],
    ["it's ${unset:-fine}\n", "it's fine\n"],
    ['\\$a \\\\ \\n\n', '$a \\ n\n'],
  ])('%j', (content, expected) => {
    expect(expandHeredoc(content, lookup)).toBe(expected);
  });
});

describe('the size of what substitutions give', () => {
  const thousand = (name: string): string => (name === 'x' ? 'x'.repeat(1000) : '$0'.repeat(1000));

  it.each([
    ['one in another, again and again', `${'${x//x/'.repeat(4)}\\$x${'}'.repeat(4)}`],
    ['a match that is put in many times', '${x//*/$t$t$t$t$t}'],
    ['a word of many variables', '$x'.repeat(5000)],
    ['a list of many variables', '"$x"'.repeat(5000)],
  ])('is bounded: %s', (_kind, word) => {
    expect(() => expandWord(word, thousand, '\\')).toThrow(/more than 1048576 characters/);
    expect(() => expandHeredoc(word, thousand)).toThrow(/more than 1048576 characters/);
  });

  it.each(['${x#?$p}', '${x##?$p}', '${x%$p?}', '${x%%$p?}', '${x/?$p/y}', '${x//?$p/y}'])(
    'bounds what patterns cost: %s',
    (word) => {
      const long = (name: string): string => (name === 'p' ? '?'.repeat(100_000) : 'x'.repeat(1000));
      expect(() => expandWord(word, long, '\\')).toThrow(/at most 8388608 steps are taken/);
    },
  );

  it('is enough for half a million characters of one value in another', () => {
    expect(expandWord('${x//x/$x}', (name) => (name === 'x' ? 'x'.repeat(700) : undefined), '\\')).toHaveLength(
      700 ** 2,
    );
    expect(expandHeredoc('$x'.repeat(1000), thousand)).toHaveLength(1_000_000);
  });
});

describe('names', () => {
  it.each([
    ["plain \\$a '$b'", []],
    ['$a ${b} "$c"', ['a', 'b', 'c']],
    ['${a:-$b}', ['a', 'b']],
    ['${a:+${b:?$c}}', ['a', 'b', 'c']],
    ['${a#$b} ${c/$d/$e}', ['a', 'b', 'c', 'd', 'e']],
    ['${a?}', ['a']],
    ['$1', ['1']],
  ])('that %j reads, also those of a default that is not taken', (word, expected) => {
    const read = new Set<string>();
    const watched = (name: string): string => {
      read.add(name);
      return 'x';
    };
    expandWord(word, watched, '\\');
    expect([...read].sort()).toEqual(expected);
  });
});
