import { describe, expect, it } from 'vitest';

import { readLogins, secretsOfLogin } from '../../../../../src/app/options/values/registry-login.js';
import { credentialsOf } from '../../../../../src/app/host/adapters.js';

const lines = (registry: string, username: string, password: string) => ({
  registry: registry.split('\n'),
  username: username.split('\n'),
  password: password.split('\n'),
});

describe('the inputs registry, username and password', () => {
  it.each([
    ['', '', '', []],
    ['ghcr.io', 'me', 'pass word', [['ghcr.io', 'me', 'pass word']]],
    ['', 'me', 'p', [['docker.io', 'me', 'p']]],
    ['https://index.docker.io/v1/', 'me', 'p', [['docker.io', 'me', 'p']]],
    ['localhost:5000', 'me', '"a,b"\n', [['localhost:5000', 'me', '"a,b"']]],
    ['eu-docker.pkg.dev', '_json_key', '{\n  "a": 1\n}\n', [['eu-docker.pkg.dev', '_json_key', '{\n  "a": 1\n}']]],
    [
      'ghcr.io\n docker.io \n',
      'me\nyou\n',
      'p\nq\n',
      [
        ['ghcr.io', 'me', 'p'],
        ['docker.io', 'you', 'q'],
      ],
    ],
  ])('%j %j %j', (registry, username, password, expected) => {
    const { logins, warnings } = readLogins(lines(registry, username, password));
    expect(logins.map((login) => [login.registry, login.username, login.password])).toEqual(expected);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['ghcr.io', 'me', '', [], 'ghcr.io'],
    ['a.example\nb.example\nc.example', 'x\ny\nz', 'p\n\nr', ['a.example', 'c.example'], 'b.example'],
  ])('warn where a password is missing: a fork has no secrets', (registry, username, password, expected, named) => {
    const { logins, warnings } = readLogins(lines(registry, username, password));
    expect(logins.map((login) => login.registry)).toEqual(expected);
    expect(warnings).toEqual([`input "password" is empty for ${named}: there is no login from the inputs`]);
  });

  it.each([
    ['ghcr.io', '', 'hunter22', 'input "username" has 0 lines, but there are 1 registries to log in to'],
    ['a.example\nb.example', 'x\ny', 'hunter22', 'input "password" has 1 lines, but there are 2'],
    ['a.example\nb.example', 'x', 'hunter22\nq', 'input "username" has 1 lines, but there are 2'],
    ['ghcr.io/owner', 'x', 'hunter22', 'input "registry": "ghcr.io/owner" is not the name of a registry'],
    ['docker.io\nindex.docker.io', 'x\ny', 'hunter22\nq', 'input "registry" names docker.io more than once'],
  ])('%j, %j: an error that shows no password', (registry, username, password, message) => {
    expect(() => readLogins(lines(registry, username, password))).toThrow(message);
    expect(() => readLogins(lines(registry, username, password))).not.toThrow('hunter22');
  });

  it('are masked in the form of an Authorization header too', () => {
    expect(secretsOfLogin({ registry: 'r', username: 'me', password: 'p' })).toEqual(['p', 'bWU6cA==']);
  });
});

it('a login counts more than the config.json of Docker, for its own registry alone', async () => {
  const { signal } = new AbortController();
  const logins = [{ registry: 'ghcr.io', username: 'me', password: 'p' }];
  const source = credentialsOf({
    root: '/',
    logins,
    dockerConfigDir: '/nowhere',
    daemon: { tls: 'none', certFolder: '/', configFolder: '/', programPath: '' },
    insecureRegistries: [],
    registryMirrors: [],
    workerEntry: '',
    programPath: '',
    tempDir: '',
    proxies: {},
  });
  expect(await source.lookup('ghcr.io', signal)).toEqual({
    found: { kind: 'basic', username: 'me', password: 'p' },
  });
  expect(await source.lookup('docker.io', signal)).toEqual({ found: undefined });
});
