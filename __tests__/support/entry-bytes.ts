import type { ActionsCacheService } from './actions-cache-service.js';

/** A finished entry with what it holds. */
export interface EntryBytes {
  readonly key: string;
  readonly version: string;
  readonly bytes: Buffer;
}

/** All entries of the default branch, oldest first. */
export async function readEntries(service: ActionsCacheService): Promise<readonly EntryBytes[]> {
  return Promise.all(
    service.entries().map(async ({ key, version }) => {
      const found = await call(service, 'GetCacheEntryDownloadURL', { key, version, restore_keys: [] });
      const answer = await fetch(found['signed_download_url'] ?? '');
      return { key, version, bytes: Buffer.from(await answer.arrayBuffer()) };
    }),
  );
}

/** Saves an entry as anybody can who has a token that writes. */
export async function putEntry(service: ActionsCacheService, { key, version, bytes }: EntryBytes): Promise<void> {
  const reserved = await call(service, 'CreateCacheEntry', { key, version });
  await fetch(reserved['signed_upload_url'] ?? '', {
    method: 'PUT',
    headers: { 'x-ms-blob-type': 'BlockBlob' },
    body: new Uint8Array(bytes),
  });
  await call(service, 'FinalizeCacheEntryUpload', { key, version, size_bytes: String(bytes.length) });
}

async function call(
  { address, env }: ActionsCacheService,
  method: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, string>>> {
  const answer = await fetch(`${address}/twirp/github.actions.results.api.v1.CacheService/${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${env['ACTIONS_RUNTIME_TOKEN'] ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 200) throw new Error(`${method}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Readonly<Record<string, string>>;
}
