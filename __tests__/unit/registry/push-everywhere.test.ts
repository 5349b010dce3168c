import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { InfraError, UserError } from '../../../src/errors.js';
import { parseDigest } from '../../../src/oci/digest.js';
import { OCI_CONFIG, OCI_INDEX, OCI_LAYER_GZIP, OCI_MANIFEST } from '../../../src/oci/media-types.js';
import type { PlatformImage, PushTarget } from '../../../src/registry/push.js';
import type { Push } from '../../../src/registry/push-everywhere.js';
import { FakeRegistry, refuse, sha256Of } from '../../support/fake-registry.js';
import { type TestClient, testClient } from '../../support/registry-client.js';

const SIGNAL = new AbortController().signal;

/** An image with one layer. */
function image(architecture: string): PlatformImage {
  const config = Buffer.from(JSON.stringify({ architecture, os: 'linux', rootfs: { type: 'layers', diff_ids: [] } }));
  const layer = Buffer.alloc(50_000, architecture);
  const descriptor = { mediaType: OCI_LAYER_GZIP, digest: parseDigest(sha256Of(layer)), size: layer.length };
  const manifest = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: OCI_CONFIG, digest: sha256Of(config), size: config.length },
    layers: [descriptor],
  };
  return {
    manifest: { mediaType: OCI_MANIFEST, bytes: Buffer.from(JSON.stringify(manifest)) },
    config,
    layers: [{ descriptor, open: () => [layer] }],
  };
}

const IMAGE = image('amd64');

function onePlatform(...targets: readonly PushTarget[]): Push {
  return { targets, root: IMAGE.manifest, images: [IMAGE] };
}

function twoPlatforms(...targets: readonly PushTarget[]): Push {
  const images = [IMAGE, image('arm64')];
  const manifests = images.map(({ manifest: { bytes } }) => ({
    mediaType: OCI_MANIFEST,
    digest: sha256Of(bytes),
    size: bytes.byteLength,
  }));
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests }));
  return { targets, root: { mediaType: OCI_INDEX, bytes }, images };
}

