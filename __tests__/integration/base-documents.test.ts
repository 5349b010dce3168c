import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { openAdapters, type Adapters } from '../../src/app/host/adapters.js';
import { parseDigest } from '../../src/oci/digest.js';
import { OCI_CONFIG, OCI_INDEX, OCI_MANIFEST } from '../../src/oci/media-types.js';
import { parseReference } from '../../src/oci/reference.js';
import { FakeRegistry, sha256Of } from '../support/fake-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import type { HostSettings } from '../../src/app/options/host-settings.js';

const SIGNAL = new AbortController().signal;
const AMD64 = { os: 'linux', architecture: 'amd64' };
const CONFIG = Buffer.from('{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}');

let registry: FakeRegistry;
let folder: string;
const workshops: Adapters[] = [];

beforeEach(async () => {
  registry = await FakeRegistry.start();
  folder = await temporaryFolder('base-documents');
  const config = { mediaType: OCI_CONFIG, digest: registry.putBlob('base', CONFIG), size: CONFIG.length };
  const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: OCI_MANIFEST, config, layers: [] }));
  const entry = {
    mediaType: OCI_MANIFEST,
    digest: registry.putManifest('base', 'amd64', OCI_MANIFEST, manifest),
    size: manifest.length,
    platform: AMD64,
  };
  registry.putManifest('base', '1', OCI_INDEX, { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [entry] });
});
afterEach(async () => {
  for (const adapters of workshops.splice(0)) await adapters.close();
  await registry.stop();
  await removeTree(folder);
});

function open(name: string, restored?: () => Promise<unknown>): Adapters {
  const host: HostSettings = {
    root: join(folder, name),
    insecureRegistries: [],
    registryMirrors: [],
    dockerConfigDir: folder,
    workerEntry: '/nowhere',
    programPath: '',
    tempDir: folder,
    proxies: {},
    daemon: { tls: 'none', certFolder: '/nowhere', configFolder: '/nowhere', programPath: '/nowhere' },
  };
  const adapters = openAdapters(host, () => undefined, restored);
  workshops.push(adapters);
  return adapters;
}

const resolve = (adapters: Adapters) =>
  adapters.bases.resolve(parseReference(`${registry.host}/base:1`), AMD64, SIGNAL);

it('asks for a tag while a cache is restored, and for nothing that the cache brings', async () => {
  const before = open('before');
  const image = await resolve(before);
  const { documents } = before.bases;
  expect(documents.map(({ mediaType }) => mediaType)).toEqual([OCI_INDEX, OCI_MANIFEST, OCI_CONFIG]);
  expect(documents[2]?.digest).toBe(sha256Of(CONFIG));

  registry.requests.splice(0);
  let asked: (() => void) | undefined;
  const tagAsked = new Promise<void>((done) => (asked = done));
  registry.fault = ({ method }) => {
    if (method === 'HEAD') asked?.();
    return undefined;
  };
  const fresh: { adapters?: Adapters } = {};
  const restored = tagAsked.then(async () => {
    for (const { digest } of documents) {
      await copyFile(before.content.path(digest), fresh.adapters?.content.path(digest) ?? '');
    }
  });
  fresh.adapters = open('fresh', () => restored);
  expect(await resolve(fresh.adapters)).toEqual(image);
  expect(registry.log).toEqual(['HEAD /v2/base/manifests/1']);
  expect(fresh.adapters.bases.documents).toEqual(documents);
});

it('fetches what a cache does not bring, brings damaged, or fails to bring', async () => {
  const image = await resolve(open('before'));
  expect(await resolve(open('nothing', () => Promise.reject(new Error('the cache is down'))))).toEqual(image);
  const before = workshops[0];
  const damaged = open('damaged');
  for (const { digest } of before?.bases.documents ?? []) {
    await copyFile('/dev/null', damaged.content.path(parseDigest(digest)));
  }
  expect(await resolve(damaged)).toEqual(image);
});
