import { expect, it } from 'vitest';

import { isMultiPlatform } from '../../../../src/app/options/multi-platform.js';

const asked = (value: string, platforms: readonly string[] = []): boolean =>
  isMultiPlatform({ platforms, buildArgs: { BUILDKIT_MULTI_PLATFORM: value } });

it('is an image for several platforms, or one that is to have an index anyway', () => {
  expect(isMultiPlatform({ platforms: ['linux/amd64', 'linux/amd64'], buildArgs: {} })).toBe(false);
  expect(isMultiPlatform({ platforms: ['linux/amd64', 'linux/arm64'], buildArgs: {} })).toBe(true);
  expect([asked('1'), asked('true'), asked('0'), asked('')]).toEqual([true, true, false, false]);
  expect(asked('false', ['linux/amd64', 'linux/arm64'])).toBe(true);
  expect(() => asked('maybe')).toThrow(/BUILDKIT_MULTI_PLATFORM is "maybe"/);
});
