import { describe, expect, it } from 'vitest';

import { UserError } from '../../../src/errors.js';
import { addressOf, dottedPath, redacted } from '../../../src/remote/address.js';

describe('dottedPath', () => {
  it.each([
    ['https://host/a/b', undefined],
    ['https://host/a.b/..c/...', undefined],
    ['https://host', undefined],
    ['https://host/a/../b', '/a/../b'],
    ['https://host/./b?q=../x', '/./b?q=../x'],
    ['https://host/%2E%2e/b c?q=1#../frag', '/%2E%2e/b%20c?q=1'],
  ])('of %s is %s', (url, path) => expect(dottedPath(url)).toBe(path));
});

describe('redacted', () => {
  it('shows neither user, password, query nor fragment', () => {
    expect(redacted('https://user:pass@host:8443/a/b?token=t#f')).toBe('https://host:8443/a/b');
  });
});

describe('addressOf', () => {
  it('refuses what is not an address', () => expect(() => addressOf('https://')).toThrow(UserError));
});
