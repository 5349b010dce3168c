/** A bundle of its own, dist/s3: only builds that have a cache in such a store load it. */
import { Readable } from 'node:stream';

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

import type { S3Settings } from '../port/object-settings.js';
import {
  type ByteRange,
  type NewObject,
  ObjectFailure,
  type ObjectInfo,
  type ObjectStore,
  type OpenedObject,
  type PartedUpload,
  type PutCondition,
} from '../port/object-store.js';
import type { Wire } from '../port/wire.js';
import { requestHandler } from './request-handler.js';
import { isAbsent, isChanged, s3Failure } from './s3-failure.js';

/** Without credentials in the settings, they are what the environment says. */
export function openS3(settings: S3Settings, wire: Wire): ObjectStore {
  return new S3Store(settings, wire);
}

class S3Store implements ObjectStore {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor({ bucket, region, endpointUrl, pathStyle, credentials }: S3Settings, wire: Wire) {
    this.#bucket = bucket;
    this.#client = quietClient({
      region,
      forcePathStyle: pathStyle,
      ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
      ...(credentials !== undefined && {
        credentials: {
          accessKeyId: credentials.id,
          secretAccessKey: credentials.secret,
          ...(credentials.sessionToken !== undefined && { sessionToken: credentials.sessionToken }),
        },
      }),
      requestHandler: requestHandler(wire),
      logger: QUIET,
      // Whoever asks tries again.
      maxAttempts: 1,
      // Other servers do not know the newer checksums. Every byte is checked against its digest anyway.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async head(key: string, signal: AbortSignal): Promise<ObjectInfo | undefined> {
    try {
      const command = new HeadObjectCommand({ Bucket: this.#bucket, Key: key });
      const { ContentLength, ETag, LastModified } = await this.#client.send(command, { abortSignal: signal });
      return infoOf(key, ContentLength, ETag, LastModified);
    } catch (error) {
      const failure = s3Failure(error);
      if (isAbsent(failure)) return undefined;
      throw failure;
    }
  }

  async get(key: string, range: ByteRange | undefined, signal: AbortSignal): Promise<OpenedObject | undefined> {
    try {
      const command = new GetObjectCommand({
        Bucket: this.#bucket,
        Key: key,
        ...(range !== undefined && { Range: `bytes=${range.from}-${range.to ?? ''}` }),
      });
      const answer = await this.#client.send(command, { abortSignal: signal });
      const { start, size } = placeOf(answer.ContentRange) ?? { start: 0, size: answer.ContentLength ?? 0 };
      return {
        size,
        start,
        ...(answer.ETag !== undefined && { etag: answer.ETag }),
        body: (answer.Body ?? []) as AsyncIterable<Uint8Array>,
      };
    } catch (error) {
      const failure = s3Failure(error);
      if (isAbsent(failure)) return undefined;
      throw failure;
    }
  }

  async put(
    key: string,
    { mediaType, size, open }: NewObject,
    condition: PutCondition | undefined,
    signal: AbortSignal,
  ): Promise<'put' | 'changed'> {
    try {
      const command = new PutObjectCommand({
        Bucket: this.#bucket,
        Key: key,
        Body: Readable.from(open(), { objectMode: false }),
        ContentLength: size,
        ContentType: mediaType,
        ...(condition?.kind === 'absent' && { IfNoneMatch: '*' }),
        ...(condition?.kind === 'unchanged' && { IfMatch: condition.etag }),
      });
      const { ETag } = await this.#client.send(command, { abortSignal: signal });
      if (ETag === undefined) throw noTag();
      return 'put';
    } catch (error) {
      const failure = s3Failure(error);
      // What was to be replaced is gone.
      const isGone = condition?.kind === 'unchanged' && isAbsent(failure);
      if (condition !== undefined && (isChanged(failure) || isGone)) return 'changed';
      throw failure;
    }
  }

  async putParts(key: string, mediaType: string, signal: AbortSignal): Promise<PartedUpload> {
    const place = { Bucket: this.#bucket, Key: key };
    const { UploadId } = await this.#answer(
      this.#client.send(new CreateMultipartUploadCommand({ ...place, ContentType: mediaType }), {
        abortSignal: signal,
      }),
    );
    if (UploadId === undefined) throw new ObjectFailure({ code: 'NoUploadId', words: 'an upload without a name' });
    const upload = { ...place, UploadId };
    const tags = new Map<number, string>();
    return {
      put: async (number, bytes, bounded) => {
        const command = new UploadPartCommand({ ...upload, PartNumber: number + 1, Body: bytes });
        const { ETag } = await this.#answer(this.#client.send(command, { abortSignal: bounded }));
        if (ETag === undefined) throw noTag();
        tags.set(number, ETag);
      },
      complete: async (parts, bounded) => {
        const Parts = Array.from({ length: parts }, (_, number) => ({
          PartNumber: number + 1,
          ETag: tags.get(number),
        }));
        const command = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } });
        await this.#answer(this.#client.send(command, { abortSignal: bounded }));
      },
      abort: async (bounded) => {
        await this.#answer(this.#client.send(new AbortMultipartUploadCommand(upload), { abortSignal: bounded }));
      },
    };
  }

  async touch({ key }: ObjectInfo, signal: AbortSignal): Promise<void> {
    const source = [this.#bucket, ...key.split('/')].map((part) => encodeURIComponent(part)).join('/');
    const command = new CopyObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      CopySource: source,
      // A copy onto itself has to change something.
      MetadataDirective: 'REPLACE',
      Metadata: { 'updated-at': new Date().toISOString() },
    });
    await this.#answer(this.#client.send(command, { abortSignal: signal }));
  }

  async list(prefix: string, after: string | undefined, signal: AbortSignal) {
    const command = new ListObjectsV2Command({
      Bucket: this.#bucket,
      Prefix: prefix,
      ...(after !== undefined && { ContinuationToken: after }),
    });
    const answer = await this.#answer(this.#client.send(command, { abortSignal: signal }));
    const next = answer.IsTruncated === true ? answer.NextContinuationToken : undefined;
    return {
      objects: (answer.Contents ?? []).flatMap(({ Key, Size, ETag, LastModified }) =>
        Key === undefined ? [] : [infoOf(Key, Size, ETag, LastModified)],
      ),
      ...(next !== undefined && { next }),
    };
  }

  async remove(key: string, signal: AbortSignal): Promise<void> {
    const command = new DeleteObjectCommand({ Bucket: this.#bucket, Key: key });
    try {
      await this.#client.send(command, { abortSignal: signal });
    } catch (error) {
      const failure = s3Failure(error);
      if (!isAbsent(failure)) throw failure;
    }
  }

  async #answer<T>(sent: Promise<T>): Promise<T> {
    try {
      return await sent;
    } catch (error) {
      throw s3Failure(error);
    }
  }
}

/** What fails is told by who asked. */
const QUIET = { debug: nothing, info: nothing, warn: nothing, error: nothing };

function nothing(): void {
  // Nobody reads it.
}

/** On older releases of Node, the library warns everyone who makes a client. Which releases we run on is our matter. */
function quietClient(config: S3ClientConfig): S3Client {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return new S3Client(config);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Whoever says that it has taken an object says what its tag is. A page of a proxy with status 200 does not. */
function noTag(): ObjectFailure {
  return new ObjectFailure({ status: 200, code: 'no ETag', words: 'that is no answer of S3' });
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

/** Content-Range (RFC 9110, section 14.4). */
function placeOf(range: string | undefined): { readonly start: number; readonly size: number } | undefined {
  const [, start, size] = /^bytes (\d+)-\d+\/(\d+)$/.exec(range ?? '') ?? [];
  return start === undefined || size === undefined ? undefined : { start: Number(start), size: Number(size) };
}
