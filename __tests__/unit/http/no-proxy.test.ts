import { describe, expect, it } from 'vitest';

import { NoProxy } from '../../../src/http/no-proxy.js';

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
