import { expect, it } from 'vitest';

import { BaseResolver } from '../../../../src/app/host/base-resolver.js';
import type { LayerProvider } from '../../../../src/app/host/layer-provider.js';
import { parseReference } from '../../../../src/oci/reference.js';
import type { RegistryClient } from '../../../../src/registry/client.js';
import type { ContentStore } from '../../../../src/store/content-store.js';
import type { ImageStore } from '../../../../src/store/image-store.js';

it('looks into the local store first, but with --pull only into registries', async () => {
  const asked: string[] = [];
  const noting = (where: string) => (): Promise<never> => {
    asked.push(where);
    return Promise.reject(new Error(where));
  };
  const bases = new BaseResolver(
    { find: noting('store') } as unknown as ImageStore,
    {} as unknown as ContentStore,
    { resolve: noting('registry') } as unknown as RegistryClient,
    {} as unknown as LayerProvider,
  );
  const question = [parseReference('base'), { os: 'linux', architecture: 'amd64' }, AbortSignal.timeout(1000)] as const;
  await expect(bases.resolve(...question)).rejects.toThrow('store');
  await expect(bases.inRegistries.resolve(...question)).rejects.toThrow('registry');
  expect(asked).toEqual(['store', 'registry']);
});
