import { describe, expect, it } from 'vitest';

import { cacheAccess } from '../../../../src/cache/actions/cache-access.js';
import { serviceSettingsOf } from '../../../../src/cache/actions/service-settings.js';
import { CacheTokens } from '../../../support/cache-tokens.js';

const tokens = new CacheTokens();
const MAIN = 'refs/heads/main';

function tokenWith(claims: unknown): string {
  return `e30.${Buffer.from(typeof claims === 'string' ? claims : JSON.stringify(claims)).toString('base64url')}.x`;
}

describe('the service that the runner names', () => {
  const v2 = {
    ACTIONS_CACHE_SERVICE_V2: 'True',
    ACTIONS_RESULTS_URL: 'https://results.example/',
    ACTIONS_RUNTIME_TOKEN: 'token',
    ACTIONS_CACHE_URL: 'https://cache.example/',
  };

  it('has version 2 if the runner says so and GitHub is not an Enterprise Server', () => {
    expect(serviceSettingsOf(v2)).toMatchObject({ protocol: 'v2', token: 'token' });
    for (const server of ['https://github.com', 'https://o.ghe.com', 'http://x.localhost']) {
      expect(serviceSettingsOf({ ...v2, GITHUB_SERVER_URL: server })?.protocol).toBe('v2');
    }
    expect(serviceSettingsOf({ ...v2, GITHUB_SERVER_URL: 'https://github.corp.example' })?.protocol).toBe('v1');
    expect(serviceSettingsOf({ ...v2, ACTIONS_CACHE_SERVICE_V2: '' })?.protocol).toBe('v1');
  });

  it.each([
    ['nothing', {}],
    ['no address', { ...v2, ACTIONS_RESULTS_URL: '' }],
    ['no valid address', { ...v2, ACTIONS_RESULTS_URL: 'results' }],
    ['no token', { ...v2, ACTIONS_RUNTIME_TOKEN: '' }],
    ['no address of the first version', { ACTIONS_RUNTIME_TOKEN: 'token' }],
  ])('is none where it gives %s', (_, env) => {
    expect(serviceSettingsOf(env)).toBeUndefined();
  });
});

describe('what a job may do with the cache', () => {
  it('is read from the scopes in the token', () => {
    expect(cacheAccess(tokens.mint(MAIN), '')).toEqual({ read: true, write: true, writeScope: MAIN, otherScopes: [] });
    const pull = tokens.mint('refs/pull/3/merge', { base: [MAIN] });
    expect(cacheAccess(pull, '')).toEqual({
      read: true,
      write: true,
      writeScope: 'refs/pull/3/merge',
      otherScopes: [MAIN],
    });
    const readOnly = tokens.mint(MAIN, { readOnly: true });
    expect(cacheAccess(readOnly, '')).toEqual({
      read: true,
      write: false,
      writeScope: undefined,
      otherScopes: [MAIN],
    });
    const writeOnly = tokens.mintScopes([{ Scope: MAIN, Permission: 2 }]);
    expect(cacheAccess(writeOnly, '')).toMatchObject({ read: false, write: true });
    expect(cacheAccess(tokens.mintScopes([]), '')).toMatchObject({ read: false, write: false });
  });

  it.each([
    ['none', false, false],
    ['read', true, false],
    ['write', true, true],
    ['write-only', false, true],
    [' Read ', true, false],
    ['something new', true, true],
  ])('is no more than the mode %s allows', (mode, read, write) => {
    const writeScope = write ? MAIN : undefined;
    expect(cacheAccess(tokens.mint(MAIN), mode)).toEqual({ read, write, writeScope, otherScopes: [] });
  });

  it.each([
    '',
    'opaque',
    'a.b.c',
    'x'.repeat(100_000),
    tokenWith('not json'),
    tokenWith('null'),
    tokenWith([]),
    tokenWith({}),
    tokenWith({ ac: 7 }),
    tokenWith({ ac: '{' }),
    tokenWith({ ac: '{"Scope":"x"}' }),
    tokenWith({ ac: '[null,7,{"Scope":7,"Permission":3},{"Scope":"x","Permission":"3"}]' }),
  ])('is tried where the token says nothing of it (%#)', (token) => {
    expect(cacheAccess(token, '')).toEqual({ read: true, write: true, writeScope: undefined, otherScopes: [] });
  });
});