describe('a push to several repositories', () => {
  let one: FakeRegistry;
  let other: FakeRegistry;
  let test: TestClient;
  /** Requests of both registries, in the order in which they came. */
  let order: string[];
  beforeEach(async () => {
    one = await FakeRegistry.start();
    other = await FakeRegistry.start();
    test = testClient();
    order = [];
    for (const registry of [one, other]) refuseIn(registry, () => undefined);
  });
  afterEach(async () => {
    test.close();
    await one.stop();
    await other.stop();
  });

  function refuseIn(registry: FakeRegistry, status: (method: string, path: string) => number | undefined): void {
    const name = registry === one ? 'one' : 'other';
    registry.fault = ({ method, url }, response) => {
      order.push(`${name} ${method} ${url}`);
      const answer = status(method, url);
      return answer === undefined ? undefined : (refuse(response, answer, 'DENIED', 'the tag is immutable'), true);
    };
  }

  const at = (registry: FakeRegistry, repository: string, ...tags: readonly string[]): PushTarget => ({
    registry: registry.host,
    repository,
    tags,
  });
  const tagsOf = (registry: FakeRegistry): readonly string[] =>
    [...registry.manifests.keys()].filter((name) => !name.includes('sha256:'));
  const isTagPut = (line: string): boolean => /PUT .*\/manifests\/(?!sha256:)/.test(line);
  const errorOf = (push: Push): Promise<unknown> => test.client.push(push, SIGNAL).catch((error: unknown) => error);

  it('sends each blob to a registry once: its other repositories mount it', async () => {
    const push = twoPlatforms(at(one, 'team/app', '1'), at(one, 'mirror/app', '1'), at(one, 'third', '1'));
    const { digest } = await test.client.push(push, SIGNAL);
    const blobs = new Set([...one.blobs.keys()].map((name) => name.split('@')[1]));
    expect(blobs.size).toBe(4);
    expect(one.blobs.size).toBe(12);
    expect(one.log.filter((line) => /^PUT .*\/blobs\//.test(line))).toHaveLength(4);
    expect(one.log.filter((line) => /^POST .*mount=.*&from=team%2Fapp$/.test(line))).toHaveLength(8);
    for (const repository of ['team/app', 'mirror/app', 'third']) {
      expect(one.manifests.get(`${repository}:1`)?.bytes, repository).toEqual(push.root.bytes);
      expect(one.manifests.has(`${repository}@${digest}`)).toBe(true);
    }
  });

  it('sends them again where a registry mounts nothing', async () => {
    refuseIn(one, (_method, path) => (path.includes('mount=') ? 405 : undefined));
    await test.client.push(onePlatform(at(one, 'a', '1'), at(one, 'b', '1')), SIGNAL);
    expect(tagsOf(one)).toEqual(['a:1', 'b:1']);
    expect(one.blobs.size).toBe(4);
  });

  it('moves the first tag when every repository of every registry has everything', async () => {
    const targets = [at(one, 'a', '1', '2'), at(other, 'b', '1'), at(one, 'c', '1')];
    await test.client.push(twoPlatforms(...targets), SIGNAL);
    const first = order.findIndex(isTagPut);
    expect(order.slice(first).filter((line) => !isTagPut(line))).toEqual([]);
    expect(order.slice(first)).toHaveLength(4);
  });

  it('puts no tag anywhere when one registry does not get a blob', async () => {
    refuseIn(other, (method, path) => (method === 'PUT' && path.includes('/blobs/') ? 403 : undefined));
    const error = await errorOf(onePlatform(at(one, 'a', '1'), at(other, 'b', '1')));
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toContain(`push of ${other.host}/b was denied`);
    expect(order.filter(isTagPut)).toEqual([]);
  });

  it('puts no tag anywhere when one registry does not take the manifest', async () => {
    refuseIn(other, (method, path) => (method === 'PUT' && path.includes('/manifests/') ? 400 : undefined));
    const error = await errorOf(onePlatform(at(one, 'a', '1'), at(other, 'b', '1')));
    expect(error).toBeInstanceOf(InfraError);
    expect([...tagsOf(one), ...tagsOf(other)]).toEqual([]);
  });

  it('says of every tag whether it has moved, when one is refused', async () => {
    refuseIn(one, (method, path) => (method === 'PUT' && path.endsWith('/manifests/1.2.3') ? 403 : undefined));
    const error = await errorOf(onePlatform(at(one, 'a', 'first', '1.2.3', 'latest')));
    expect(error).toBeInstanceOf(UserError);
    expect((error as Error).message).toBe(
      `the image was pushed, but not all of its tags. ` +
        `Left: ${one.host}/a:1.2.3 (push of ${one.host}/a was denied (${one.host} answered 403: DENIED: the tag is immutable)), ` +
        `${one.host}/a:latest (not tried); these tags point to it: ${one.host}/a:first`,
    );
    expect(tagsOf(one)).toEqual(['a:first']);
  });

  it('asks for nothing but the tags when everything is there', async () => {
    const push = twoPlatforms(at(one, 'a', '1'), at(other, 'b', '1'));
    await test.client.push(push, SIGNAL);
    order.length = 0;
    await test.client.push(push, SIGNAL);
    expect(order.filter((line) => !line.includes(' HEAD ')).toSorted()).toEqual([
      'one PUT /v2/a/manifests/1',
      'other PUT /v2/b/manifests/1',
    ]);
  });

  it('puts the root under its digest where a target has no tags', async () => {
    const { digest } = await test.client.push(onePlatform(at(one, 'a'), at(other, 'b', '1')), SIGNAL);
    expect([...one.manifests.keys()].every((name) => name.endsWith(digest))).toBe(true);
    expect(tagsOf(other)).toEqual(['b:1']);
  });
});
