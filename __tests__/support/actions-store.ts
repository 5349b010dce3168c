import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';

import { ActionsStore, type ActionsStoreParts } from '../../src/cache/actions/actions-store.js';
import type { EntryClient } from '../../src/cache/actions/entry-client.js';
import { serviceSettingsOf } from '../../src/cache/actions/service-settings.js';
import type { BlobToUpload, PackFile } from '../../src/cache/cache-store.js';
import { digestHex, sha256 } from '../../src/oci/digest.js';
import { testHttpClient } from './http-client.js';

export const SIGNAL = new AbortController().signal;

/** Short waits between tries, small blocks, and patience with a busy machine. */
type Limits = NonNullable<ActionsStoreParts['limits']>;

const LIMITS: Limits = {
  retry: { maxAttempts: 3, maxElapsedMs: 10_000, baseMs: 20, maxWaitMs: 100 },
  uploadRetry: { maxAttempts: 3, maxElapsedMs: 10_000, baseMs: 20, maxWaitMs: 100 },
  toolkitMs: 20_000,
  pollMs: [50, 200, 1000],
  singlePut: 1024 * 1024,
  blockSize: 256 * 1024,
};

type StoreOptions = Partial<Omit<ActionsStoreParts, 'limits'>> & {
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly limits?: Limits;
};

/**
 * A job's store on the genuine @actions/cache, which takes its settings from this process's environment: so one job at a time,
 * unless their variables are the same.
 */
export function openActionsStore(options: StoreOptions): ActionsStore {
  for (const name of [
    'ACTIONS_CACHE_SERVICE_V2',
    'ACTIONS_RESULTS_URL',
    'ACTIONS_CACHE_MODE',
    'GITHUB_SERVER_URL',
    'RUNNER_TEMP',
    'GITHUB_WORKSPACE',
  ]) {
    vi.stubEnv(name, options.env[name]);
  }
  for (const [name, value] of Object.entries(options.env)) vi.stubEnv(name, value);
  const settings = serviceSettingsOf(options.env);
  if (settings === undefined) throw new Error('these variables name no service');
  return new ActionsStore({
    settings,
    http: testHttpClient(),
    loadClient: genuineClient,
    scope: 'o/r:Dockerfile',
    variant: 'linux/amd64',
    ...options,
    limits: { ...LIMITS, ...options.limits },
  });
}

/** On @actions/cache itself. */
async function genuineClient(): Promise<EntryClient> {
  const { entryClientOf } = await import('../../src/cache/actions/toolkit-client.js');
  return entryClientOf(await import('@actions/cache'));
}

/** A pack of random bytes. */
export async function newPack(folder: string, size = 10_000): Promise<PackFile> {
  const bytes = randomBytes(size);
  const id = digestHex(sha256(bytes));
  await mkdir(folder, { recursive: true });
  const file = join(folder, `pack-${id}`);
  await writeFile(file, bytes);
  return { file, size, id };
}

export type HeldBlob = Required<Pick<BlobToUpload, 'blob' | 'open'>> & { opened: number };

export function blobOf(bytes: Uint8Array): HeldBlob {
  const blob = { mediaType: 'application/octet-stream', digest: sha256(bytes), size: bytes.length };
  const held = {
    blob,
    opened: 0,
    open: () => {
      held.opened += 1;
      return pieces(bytes);
    },
  };
  return held;
}

export function randomBlob(size: number): HeldBlob {
  return blobOf(randomBytes(size));
}

// eslint-disable-next-line @typescript-eslint/require-await -- what stores read is a stream
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

export async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export async function digestOfFile(file: string): Promise<string> {
  return digestHex(sha256(await bytesOf(createReadStream(file) as AsyncIterable<Buffer>)));
}
