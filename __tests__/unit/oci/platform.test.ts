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

  it.each([
    ['linux/aarch64', 'linux/arm64'],
    ['linux/armhf', 'linux/arm/v7'],
    ['linux/armel', 'linux/arm/v6'],
    ['linux/arm64/v9', 'linux/arm64/v9'],
    ['linux/arm64/v8.2', 'linux/arm64/v8.2'],
    ['linux/amd64/v1', 'linux/amd64'],
    ['linux/amd64/v3', 'linux/amd64/v3'],
    ['linux/riscv64', 'linux/riscv64'],
    ['linux/loong64', 'linux/loong64'],
    ['linux/mips64le', 'linux/mips64le'],
    ['linux/riscv64/rva22u64', 'linux/riscv64/rva22u64'],
    ['macos/arm64', 'darwin/arm64'],
    ['wasip1/wasm', 'wasip1/wasm'],
    ['windows/amd64', 'windows/amd64'],
  ])('takes %s, which is unusual or has another name, as %s', (text, expected) => {
    expect(formatPlatform(parsePlatform(text, HOST))).toBe(expected);
  });

  it.each([
    ['linux/adm64', /architecture "adm64" in the platform "linux\/adm64"/, 'Did you mean linux/amd64?'],
    ['lunux/amd64', /operating system "lunux"/, 'Did you mean linux/amd64?'],
    ['linux/arm64/v9x', /variant "v9x" of arm64/, 'Did you mean linux/arm64/v9?'],
    ['linux/arm/v9', /variant "v9" of arm/, 'Did you mean linux/arm/v7?'],
    ['linux/x86_46', /architecture "x86_46"/, 'Did you mean linux/amd64?'],
    ['linux/armhv', /architecture "armhv"/, 'Did you mean linux/arm/v7?'],
    ['linxu/aarch64/v8', /operating system "linxu"/, 'Did you mean linux/arm64/v8?'],
    ['linux/s390', undefined, undefined],
    ['amd46', /unknown operating system or architecture "amd46"/, 'Did you mean amd64?'],
    ['linux/bogus', /architecture "bogus"/, 'Write it as os/architecture, e.g. linux/arm64.'],
  ])('refuses %s, and suggests what is near', (text, message, hint) => {
    const parse = (): unknown => parsePlatform(text, HOST);
    if (message === undefined) expect(parse).not.toThrow();
    else expect(parse).toThrow(expect.objectContaining({ message: expect.stringMatching(message) as string, hint }));
  });

  it('knows local as a flag only', () => {
    expect(givenPlatform('local', HOST)).toBe(HOST);
    expect(() => parsePlatform('local', HOST)).toThrow('unknown operating system or architecture');
  });
});
