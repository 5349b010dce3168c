import { describe, expect, it } from 'vitest';

import { isLoopback } from '../../../src/http/host.js';

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
