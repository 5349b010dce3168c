import { describe, expect, it } from 'vitest';

import { InfraError, UserError } from '../../../src/errors.js';
import {
  type Index,
  MAX_MANIFEST_SIZE,
  offeredPlatforms,
  parseManifest,
  selectPlatform,
} from '../../../src/oci/manifest.js';
import { DOCKER_INDEX, DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST } from '../../../src/oci/media-types.js';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const descriptor = (letter: string, more: object = {}): object => ({
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  digest: digest(letter),
  size: 7,
  ...more,
});
const manifest = (more: object = {}): object => ({
  schemaVersion: 2,
  config: descriptor('c'),
  layers: [descriptor('a'), descriptor('b')],
  ...more,
});
const bytes = (document: unknown): Buffer => Buffer.from(JSON.stringify(document));

describe('parseManifest', () => {
  it('reads a manifest, and drops what the specification does not name', () => {
    const read = parseManifest(
      bytes(manifest({ mediaType: OCI_MANIFEST, extra: 1, annotations: { a: 'b' } })),
      OCI_MANIFEST,
    );
    expect(read).toEqual({
      kind: 'manifest',
      mediaType: OCI_MANIFEST,
      manifest: manifest({ mediaType: OCI_MANIFEST, annotations: { a: 'b' } }),
    });
  });

  it.each([
    [DOCKER_MANIFEST, manifest({ mediaType: DOCKER_MANIFEST }), 'manifest'],
    [`${OCI_MANIFEST}; charset=utf-8`, manifest(), 'manifest'],
    ['application/json', manifest({ mediaType: DOCKER_MANIFEST }), 'manifest'],
    [undefined, manifest(), 'manifest'],
    [undefined, { schemaVersion: 2, manifests: [] }, 'index'],
    [OCI_INDEX, { schemaVersion: 2, manifests: null }, 'index'],
    [DOCKER_INDEX, { schemaVersion: 2, mediaType: DOCKER_INDEX, manifests: [descriptor('a')] }, 'index'],
    [OCI_MANIFEST, manifest({ layers: null }), 'manifest'],
  ])('by content type %s', (mediaType, document, kind) => {
    expect(parseManifest(bytes(document), mediaType).kind).toBe(kind);
  });

  it.each([
    ['application/vnd.docker.distribution.manifest.v1+prettyjws', manifest()],
    ['application/vnd.docker.distribution.manifest.v1+json', manifest()],
    [undefined, { schemaVersion: 1, fsLayers: [] }],
  ])('refuses schema 1 as the user sees it (%s)', (mediaType, document) => {
    expect(() => parseManifest(bytes(document), mediaType)).toThrow(UserError);
    expect(() => parseManifest(bytes(document), mediaType)).toThrow(/schema 1/);
  });

  it.each<[string, unknown, string | undefined, RegExp]>([
    ['no object', [], undefined, /object/],
    ['another schema version', manifest({ schemaVersion: 3 }), undefined, /schemaVersion/],
    ['no schema version', manifest({ schemaVersion: undefined }), undefined, /schemaVersion/],
    ['two media types', manifest({ mediaType: OCI_MANIFEST }), DOCKER_MANIFEST, /sent as/],
    ['an unknown type', manifest(), 'text/html', /unknown media type/],
    ['manifest and index in one', manifest({ manifests: [] }), undefined, /at once/],
    ['no config', manifest({ config: undefined }), undefined, /config/],
    ['layers that are no array', manifest({ layers: {} }), undefined, /layers should be an array/],
    ['a layer that is null', manifest({ layers: [null] }), undefined, /layers\[0\]/],
    [
      'a short digest',
      manifest({ layers: [descriptor('a', { digest: 'sha256:ab' })] }),
      undefined,
      /layers\[0\]\.digest/,
    ],
    [
      'a path as digest',
      manifest({ config: descriptor('a', { digest: '../../etc/passwd' }) }),
      undefined,
      /config\.digest/,
    ],
    ['a negative size', manifest({ layers: [descriptor('a', { size: -1 })] }), undefined, /not negative/],
    ['a size with a fraction', manifest({ layers: [descriptor('a', { size: 1.5 })] }), undefined, /integer/],
    ['a size beyond 2^53', manifest({ layers: [descriptor('a', { size: 2 ** 53 })] }), undefined, /integer/],
    ['a size in words', manifest({ layers: [descriptor('a', { size: '7' })] }), undefined, /integer/],
    ['no media type', manifest({ layers: [descriptor('a', { mediaType: undefined })] }), undefined, /mediaType/],
    [
      'a media type with a line break',
      manifest({ layers: [descriptor('a', { mediaType: 'a/b\nc' })] }),
      undefined,
      /mediaType/,
    ],
    ['urls that are no strings', manifest({ layers: [descriptor('a', { urls: [1] })] }), undefined, /urls\[0\]/],
    ['annotations that are no strings', manifest({ annotations: { a: 1 } }), undefined, /annotations\.a/],
    [
      'a platform without os',
      { schemaVersion: 2, manifests: [descriptor('a', { platform: { architecture: 'x' } })] },
      undefined,
      /platform\.os/,
    ],
  ])('refuses %s', (_, document, mediaType, message) => {
    expect(() => parseManifest(bytes(document), mediaType)).toThrow(InfraError);
    expect(() => parseManifest(bytes(document), mediaType)).toThrow(message);
  });

  it('refuses what is not JSON, not UTF-8, or too large', () => {
    expect(() => parseManifest(Buffer.from('{'))).toThrow(/not JSON/);
    expect(() => parseManifest(Buffer.from([0x22, 0xff, 0x22]))).toThrow(/not JSON/);
    const large = Buffer.concat([bytes(manifest()), Buffer.alloc(MAX_MANIFEST_SIZE, ' ')]);
    expect(() => parseManifest(large)).toThrow(/at most/);
  });

  it('reads an annotation of any length that a document may have', () => {
    for (const length of [65_536, 65_537, MAX_MANIFEST_SIZE - 1024]) {
      const annotations = { 'org.example.long': 'x'.repeat(length) };
      const read = parseManifest(
        bytes(manifest({ annotations, layers: [descriptor('a', { annotations: { a: 'b' } })] })),
      );
      expect(read.kind === 'manifest' && read.manifest.annotations).toEqual(annotations);
      const index = { schemaVersion: 2, manifests: [descriptor('a', { annotations })] };
      const indexed = parseManifest(bytes(index));
      expect(indexed.kind === 'index' && indexed.index.manifests[0]?.annotations).toEqual(annotations);
    }
  });

  it.each<[string, string, RegExp]>([
    ['four mebibytes of brackets', '['.repeat(MAX_MANIFEST_SIZE), /nested more than 1000 levels/],
    ['four mebibytes of objects', '{"annotations":'.repeat(MAX_MANIFEST_SIZE / 16), /nested more than 1000 levels/],
    ['two lists of layers', '{"schemaVersion":2,"layers":[],"layers":[{}]}', /has a key twice in one object: "layers"/],
    ['a size beyond a double', '{"schemaVersion":2,"config":{"size":1e999}}', /a number that is too large: 1e999/],
    ['a byte order mark', '\ufeff{"schemaVersion":2}', /byte order mark/],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseManifest(Buffer.from(text))).toThrow(InfraError);
    expect(() => parseManifest(Buffer.from(text))).toThrow(message);
  });

  it('does not let __proto__ through', () => {
    const text = JSON.stringify(manifest({ annotations: { x: 'y' } })).replace('"x":"y"', '"__proto__":"y"');
    const read = parseManifest(Buffer.from(text));
    expect(read.kind === 'manifest' && Object.getPrototypeOf(read.manifest.annotations)).toBe(Object.prototype);
  });
});

