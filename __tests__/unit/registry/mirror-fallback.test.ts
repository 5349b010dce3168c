import { expect, it } from 'vitest';

import { InfraError } from '../../../src/errors.js';
import { HttpError } from '../../../src/http/http-error.js';
import { askInOrder } from '../../../src/registry/mirror-fallback.js';
import type { Registries } from '../../../src/registry/registries.js';
import type { Repository } from '../../../src/registry/repository.js';

const NOWHERE = {} as unknown as Registries;

/** A failing origin, without any mirror before it. */
async function failure(registry: string, status: number | undefined, hint?: string): Promise<unknown> {
  const origin = { session: { endpoint: { name: registry, mirror: false } } } as unknown as Repository;
  const repositories = [origin] as unknown as Parameters<typeof askInOrder>[1];
  const url = new URL('https://example.com/v2/');
  const error = new HttpError('no', { url, retryable: false, hint, ...(status !== undefined && { status }) });
  return askInOrder(NOWHERE, repositories, 'name', new AbortController().signal, () => Promise.reject(error)).catch(
    (thrown: unknown) => thrown,
  );
}

it.each([undefined, 429])('says where Docker Hub fails (%s) that a mirror can be named', async (status) => {
  const error = await failure('docker.io', status);
  expect(error).toBeInstanceOf(InfraError);
  expect(error).toMatchObject({ message: 'no', hint: expect.stringContaining('--registry-mirror URL') as string });
});

it('has no such hint for another registry or failure, and no second one', async () => {
  expect(await failure('ghcr.io', undefined)).toMatchObject({ hint: undefined });
  expect(await failure('docker.io', 500)).toMatchObject({ hint: undefined });
  expect(await failure('docker.io', undefined, 'Another hint.')).toMatchObject({ hint: 'Another hint.' });
});
