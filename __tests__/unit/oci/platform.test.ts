import { describe, expect, it } from 'vitest';

import { formatPlatform, givenPlatform, parsePlatform } from '../../../src/oci/platform.js';

const HOST = { os: 'linux', architecture: 'amd64' };

describe('parsePlatform', () => {
  it.each([
    ['linux', 'linux/amd64'],
    ['arm64', 'linux/arm64'],
    ['LINUX/x86_64', 'linux/amd64'],
    ['linux/arm/7', 'linux/arm/v7'],
    ['linux/arm64/v8', 'linux/arm64'],
    ['windows(10.0.17763)', 'windows(10.0.17763)/amd64'],
    ['linux(5.1+b+a+b)/amd64', 'linux(5.1+a+b)/amd64'],
    ['linux(+a)/amd64', 'linux(+a)/amd64'],
    ['linux()/amd64', 'linux/amd64'],
    ['linux(5%281%2F)/amd64', 'linux(5%281%2F)/amd64'],
    ['linux(5%41)/amd64', 'linux(5A)/amd64'],
  ])('%s is %s', (text, expected) => {
    expect(formatPlatform(parsePlatform(text, HOST))).toBe(expected);
  });

  it.each([
    '',
    'linux/',
    '/amd64',
    'linux/a/b/c',
    'linux(5/amd64',
    'linux)5(/amd64',
    'linux(5)x/amd64',
    'linux(%)/amd64',
  ])('refuses %j', (text) => {
    expect(() => parsePlatform(text, HOST)).toThrow('invalid platform');
  });

  it('knows local as a flag only', () => {
    expect(givenPlatform('local', HOST)).toBe(HOST);
    expect(() => parsePlatform('local', HOST)).toThrow('unknown operating system or architecture');
  });
});