describe('selectPlatform', () => {
  const entry = (letter: string, platform?: object, more: object = {}): object => ({
    ...descriptor(letter, { mediaType: OCI_MANIFEST }),
    ...(platform === undefined ? {} : { platform }),
    ...more,
  });
  const index = (...manifests: readonly object[]): Index => {
    const read = parseManifest(bytes({ schemaVersion: 2, manifests }), OCI_INDEX);
    if (read.kind !== 'index') throw new Error('no index');
    return read.index;
  };
  const amd64 = { os: 'linux', architecture: 'amd64' };
  const attestation = entry(
    'd',
    { os: 'unknown', architecture: 'unknown' },
    {
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
    },
  );
  const arms = index(
    attestation,
    entry('5', { os: 'linux', architecture: 'arm', variant: 'v5' }),
    entry('7', { os: 'linux', architecture: 'arm', variant: 'v7' }),
    entry('6', { os: 'linux', architecture: 'arm', variant: 'v6' }),
    entry('8', { os: 'linux', architecture: 'arm64', variant: 'v8' }),
    entry('a', amd64),
    entry('b', amd64),
  );

  it.each([
    [amd64, 'a'],
    [{ os: 'linux', architecture: 'arm', variant: 'v7' }, '7'],
    [{ os: 'linux', architecture: 'arm', variant: 'v6' }, '6'],
    [{ os: 'linux', architecture: 'arm64' }, '8'],
    [{ os: 'linux', architecture: 'riscv64' }, undefined],
    [{ os: 'unknown', architecture: 'unknown' }, undefined],
  ])('for %o', (platform, letter) => {
    expect(selectPlatform(arms, platform)?.digest).toBe(letter === undefined ? undefined : digest(letter));
  });

  it('takes an entry without a platform only where no other serves, and never an attestation', () => {
    expect(selectPlatform(index(entry('1'), entry('2', amd64)), amd64)?.digest).toBe(digest('2'));
    expect(selectPlatform(index(attestation, entry('1')), amd64)?.digest).toBe(digest('1'));
    const hidden = entry('1', undefined, { annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } });
    expect(selectPlatform(index(hidden), amd64)).toBeUndefined();
    expect(selectPlatform(index(entry('1', amd64, { mediaType: 'application/x-thing' })), amd64)).toBeUndefined();
  });

  it('names what there is', () => {
    expect(offeredPlatforms(arms)).toEqual([
      'linux/arm/v5',
      'linux/arm/v7',
      'linux/arm/v6',
      'linux/arm64',
      'linux/amd64',
    ]);
  });
});
