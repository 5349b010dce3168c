import { describe, expect, it } from 'vitest';

import { TerminalText, type ControlSequences } from '../../../../src/report/console/terminal-text.js';

function filter(keep: ControlSequences, ...chunks: readonly string[]): string {
  const text = new TerminalText(keep);
  return chunks.map((chunk) => text.push(Buffer.from(chunk))).join('') + text.end();
}

const CASES: readonly (readonly [what: string, given: string, colours: string, none: string])[] = [
  ['text', 'a\tb\r\nc', 'a\tb\r\nc', 'a\tb\r\nc'],
  ['a colour', '\u001b[1;31mred\u001b[0m', '\u001b[1;31mred\u001b[0m', 'red'],
  ['cursor movements', 'a\u001b[2J\u001b[1;1Hb\u001b[?25lc', 'abc', 'abc'],
  ['a title', '\u001b]0;title\u0007after', 'after', 'after'],
  ['the clipboard', '\u001b]52;c;aGVsbG8=\u001b\\after', 'after', 'after'],
  ['a device control string', '\u001bP1$r0m\u001b\\after', 'after', 'after'],
  ['a hyperlink', '\u001b]8;;http://x\u001b\\text\u001b]8;;\u001b\\', 'text', 'text'],
  ['an escape of two characters', '\u001bcreset\u001b7', 'reset', 'reset'],
  ['a choice of character set', '\u001b(0lqk\u001b(B', 'lqk', 'lqk'],
  ['C1 codes', 'a\u009b31mb\u009dtitle\u009cc', 'abc', 'abc'],
  ['bells, backspaces and NUL', 'a\u0007b\u0008c\u0000d\u007fe', 'abcde', 'abcde'],
  ['an unfinished string, until its line ends', '\u001b]0;swallow\nkept', '\nkept', '\nkept'],
  ['a lone escape at the end', 'a\u001b', 'a', 'a'],
];

describe('TerminalText', () => {
  it.each(CASES)('%s', (_what, given, colours, none) => {
    expect(filter('colours', given)).toBe(colours);
    expect(filter('none', given)).toBe(none);
  });

  it.each(CASES)('%s, in chunks of one byte', (_what, given, colours) => {
    const text = new TerminalText('colours');
    const bytes = Buffer.from(given);
    const parts = [...bytes].map((byte) => text.push(Uint8Array.of(byte)));
    expect(parts.join('') + text.end()).toBe(colours);
  });

  it('replaces bytes that are not UTF-8', () => {
    const text = new TerminalText('none');
    expect(text.push(Uint8Array.of(0x61, 0xc3)) + text.push(Uint8Array.of(0x28)) + text.end()).toBe('a\ufffd(');
  });

  it('keeps little of a sequence that never ends', () => {
    const endless = `\u001b[${'1;'.repeat(100_000)}`;
    const text = new TerminalText('none');
    const passed = text.push(Buffer.from(endless));
    expect(passed.length).toBeGreaterThan(100_000);
  });

  it('reads a megabyte of escapes in linear time', () => {
    const chunks = ['\u001b', '\u001b[', '\u001b]'].map((start) => start.repeat(200_000));
    expect(filter('none', ...chunks).length).toBeLessThan(chunks.join('').length);
  });
});
