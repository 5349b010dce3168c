import { Readable } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { LayerProvider } from '../../../../src/app/host/layer-provider.js';
import { LayersLost } from '../../../../src/engine/layers-lost.js';
import { contentIdOfBase } from '../../../../src/oci/identity.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { OCI_LAYER_GZIP } from '../../../../src/oci/media-types.js';
import { ContentStore } from '../../../../src/store/content-store.js';
import { LayerStore } from '../../../../src/store/layer-store.js';
import { StoreFolder } from '../../../../src/store/store-folder.js';
import { someDiffId } from '../../../support/identities.js';
import { testClient } from '../../../support/registry-client.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';

function* failing(error: Error): Generator<Buffer> {
  yield Buffer.alloc(0);
  throw error;
}

/** Fetches a layer whose only location fails. */
async function fetched(failure: Error): Promise<{ readonly error: unknown; readonly blamed: readonly unknown[] }> {
  const folder = await temporaryFolder('layer-provider');
  const opened = StoreFolder.open(folder);
  const content = new ContentStore(opened);
  const registry = testClient();
  const provider = new LayerProvider(content, new LayerStore(opened, content), registry.client);
  const diffId = someDiffId('layer');
  const layer = {
    blob: { mediaType: OCI_LAYER_GZIP, digest: sha256('x'), size: 1 },
    diffId,
    contentId: contentIdOfBase(diffId),
  };
  const blamed: unknown[] = [];
  provider.addLocation(layer.blob.digest, {
    open: () => Readable.from(failing(failure)),
    arrived: () => undefined,
    failed: (_blob, error) => void blamed.push(error),
  });
  try {
    return {
      error: await provider.blobFile(layer, new AbortController().signal).catch((error: unknown) => error),
      blamed,
    };
  } finally {
    await provider.close();
    registry.close();
    await removeTree(folder);
  }
}

describe('a layer whose location fails', () => {
  it('is lost, if there is no other', async () => {
    const { error, blamed } = await fetched(new Error('gone'));
    expect(error).toBeInstanceOf(LayersLost);
    expect(blamed).toHaveLength(1);
  });

  it('is not lost if it is the disk that has no room', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      syscall: 'write',
    });
    const { error, blamed } = await fetched(full);
    expect(error).toMatchObject({ message: expect.stringMatching(/^the disk is full: cannot store blob/) as unknown });
    expect(error).not.toBeInstanceOf(LayersLost);
    expect(blamed).toEqual([]);
  });
});
