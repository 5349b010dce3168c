import { describe, expect, it } from 'vitest';

import { cacheOfPlatform } from '../../../../src/app/builder/platform-caches.js';

const arm = { os: 'linux', architecture: 'arm64' };

describe('the cache of one of several platforms', () => {
  it.each([
    ['registry', { ref: 'example.com:5000/app' }, { ref: 'example.com:5000/app:latest-linux-arm64' }],
    [
      'registry',
      { ref: 'example.com/app:main', mode: 'max' },
      { ref: 'example.com/app:main-linux-arm64', mode: 'max' },
    ],
    ['registry', { ref: 'example.com/app@sha256:00' }, { ref: 'example.com/app@sha256:00' }],
    ['gha', {}, { scope: 'buildkit-linux-arm64' }],
    ['gha', { scope: 'web' }, { scope: 'web-linux-arm64' }],
    ['s3', { bucket: 'b', name: 'n' }, { bucket: 'b', name: 'n-linux-arm64' }],
    ['azblob', { name: '' }, { name: 'buildkit-linux-arm64' }],
    ['local', { dest: 'folder' }, { dest: 'folder', tag: 'latest-linux-arm64' }],
    ['inline', {}, {}],
  ])('%s %o', (type, attributes, expected) => {
    expect(cacheOfPlatform({ type, attributes }, arm)).toEqual({ type, attributes: expected });
  });
});
