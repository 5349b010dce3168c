import { describe, expect, it } from 'vitest';

import { UserError } from '../../../src/errors.js';
import { isLoopback } from '../../../src/http/no-proxy.js';
import { originEndpoint, parseMirror } from '../../../src/registry/endpoint.js';
import { InsecureRegistries } from '../../../src/http/insecure-hosts.js';
import { Agents, NoProxy } from '../../../src/http/proxy.js';
import { parseRetryAfter } from '../../../src/http/retry.js';

describe('originEndpoint', () => {
  const insecure = new InsecureRegistries(['reg.example', 'reg.example:5000', '10.0.0.0/8', 'http://old.example/']);
  it.each([
    ['docker.io', ['https://registry-1.docker.io/']],
    ['ghcr.io', ['https://ghcr.io/']],
    ['ghcr.io:8443', ['https://ghcr.io:8443/']],
    ['localhost', ['http://localhost/']],
    ['localhost:5000', ['http://localhost:5000/']],
    ['127.0.0.1:5000', ['http://127.0.0.1:5000/']],
    ['127.8.9.10', ['http://127.8.9.10/']],
    ['[::1]:5000', ['http://[::1]:5000/']],
    ['localhost.example', ['https://localhost.example/']],
    ['127.0.0.1.example', ['https://127.0.0.1.example/']],
    ['reg.example', ['https://reg.example/', 'http://reg.example/']],
    ['reg.example:5000', ['https://reg.example:5000/', 'http://reg.example:5000/']],
    ['reg.example:5001', ['https://reg.example:5001/']],
    ['old.example', ['https://old.example/', 'http://old.example/']],
    ['10.1.2.3:5000', ['https://10.1.2.3:5000/', 'http://10.1.2.3:5000/']],
    ['11.1.2.3', ['https://11.1.2.3/']],
  ])('%s', (registry, bases) => {
    expect(originEndpoint(registry, insecure).bases.map(({ href }) => href)).toEqual(bases);
  });
});

describe('InsecureRegistries', () => {
  it.each(['a b', 'reg.example/path', 'ftp://x', '', '10.0.0.0/99'])('refuses %j', (name) => {
    expect(() => new InsecureRegistries([name])).toThrow(UserError);
  });
});

describe('parseMirror', () => {
  it.each([
    ['https://mirror.example', 'https://mirror.example/'],
    ['http://127.0.0.1:5000/', 'http://127.0.0.1:5000/'],
    ['https://mirror.example/hub', 'https://mirror.example/hub/'],
  ])('%s', (text, base) => expect(parseMirror(text).bases[0].href).toBe(base));

  it.each([
    'mirror.example',
    'mirror.example:5000',
    'ftp://mirror.example',
    'https://u:secret@mirror.example',
    'u:secret@x',
    'https://m.example/?a',
    '',
  ])('refuses %s without showing a password', (text) => {
    let error: unknown;
    try {
      parseMirror(text);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).not.toContain('secret');
  });
});

describe('isLoopback', () => {
  it.each([
    ['localhost', true],
    ['LOCALHOST:1', true],
    ['127.0.0.1', true],
    ['127.255.0.9:80', true],
    ['[::1]:80', true],
    ['::1', true],
    ['128.0.0.1', false],
    ['localhost.example', false],
    ['[::2]', false],
  ])('%s: %s', (host, loopback) => expect(isLoopback(host)).toBe(loopback));
});

describe('NoProxy', () => {
  it.each([
    ['example.com', 'https://example.com/', true],
    ['example.com', 'https://a.example.com/', true],
    ['example.com', 'https://badexample.com/', false],
    ['.example.com', 'https://a.example.com/', true],
    ['.example.com', 'https://example.com/', false],
    ['*.example.com', 'https://a.example.com/', true],
    ['example.com:8443', 'https://example.com:8443/', true],
    ['example.com:8443', 'https://example.com/', false],
    ['example.com:443', 'https://example.com/', true],
    ['10.0.0.0/8', 'http://10.2.3.4:5000/', true],
    ['10.0.0.0/8', 'http://11.2.3.4/', false],
    ['10.2.3.4', 'http://10.2.3.4/', true],
    ['fd00::/8', 'http://[fd00::1]/', true],
    ['a, EXAMPLE.com ,b', 'https://example.com/', true],
    ['*', 'https://anything/', true],
    ['', 'https://anything/', false],
    ['', 'http://localhost:5000/', true],
    ['', 'http://127.0.0.1:5000/', true],
  ])('%j and %s: %s', (text, url, exempt) => expect(new NoProxy(text).includes(new URL(url))).toBe(exempt));
});

describe('Agents', () => {
  it('refuses what is no proxy address, without showing it', () => {
    expect(() => new Agents({ http: 'socks5://u:secret@x' })).toThrow(UserError);
    expect(() => new Agents({ http: 'socks5://u:secret@x' })).not.toThrow(/secret/);
  });

  it('keeps one agent for each way, and verifies certificates unless told otherwise', () => {
    const agents = new Agents({ https: 'proxy.example:3128' });
    const url = new URL('https://a.example/');
    expect(agents.for(url, true)).toBe(agents.for(new URL('https://b.example/'), true));
    expect(agents.for(url, true)).not.toBe(agents.for(url, false));
    const direct = new URL('https://127.0.0.1/');
    expect(agents.for(direct, false)).toMatchObject({ options: { rejectUnauthorized: false } });
    expect(agents.for(direct, true)).not.toHaveProperty('options.rejectUnauthorized');
    agents.close();
  });
});

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 5 ', 5_000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Thu, 01 Jan 2015 00:00:30 GMT', 0],
    ['-5', undefined],
    ['1e9', undefined],
    ['99999999999', undefined],
    ['tomorrow', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j: %s', (text, ms) => expect(parseRetryAfter(text, now)).toBe(ms));
});
