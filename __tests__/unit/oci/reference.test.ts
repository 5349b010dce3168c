import { describe, expect, it } from 'vitest';

import { UserError } from '../../../src/errors.js';
import {
  familiarName,
  formatReference,
  parseReference,
  withDefaultTag,
  tagOrDigest,
  sameReference,
  distinctReferences,
  sortedReferences,
} from '../../../src/oci/reference.js';

const HEX = 'f'.repeat(64);

describe('parseReference', () => {
  it.each([
    // text, in full, as people write it
    ['node', 'docker.io/library/node', 'node'],
    ['node:18', 'docker.io/library/node:18', 'node:18'],
    ['node:18.13.0-alpine', 'docker.io/library/node:18.13.0-alpine', 'node:18.13.0-alpine'],
    ['docker.io/node', 'docker.io/library/node', 'node'],
    ['index.docker.io/node:1', 'docker.io/library/node:1', 'node:1'],
    ['index.docker.io/library/node', 'docker.io/library/node', 'node'],
    ['docker.io/library/a/b', 'docker.io/library/a/b', 'library/a/b'],
    ['user/app', 'docker.io/user/app', 'user/app'],
    ['docker.io/my.team/app', 'docker.io/my.team/app', 'docker.io/my.team/app'],
    ['docker.io/library/my.team/app', 'docker.io/library/my.team/app', 'library/my.team/app'],
    ['test_com/foo', 'docker.io/test_com/foo', 'test_com/foo'],
    ['localhost/app', 'localhost/app', 'localhost/app'],
    ['localhost:5000/app:1', 'localhost:5000/app:1', 'localhost:5000/app:1'],
    ['localhost', 'docker.io/library/localhost', 'localhost'],
    ['localhost:5000', 'docker.io/library/localhost:5000', 'localhost:5000'],
    ['test.com:5000', 'docker.io/library/test.com:5000', 'test.com:5000'],
    ['test:5000/repo', 'test:5000/repo', 'test:5000/repo'],
    ['ghcr.io/org/app/sub:v1', 'ghcr.io/org/app/sub:v1', 'ghcr.io/org/app/sub:v1'],
    ['Uppercase/lowercase:tag', 'Uppercase/lowercase:tag', 'Uppercase/lowercase:tag'],
    ['EXAMPLE.com/app', 'EXAMPLE.com/app', 'EXAMPLE.com/app'],
    ['lowercase:Uppercase', 'docker.io/library/lowercase:Uppercase', 'lowercase:Uppercase'],
    ['192.168.1.1:5000/repo:5050', '192.168.1.1:5000/repo:5050', '192.168.1.1:5000/repo:5050'],
    ['[2001:db8::1]:5000/repo:tag', '[2001:db8::1]:5000/repo:tag', '[2001:db8::1]:5000/repo:tag'],
    ['[::1]/repo', '[::1]/repo', '[::1]/repo'],
    ['a.b/c__d/e--f/g.h/i_j', 'a.b/c__d/e--f/g.h/i_j', 'a.b/c__d/e--f/g.h/i_j'],
    ['xn--n3h.com/my:xn--n3h.com', 'xn--n3h.com/my:xn--n3h.com', 'xn--n3h.com/my:xn--n3h.com'],
    [`node@sha256:${HEX}`, `docker.io/library/node@sha256:${HEX}`, `node@sha256:${HEX}`],
    [`a.b/c:t@sha256:${HEX}`, `a.b/c:t@sha256:${HEX}`, `a.b/c:t@sha256:${HEX}`],
    [`c@sha512:${HEX}${HEX}`, `docker.io/library/c@sha512:${HEX}${HEX}`, `c@sha512:${HEX}${HEX}`],
  ])('reads %s', (text, full, familiar) => {
    const reference = parseReference(text);
    expect(formatReference(reference)).toBe(full);
    expect(familiarName(reference)).toBe(familiar);
    expect(parseReference(full)).toEqual(reference);
    expect(parseReference(familiar)).toEqual(reference);
  });

  it('knows the limits of length', () => {
    const tag = 't'.repeat(128);
    expect(parseReference(`a:${tag}`).tag).toBe(tag);
    expect(() => parseReference(`a:${tag}t`)).toThrow(/is not a tag/);
    const repository = `${'a/'.repeat(127)}a`;
    expect(parseReference(repository).repository).toBe(repository);
    expect(() => parseReference(`a/${repository}:tag`)).toThrow(/longer/);
    expect(() => parseReference('x'.repeat(2000))).toThrow(/longer/);
  });

  it('takes the parts apart', () => {
    expect(parseReference(`ghcr.io/o/app:1@sha256:${HEX}`)).toEqual({
      registry: 'ghcr.io',
      repository: 'o/app',
      tag: '1',
      digest: `sha256:${HEX}`,
    });
    expect(Object.keys(parseReference('node'))).toEqual(['registry', 'repository']);
  });

  it.each([
    ['', 'empty', 'node:22'],
    ['https://ghcr.io/o/app', 'starts with https://', 'write ghcr.io/o/app'],
    ['docker://node', 'starts with docker://', 'write node'],
    ['node :18', 'space', undefined],
    [HEX, 'image id', undefined],
    [':tag', 'no repository', undefined],
    [`@sha256:${HEX}`, 'no repository', undefined],
    ['Node:18', 'lower case', 'Write node:18.'],
    ['ghcr.io/Org/App:V1', 'lower case', 'Write ghcr.io/org/app:V1.'],
    ['test:5000/Uppercase/lowercase:tag', 'lower case', 'Write test:5000/uppercase/lowercase:tag.'],
    ['My/Image:1', 'lower case', 'Write my/image:1.'],
    ['My.Registry/Image:V1', 'lower case', 'Write My.Registry/image:V1.'],
    ['LOCALHOST:5000/App', 'lower case', 'Write LOCALHOST:5000/app.'],
    [`App:V1@sha256:${HEX}`, 'lower case', `Write app:V1@sha256:${HEX}.`],
    ['node:', 'tag is empty', 'leave the colon out'],
    ['node:-x', 'is not a tag', undefined],
    ['node:a b', 'space', undefined],
    ['node:1:2', 'is not a tag', undefined],
    ['node@', 'is not a digest', 'sha256:'],
    ['node@sha256:abc', 'is not a digest', undefined],
    [`node@SHA256:${HEX}`, 'is not a digest', undefined],
    [`node@md5:${HEX}`, 'is not a digest', undefined],
    [`node@sha256:${HEX}@sha256:${HEX}`, 'is not a digest', undefined],
    ['aa/asdf$$^/aa', 'cannot be part of a repository name', undefined],
    ['a//b', 'slashes', undefined],
    ['a/', 'slashes', undefined],
    ['user/app/', 'slashes', undefined],
    ['ghcr.io/', 'no repository', undefined],
    ['a.b/-c', 'cannot be part of', undefined],
    ['a.b/c___d', 'cannot be part of', undefined],
    ['a.b/c..d', 'cannot be part of', undefined],
    ['foo.com:port/app', 'is not a registry', undefined],
    ['-foo.com/app', 'is not a registry', undefined],
    ['foo_bar.com:80/app', 'is not a registry', undefined],
    ['[fe80::1%eth0]:5000/repo', 'is not a registry', undefined],
    ['[2001:db8::1]', 'cannot be part of', undefined],
    ['a.b:70000/c', 'port', undefined],
  ])('refuses %s', (text, problem, hint) => {
    let error: unknown;
    try {
      parseReference(text);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toContain(problem);
    if (hint !== undefined) expect((error as UserError).hint).toContain(hint);
  });
});

describe('withDefaultTag', () => {
  it.each([
    ['node', 'docker.io/library/node:latest'],
    ['node:18', 'docker.io/library/node:18'],
    [`node@sha256:${HEX}`, `docker.io/library/node@sha256:${HEX}`],
  ])('%s becomes %s', (text, full) => expect(formatReference(withDefaultTag(parseReference(text)))).toBe(full));
});

describe('what an image goes by in its repository', () => {
  it.each([
    ['node', 'latest'],
    ['node:18', '18'],
    [`node:18@sha256:${HEX}`, `sha256:${HEX}`],
  ])('of %s is %s', (text, expected) => expect(tagOrDigest(withDefaultTag(parseReference(text)))).toBe(expected));
});

describe('references', () => {
  it.each([
    ['node:18', 'docker.io/library/node:18', true],
    ['node:18', 'node', false],
    ['node:18', 'ghcr.io/library/node:18', false],
    ['node:18', 'other:18', false],
    ['node:18', `node:18@sha256:${HEX}`, false],
  ])('%s and %s are the same: %s', (left, right, same) => {
    expect(sameReference(parseReference(left), parseReference(right))).toBe(same);
  });

  it('are kept once each, in their order', () => {
    const texts = ['b:1', 'a', 'docker.io/library/b:1', 'a:1', 'library/a'];
    expect(distinctReferences(texts.map(parseReference)).map(formatReference)).toEqual([
      'docker.io/library/b:1',
      'docker.io/library/a',
      'docker.io/library/a:1',
    ]);
  });

  it('are sorted by their names in full', () => {
    const texts = ['z', 'ghcr.io/a/b', 'a:2', 'a:1'];
    expect(sortedReferences(texts.map(parseReference)).map(formatReference)).toEqual([
      'docker.io/library/a:1',
      'docker.io/library/a:2',
      'docker.io/library/z',
      'ghcr.io/a/b',
    ]);
  });
});
