import { describe, expect, it } from 'vitest';

import {
  decodeArtifact,
  encodeArtifact,
  type CacheArtifact,
} from '../../../../src/cache/artifact/artifact-manifest.js';
import { InfraError } from '../../../../src/errors.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { DOCKER_CONFIG, OCI_CONFIG, OCI_INDEX, OCI_LAYER_GZIP, OCI_MANIFEST } from '../../../../src/oci/media-types.js';
import { checkSchema } from '../../../support/validate-layout.js';

const ARTIFACT: CacheArtifact = {
  pack: { mediaType: 'application/vnd.layer-build.cache.pack.v1', digest: sha256('pack'), size: 4 },
  packId: 'ab12',
  blobs: [{ mediaType: OCI_LAYER_GZIP, digest: sha256('blob'), size: 9 }],
};

interface Document {
  artifactType?: string;
  config: { mediaType: string; digest: string; size: number };
  layers: { mediaType: string; digest: string; size: number; annotations?: Record<string, string> }[];
  [field: string]: unknown;
}

function document(form: 'artifact' | 'image' = 'artifact'): Document {
  const encoded = encodeArtifact(ARTIFACT, form);
  return JSON.parse(String(encoded?.bytes)) as Document;
}

function decode(value: unknown, mediaType = OCI_MANIFEST): CacheArtifact {
  const bytes = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  return decodeArtifact('registry r/c:1', { digest: sha256(bytes), mediaType, bytes });
}

describe.each(['artifact', 'image'] as const)('as %s', (form) => {
  it('is a manifest as the specification describes', () => {
    expect(checkSchema('image-manifest', document(form))).toEqual([]);
    if (form === 'image') {
      const config = encodeArtifact(ARTIFACT, form)?.config.bytes;
      expect(checkSchema('config', JSON.parse(String(config)))).toEqual([]);
    }
  });

  it('is read as it was written', () => {
    expect(decode(document(form))).toEqual(ARTIFACT);
  });
});

it('has the empty descriptor of the specification as its config', () => {
  expect(document()).toMatchObject({
    artifactType: 'application/vnd.layer-build.cache.v1',
    config: {
      mediaType: 'application/vnd.oci.empty.v1+json',
      digest: 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      size: 2,
    },
  });
});

it('is not made if it would be larger than registries accept', () => {
  const blobs = Array.from({ length: 20_000 }, (_, index) => ({
    mediaType: OCI_LAYER_GZIP,
    digest: sha256(String(index)),
    size: 1,
  }));
  expect(encodeArtifact({ ...ARTIFACT, blobs }, 'artifact')).toBeUndefined();
});

function changed(change: (value: Document) => unknown, form: 'artifact' | 'image' = 'artifact'): unknown {
  const value = document(form);
  change(value);
  return value;
}

describe('manifests of others', () => {
  it.each<[string, unknown, RegExp, string?]>([
    ['an image', changed((value) => ((value.config.mediaType = DOCKER_CONFIG), delete value.artifactType)), /no cache/],
    [
      'an image of OCI types',
      changed((value) => (value.layers = value.layers.slice(1)), 'image'),
      /holds no cache of layer-build, but an image$/,
    ],
    [
      'another artifact',
      changed((value) => (value.artifactType = 'application/spdx+json')),
      /of type "application\/spdx/,
    ],
    ['an index', { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [] }, /but an index/, OCI_INDEX],
    ['schema 1', { schemaVersion: 1 }, /no cache of layer-build: .*schema 1/],
    ['no JSON', 'hello', /not JSON/],
    ['no layers', changed((value) => (value.layers = [])), /holds no cache/],
    ['no pack', changed((value) => value.layers.shift()), /holds no cache/],
    ['no id', changed((value) => delete value.layers[0]?.annotations), /does not name its pack/],
    ['an id that is a path', changed((value) => annotate(value, '../../x')), /does not name its pack/],
    ['an id that is a line', changed((value) => annotate(value, 'ab\n::error::x')), /does not name its pack/],
    ['a huge pack', changed((value) => resize(value, 2 ** 40)), /has 1099511627776 bytes/],
    [
      'a negative size',
      changed((value) => resize(value, -1)),
      /size should be an integer that is not negative, but is -1/,
    ],
    ['a digest that is a path', changed((value) => redigest(value, '../../etc/passwd')), /a sha256 or sha512 digest/],
    [
      'thousands of layers',
      changed((value) => {
        const [, blob] = value.layers;
        if (blob !== undefined) value.layers.push(...Array<typeof blob>(10_000).fill(blob));
      }),
      /names 10002 blobs/,
    ],
    ['five megabytes', `{"schemaVersion":2,"x":"${'x'.repeat(5_000_000)}"}`, /at most 4194304 are read/],
  ])('%s is refused', (_, value, message, mediaType) => {
    let caught: unknown;
    try {
      decode(value, mediaType);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(InfraError);
    expect((caught as InfraError).message).toMatch(message);
    expect((caught as InfraError).message.length).toBeLessThan(400);
  });

  it('does not keep addresses that a layer names', () => {
    const value = changed((each) => each.layers.forEach((layer) => Object.assign(layer, { urls: ['http://evil/'] })));
    expect(decode(value)).toEqual(ARTIFACT);
  });

  it('the config of the older form is an image’s', () => {
    expect(document('image').config.mediaType).toBe(OCI_CONFIG);
  });
});

function annotate(value: Document, id: string): void {
  for (const key of Object.keys(value.layers[0]?.annotations ?? {}))
    Object.assign(value.layers[0]?.annotations ?? {}, { [key]: id });
}

function resize(value: Document, size: number): void {
  Object.assign(value.layers[0] ?? {}, { size });
}

function redigest(value: Document, digest: string): void {
  Object.assign(value.layers[0] ?? {}, { digest });
}
