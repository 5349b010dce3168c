/** A bundle of its own, dist/azblob: only builds that have a cache in such a store load it. */
import { Readable } from 'node:stream';

import { DefaultAzureCredential } from '@azure/identity';
import { ContainerClient, newPipeline, StorageSharedKeyCredential } from '@azure/storage-blob';

import type { AzblobSettings } from '../port/object-settings.js';
import type {
  ByteRange,
  NewObject,
  ObjectInfo,
  ObjectStore,
  OpenedObject,
  PartedUpload,
  PutCondition,
} from '../port/object-store.js';
import type { Wire } from '../port/wire.js';
import { azblobFailure, isAbsent, isChanged, lacksContainer } from './azblob-failure.js';
import { httpClient } from './http-client.js';

/** Without a key in the settings, who we are is what the environment says. */
export function openAzblob(settings: AzblobSettings, wire: Wire): ObjectStore {
  return new AzblobStore(settings, wire);
}

const ID_LENGTH = 6;
const LISTED = 1000;

class AzblobStore implements ObjectStore {
  readonly #container: ContainerClient;

  constructor({ accountUrl, accountName, accountKey, container }: AzblobSettings, wire: Wire) {
    const credential =
      accountKey === undefined ? new DefaultAzureCredential() : new StorageSharedKeyCredential(accountName, accountKey);
    const pipeline = newPipeline(credential, {
      httpClient: httpClient(wire),
      // Whoever asks tries again.
      retryOptions: { maxTries: 1 },
    });
    this.#container = new ContainerClient(`${accountUrl.replace(/\/+$/, '')}/${container}`, pipeline);
  }

  async head(key: string, signal: AbortSignal): Promise<ObjectInfo | undefined> {
    return await orAbsent(async () => {
      const blob = this.#container.getBlobClient(key);
      const { contentLength, etag, lastModified } = await blob.getProperties({ abortSignal: signal });
      return infoOf(key, contentLength, etag, lastModified);
    });
  }

  async get(key: string, range: ByteRange | undefined, signal: AbortSignal): Promise<OpenedObject | undefined> {
    return await orAbsent(async () => {
      const { from = 0, to } = range ?? {};
      const count = to === undefined ? undefined : to - from + 1;
      const answer = await this.#container
        .getBlobClient(key)
        .download(from, count, { abortSignal: signal, maxRetryRequests: 0 });
      const [, start = 0, total = answer.contentLength ?? 0] =
        /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.contentRange ?? '') ?? [];
      return {
        size: Number(total),
        start: Number(start),
        ...(answer.etag !== undefined && { etag: answer.etag }),
        body: (answer.readableStreamBody ?? []) as AsyncIterable<Uint8Array>,
      };
    });
  }

  async put(
    key: string,
    { mediaType, size, open }: NewObject,
    condition: PutCondition | undefined,
    signal: AbortSignal,
  ): Promise<'put' | 'changed'> {
    try {
      await this.#inContainer(signal, () =>
        this.#container.getBlockBlobClient(key).upload(() => Readable.from(open(), { objectMode: false }), size, {
          abortSignal: signal,
          blobHTTPHeaders: { blobContentType: mediaType },
          ...(condition?.kind === 'absent' && { conditions: { ifNoneMatch: '*' } }),
          ...(condition?.kind === 'unchanged' && { conditions: { ifMatch: condition.etag } }),
        }),
      );
      return 'put';
    } catch (error) {
      if (condition !== undefined && isChanged(error)) return 'changed';
      throw error;
    }
  }

  putParts(key: string, mediaType: string, signal: AbortSignal): Promise<PartedUpload> {
    signal.throwIfAborted();
    const blob = this.#container.getBlockBlobClient(key);
    return Promise.resolve({
      put: async (number, bytes, bounded) => {
        await this.#inContainer(bounded, () =>
          blob.stageBlock(
            blockId(number),
            Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
            bytes.byteLength,
            {
              abortSignal: bounded,
            },
          ),
        );
      },
      complete: async (parts, bounded) => {
        const ids = Array.from({ length: parts }, (_, number) => blockId(number));
        await answered(
          blob.commitBlockList(ids, { abortSignal: bounded, blobHTTPHeaders: { blobContentType: mediaType } }),
        );
      },
      // Azure itself drops blocks that are in no list.
      abort: () => Promise.resolve(),
    });
  }

  async touch({ key }: ObjectInfo, signal: AbortSignal): Promise<void> {
    const updated = { updated: new Date().toISOString() };
    await answered(this.#container.getBlobClient(key).setMetadata(updated, { abortSignal: signal }));
  }

  async list(prefix: string, after: string | undefined, signal: AbortSignal) {
    const pages = this.#container
      .listBlobsFlat({ prefix, abortSignal: signal })
      .byPage({ maxPageSize: LISTED, ...(after !== undefined && { continuationToken: after }) });
    const page = await orAbsent(async () => {
      const listed = await pages.next();
      return listed.done === true ? undefined : listed.value;
    });
    const next = page?.continuationToken ?? '';
    return {
      objects: (page?.segment.blobItems ?? []).map(({ name, properties }) =>
        infoOf(name, properties.contentLength, properties.etag, properties.lastModified),
      ),
      ...(next !== '' && { next }),
    };
  }

  async remove(key: string, signal: AbortSignal): Promise<void> {
    await orAbsent(() => this.#container.getBlobClient(key).delete({ abortSignal: signal }));
  }

  /** As BuildKit does, the container is made when something is first put into it. */
  async #inContainer<T>(signal: AbortSignal, put: () => Promise<T>): Promise<T> {
    try {
      return await answered(put());
    } catch (error) {
      if (!lacksContainer(error)) throw error;
    }
    await answered(this.#container.createIfNotExists({ abortSignal: signal }));
    return await answered(put());
  }
}

async function answered<T>(sent: Promise<T>): Promise<T> {
  try {
    return await sent;
  } catch (error) {
    throw azblobFailure(error);
  }
}

/** A container that does not exist holds nothing. */
async function orAbsent<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await answered(ask());
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

function blockId(number: number): string {
  return Buffer.from(String(number).padStart(ID_LENGTH, '0')).toString('base64');
}

function infoOf(
  key: string,
  size: number | undefined,
  etag: string | undefined,
  modified: Date | undefined,
): ObjectInfo {
  // Without a time, it counts as new: nothing new is ever removed.
  return { key, size: size ?? -1, ...(etag !== undefined && { etag }), modified: modified?.getTime() ?? Date.now() };
}
