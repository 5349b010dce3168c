import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SecretMask } from '../../../src/engine/secret-mask.js';

function masked(secrets: readonly string[], chunks: readonly string[]): string {
  const stream = SecretMask.of(secrets.map((secret) => Buffer.from(secret))).stream();
  const shown = chunks.map((chunk) => stream.push(Buffer.from(chunk)));
  return Buffer.concat([...shown, stream.end()]).toString();
}

describe('SecretMask', () => {
  it.each([
    [['hunter2'], ['a hunter2 b hunter2'], 'a *** b ***'],
    [['hunter2'], ['a hun', 't', 'er2 b'], 'a *** b'],
    [['hunter2'], ['hunter', 'X'], 'hunterX'],
    [['hunter2'], ['hunter'], 'hunter'],
    [['hunter2\n'], ['hunter2 '], '*** '],
    [['first line\nsecond line\n'], ['second line, first line'], '***, ***'],
    [['abcd', 'abcdefgh'], ['abcd', 'efgh', ' abcd'], '*** ***'],
    [['abcd', 'abcdefgh'], ['abcd', 'efgX'], '***efgX'],
    [['aaab'], ['aaaaaab'], 'aaa***'],
    [['abc'], ['abc'], 'abc'],
    [[], ['all'], 'all'],
    [['ünïcode'], ['x ünï', 'code y'], 'x *** y'],
  ])('%j in %j', (secrets, chunks, expected) => {
    expect(masked(secrets, chunks)).toBe(expected);
  });

  it('shows a line as soon as it cannot be part of a value', () => {
    const stream = SecretMask.of([Buffer.from('hunter2')]).stream();
    expect(stream.push(Buffer.from('progress 5%\r')).toString()).toBe('progress 5%\r');
  });

  it('hides values and nothing else, wherever the output is cut into chunks', () => {
    const value = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 4, maxLength: 7 });
    const noise = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 8 });
    fc.assert(
      fc.property(value, fc.array(noise), fc.array(fc.nat(9)), (secret, parts, cuts) => {
        const text = parts.join(secret);
        const chunks: string[] = [];
        let rest = text;
        for (const cut of cuts) {
          chunks.push(rest.slice(0, cut));
          rest = rest.slice(cut);
        }
        expect(masked([secret], [...chunks, rest])).toBe(text.replaceAll(secret, '***'));
      }),
    );
  });
});
