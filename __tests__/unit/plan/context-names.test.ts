import { describe, expect, it } from 'vitest';

import { ContextNames } from '../../../src/plan/context-names.js';
import { parseReference } from '../../../src/oci/reference.js';

const AMD64 = { os: 'linux', architecture: 'amd64' };
const ARM64 = { os: 'linux', architecture: 'arm64' };

describe('ContextNames', () => {
  it.each([
    ['alpine', 'alpine'],
    ['alpine', 'alpine:latest'],
    ['alpine', 'docker.io/library/alpine'],
    ['alpine:latest', 'alpine'],
    ['docker.io/library/alpine:latest', 'alpine'],
    ['alpine:3.20', 'index.docker.io/library/alpine:3.20'],
    ['user/app', 'docker.io/user/app:latest'],
    ['ghcr.io/o/r:1', 'ghcr.io/o/r:1'],
    ['alpine::linux/amd64', 'alpine:latest'],
    ['alpine::linux/x86_64', 'alpine'],
    [`alpine@sha256:${'a'.repeat(64)}`, `docker.io/library/alpine@sha256:${'a'.repeat(64)}`],
  ])('%s stands in for %s', (given, image) => {
    expect(ContextNames.of([given]).ofImage(parseReference(image), AMD64)).toBe(given);
  });

  it.each([
    ['alpine', 'alpine:3.20'],
    ['alpine:3.20', 'alpine'],
    ['alpine', 'other/alpine'],
    ['alpine', 'localhost/alpine'],
    ['alpine::linux/arm64', 'alpine'],
  ])('%s does not stand in for %s', (given, image) => {
    expect(ContextNames.of([given]).ofImage(parseReference(image), AMD64)).toBeUndefined();
  });

  it('prefers the name for the platform', () => {
    const names = ContextNames.of(['base', 'base::linux/arm64']);
    expect(names.ofImage(parseReference('base'), ARM64)).toBe('base::linux/arm64');
    expect(names.ofStage('base', ARM64)).toBe('base::linux/arm64');
    expect(names.ofImage(parseReference('base'), AMD64)).toBe('base');
  });

  it('takes the later of two forms of one name', () => {
    expect(ContextNames.of(['alpine:latest', 'alpine']).ofImage(parseReference('alpine'), AMD64)).toBe('alpine');
  });

  it('never replaces a stage called scratch or context', () => {
    const names = ContextNames.of(['context']);
    expect(names.ofStage('context', AMD64)).toBeUndefined();
    expect(names.ofImage(parseReference('context'), AMD64)).toBe('context');
  });

  it('refuses names that no image could have, of contexts and of stages', () => {
    expect(() => ContextNames.of(['a_'])).toThrow(/invalid context name a_/);
    expect(() => ContextNames.of([]).ofStage('a_', AMD64)).toThrow(/invalid context name a_/);
  });
});
