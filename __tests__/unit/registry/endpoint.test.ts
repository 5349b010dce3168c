import { describe, expect, it } from 'vitest';

import { UserError } from '../../../src/errors.js';
import { InsecureHosts } from '../../../src/http/insecure-hosts.js';
import { needsCertificate, originEndpoint, parseMirror } from '../../../src/registry/endpoint.js';

describe('originEndpoint', () => {
  const insecure = new InsecureHosts(['reg.example', 'reg.example:5000', '10.0.0.0/8', 'http://old.example/']);
  it.each([
    ['docker.io', ['https://registry-1.docker.io/']],
    ['ghcr.io', ['https://ghcr.io/']],
    ['ghcr.io:8443', ['https://ghcr.io:8443/']],
    ['localhost', ['http://localhost/', 'https://localhost/']],
    ['localhost:5000', ['http://localhost:5000/', 'https://localhost:5000/']],
    ['127.0.0.1:5000', ['http://127.0.0.1:5000/', 'https://127.0.0.1:5000/']],
    ['127.8.9.10', ['http://127.8.9.10/', 'https://127.8.9.10/']],
    ['[::1]:5000', ['http://[::1]:5000/', 'https://[::1]:5000/']],
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

describe('needsCertificate', () => {
  it.each([
    ['ghcr.io', 'https://ghcr.io/v2/', true],
    ['ghcr.io', 'https://localhost:5000/token', true],
    ['localhost:5000', 'https://localhost:5000/v2/', false],
    ['127.0.0.1:5000', 'https://127.0.0.1:6000/token', false],
    ['localhost:5000', 'https://auth.example/token', true],
  ])('of %s at %s: %s', (registry, url, needed) => {
    expect(needsCertificate(registry, new URL(url))).toBe(needed);
  });
});
