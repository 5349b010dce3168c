import { describe, expect, it } from 'vitest';

import { metadataSettingsOf } from '../../../../../src/app/options/process/metadata-settings.js';

describe('what the metadata of a build has', () => {
  it.each([
    ['', 'min'],
    ['min', 'min'],
    ['max', 'max'],
    ['disabled', undefined],
    ['false', undefined],
    ['0', undefined],
    ['true', 'min'],
    ['much', 'min'],
  ])('BUILDX_METADATA_PROVENANCE=%j: %s', (text, provenance) => {
    expect(metadataSettingsOf({ BUILDX_METADATA_PROVENANCE: text }, false)).toEqual({ provenance, warnings: false });
  });

  it.each([
    ['', false, false],
    ['', true, true],
    ['1', false, true],
    ['false', true, false],
    ['maybe', true, true],
  ])('BUILDX_METADATA_WARNINGS=%j, by default %s: %s', (text, byDefault, warnings) => {
    expect(metadataSettingsOf({ BUILDX_METADATA_WARNINGS: text }, byDefault).warnings).toBe(warnings);
  });
});
