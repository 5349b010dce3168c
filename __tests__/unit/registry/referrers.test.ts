import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { attestationManifest, ATTESTATION_ARTIFACT } from '../../../src/attestation/attestation-manifest.js';
import { statementOf } from '../../../src/attestation/statement.js';
import { UserError } from '../../../src/errors.js';
import { parseDigest } from '../../../src/oci/digest.js';
import { OCI_INDEX, OCI_MANIFEST } from '../../../src/oci/media-types.js';
import type { RegistryClient } from '../../../src/registry/client.js';
import type { ReferrerToPush } from '../../../src/registry/push.js';
import { FakeRegistry, sha256Of } from '../../support/fake-registry.js';
import { type TestClient, testClient } from '../../support/registry-client.js';
import { checkSchema } from '../../support/validate-layout.js';

const SIGNAL = new AbortController().signal;
const SUBJECT = parseDigest(sha256Of('the image'));
const TAG = SUBJECT.replace(':', '-');
const OTHER = { mediaType: OCI_MANIFEST, digest: sha256Of('another'), size: 7, artifactType: 'application/x' };

function referrer(registry: FakeRegistry, text = 'a'): ReferrerToPush {
  const image = { mediaType: OCI_MANIFEST, digest: SUBJECT, size: 9 };
  const statement = statementOf({ type: 'https://example.com/said', content: { text } }, SUBJECT, []);
  const { manifest, config, statements, descriptor } = attestationManifest(image, [statement], 'artifact');
  const { mediaType, digest, size } = descriptor;
  return {
    target: { registry: registry.host, repository: 'team/app' },
    subject: SUBJECT,
    descriptor: { mediaType, digest, size, artifactType: ATTESTATION_ARTIFACT },
    manifest: { mediaType: OCI_MANIFEST, bytes: manifest },
    config,
    layers: statements.map((blob) => ({ descriptor: blob.descriptor, open: () => [blob.bytes] })),
  };
}

describe('push of a referrer', () => {
  let registry: FakeRegistry;
  let test: TestClient;
  let client: RegistryClient;
  beforeEach(async () => {
    registry = await FakeRegistry.start();
    test = testClient();
    client = test.client;
  });
  afterEach(async () => {
    test.close();
    await registry.stop();
  });

  function list(): { readonly manifests: readonly { readonly digest: string }[] } {
    return JSON.parse(registry.manifests.get(`team/app:${TAG}`)?.bytes.toString() ?? '{"manifests":[]}') as ReturnType<
      typeof list
    >;
  }

  it('leaves the list to a registry that keeps one', async () => {
    const pushed = referrer(registry);
    registry.fault = ({ method, url }, response, raw) => {
      if (method !== 'PUT' || !url.includes('/manifests/')) return undefined;
      raw.resume();
      response.writeHead(201, { 'oci-subject': SUBJECT }).end();
      return true;
    };
    await client.pushReferrer(pushed, SIGNAL);
    expect(registry.log.filter((line) => line.includes(TAG))).toEqual([]);
    expect(registry.log).toContain(`PUT /v2/team/app/manifests/${pushed.descriptor.digest}`);
  });

  it('is added to the list under the tag, once, and what was there stays', async () => {
    registry.putManifest('team/app', TAG, OCI_INDEX, { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [OTHER] });
    const pushed = referrer(registry);
    await client.pushReferrer(pushed, SIGNAL);
    await client.pushReferrer(pushed, SIGNAL);
    await client.pushReferrer(referrer(registry, 'b'), SIGNAL);
    expect(checkSchema('image-index', list())).toEqual([]);
    const second = referrer(registry, 'b').descriptor;
    expect(list().manifests).toEqual([OTHER, pushed.descriptor, second]);
  });

  it('is added again when another writer has replaced the list', async () => {
    const pushed = referrer(registry);
    registry.fault = ({ method, url, before }, response, raw) => {
      if (method !== 'PUT' || !url.endsWith(TAG) || before > 0) return undefined;
      // Its list came after ours.
      raw.resume();
      registry.putManifest('team/app', TAG, OCI_INDEX, { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [OTHER] });
      response.writeHead(201).end();
      return true;
    };
    await client.pushReferrer(pushed, SIGNAL);
    expect(list().manifests).toEqual([OTHER, pushed.descriptor]);
  });

  it('does not go on for ever, nor replace an image', async () => {
    registry.fault = ({ method, url }, response, raw) => {
      if (method !== 'PUT' || !url.endsWith(TAG)) return undefined;
      raw.resume();
      response.writeHead(201).end();
      return true;
    };
    await expect(client.pushReferrer(referrer(registry), SIGNAL)).rejects.toThrow(/written by others/);
    registry.fault = undefined;
    registry.putManifest('team/app', TAG, OCI_MANIFEST, {
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: OTHER,
      layers: [],
    });
    await expect(client.pushReferrer(referrer(registry), SIGNAL)).rejects.toThrow(UserError);
  });
});
