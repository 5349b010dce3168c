import { createHash } from 'node:crypto';
import { open, writeFile } from 'node:fs/promises';

import { readBytesUpTo } from '../async/read-bytes.js';
import { EngineBug, InfraError, UserError } from '../errors.js';
import type { BlobPart } from '../oci/blob-part.js';
import type { Descriptor } from '../oci/descriptor.js';
import { digestAlgorithm, digestHex, sha256, type Digest } from '../oci/digest.js';
import { MAX_MANIFEST_SIZE, parseManifest, type Manifest } from '../oci/manifest.js';
import { DEFAULT_TAG } from '../oci/reference.js';
import {
  addToLayoutIndex,
  layoutBlobSize,
  layoutError,
  openLayoutBlob,
  readLayoutIndex,
  writeLayoutBlob,
} from './layout-folder.js';
import { LayoutLock } from './layout-lock.js';
import { sweepLayout } from './layout-sweep.js';
import { REF_NAME } from './oci-index.js';
import type { LayoutChoice } from './oci-layout-source.js';

interface ArtifactBlob {
  readonly blob: Descriptor;
  readonly open?: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
  /** The blob in the layout is known to be damaged. */
  readonly damaged?: boolean;
}

interface ArtifactManifest {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The folder cannot be written to. Nobody is at fault, and trying again does not help. */
const READ_ONLY: ReadonlySet<string | undefined> = new Set(['EACCES', 'EPERM', 'EROFS']);

/**
 * One tag of an OCI layout in a folder, for artifacts. Any number of processes may use the folder at once. The last writer to end removes
 * blobs that no document names. Other images and artifacts in the folder stay.
 */
export class ArtifactLayout {
  readonly name: string;
  readonly kind = 'directory';
  /** Tells it from all other locations of artifacts. */
  readonly id: string;
  readonly #directory: string;
  readonly #choice: LayoutChoice;
  readonly #lock: LayoutLock;
  #lease: Promise<() => Promise<void>> | undefined;

  /** @param directory absolute path; made when the first blob is written */
  constructor(directory: string, choice: LayoutChoice = {}) {
    this.name = `folder ${directory}`;
    this.id = `directory ${directory}${choice.digest === undefined ? `:${choice.tag ?? DEFAULT_TAG}` : `@${choice.digest}`}`;
    this.#directory = directory;
    this.#choice = choice;
    this.#lock = new LayoutLock(directory);
  }

  /** @returns `undefined` when there is no such tag, or no layout. @throws InfraError */
  async manifest(signal: AbortSignal): Promise<(ArtifactManifest & { readonly digest: Digest }) | undefined> {
    signal.throwIfAborted();
    try {
      const found = this.#find();
      if (found === undefined) return undefined;
      const { digest, mediaType } = found;
      const blob = openLayoutBlob(this.#directory, digest, signal);
      if (blob === undefined) return undefined;
      const bytes = await readBytesUpTo(blob, MAX_MANIFEST_SIZE);
      if (bytes === undefined) throw new InfraError(`the manifest ${digest} of ${this.name} is too large`);
      if (createHash(digestAlgorithm(digest)).update(bytes).digest('hex') !== digestHex(digest)) {
        throw new InfraError(`the manifest ${digest} of ${this.name} is damaged`);
      }
      return { digest, mediaType, bytes };
    } catch (error) {
      throw readError(this.#directory, error);
    }
  }

  /** @throws InfraError when it is not there, or has another size */
  async *open(
    { digest, size }: Descriptor,
    signal: AbortSignal,
    part: BlobPart = { offset: 0, length: size },
  ): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      const found = layoutBlobSize(this.#directory, digest);
      const blob = found === size ? openLayoutBlob(this.#directory, digest, signal, part.offset) : undefined;
      if (blob === undefined) {
        throw new InfraError(`${this.name} has ${found === undefined ? 'no' : 'a damaged'} blob ${digest}`);
      }
      yield* upTo(part.length, blob);
    } catch (error) {
      throw readError(this.#directory, error);
    }
  }

  /** @throws InfraError when the disk does not take it, or the bytes are not those of the blob */
  async uploadBlob({ blob, open: bytes, damaged = false }: ArtifactBlob, signal: AbortSignal) {
    return await this.#writing(async () => {
      // First: from now on nobody removes the blobs that are there.
      await this.#leased(signal);
      if (!damaged && layoutBlobSize(this.#directory, blob.digest) === blob.size) return { kind: 'present' } as const;
      if (bytes === undefined) return { kind: 'absent' } as const;
      await writeLayoutBlob(this.#directory, blob.digest, (file) => writeVerified(file, blob, bytes(signal)));
      return { kind: 'uploaded' } as const;
    });
  }

  /** Ends the writing. Afterwards unnamed blobs may be removed. @throws InfraError */
  async put({ mediaType, bytes }: ArtifactManifest, signal: AbortSignal) {
    const document = parseManifest(bytes, mediaType);
    if (document.kind !== 'manifest') throw new EngineBug('an index is no artifact');
    const { manifest } = document;
    const digest = sha256(bytes);
    return await this.#writing(async () => {
      const release = await this.#leased(signal);
      await writeLayoutBlob(this.#directory, digest, (file) => writeFile(file, bytes, { flag: 'wx' }));
      await this.#lock.exclusively(async () => {
        this.#checkHeld(manifest);
        const index = await addToLayoutIndex(this.#directory, [this.#entry(mediaType, digest, bytes, manifest)]);
        // One writer is this one.
        if ((await this.#lock.writers()) <= 1) await sweepLayout(this.#directory, index);
      }, signal);
      this.#lease = undefined;
      await release();
      return { kind: 'put' } as const;
    });
  }

  #entry(mediaType: string, digest: Digest, bytes: Uint8Array, { artifactType }: Manifest): Descriptor {
    return {
      mediaType,
      digest,
      size: bytes.byteLength,
      ...(artifactType !== undefined && { artifactType }),
      annotations: { [REF_NAME]: this.#choice.tag ?? DEFAULT_TAG },
    };
  }

  #find(): { readonly digest: Digest; readonly mediaType: string } | undefined {
    const { digest, tag = DEFAULT_TAG } = this.#choice;
    const manifests = readLayoutIndex(this.#directory)?.manifests ?? [];
    if (digest === undefined) return manifests.find((entry) => entry.annotations?.[REF_NAME] === tag);
    // It need not be in the index. The document itself says what it is.
    return { digest, mediaType: manifests.find((entry) => entry.digest === digest)?.mediaType ?? '' };
  }

  /** Somebody may have changed the folder since `hold` was called for the blobs. */
  #checkHeld({ config, layers }: Manifest): void {
    for (const { digest, size } of [config, ...layers]) {
      if (layoutBlobSize(this.#directory, digest) !== size)
        throw new InfraError(`${this.name} has lost the blob ${digest}`);
    }
  }

  async #leased(signal: AbortSignal): Promise<() => Promise<void>> {
    this.#lease ??= this.#lock.lease(signal);
    try {
      return await this.#lease;
    } catch (error) {
      this.#lease = undefined;
      throw error;
    }
  }

  async #writing<T>(work: () => Promise<T>): Promise<T | { readonly kind: 'refused'; readonly why: string }> {
    try {
      return await work();
    } catch (error) {
      const { syscall, code } = error as NodeJS.ErrnoException;
      if (syscall !== undefined && READ_ONLY.has(code)) {
        return { kind: 'refused', why: `${this.name} cannot be written to` };
      }
      throw asInfraError(layoutError('write', this.#directory, error));
    }
  }
}

async function* upTo(length: number, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let left = length;
  for await (const chunk of bytes) {
    if (left <= 0) return;
    yield chunk.length > left ? chunk.subarray(0, left) : chunk;
    left -= chunk.length;
  }
}

function readError(directory: string, error: unknown): unknown {
  return asInfraError(layoutError('read', directory, error));
}

/** A cache that is not a layout, or has links in it, is not used. That does not fail a build. */
function asInfraError(error: unknown): unknown {
  return error instanceof UserError ? new InfraError(error.message, { cause: error, hint: error.hint }) : error;
}

async function writeVerified(file: string, blob: Descriptor, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(file, 'wx', 0o644);
  const hash = createHash(digestAlgorithm(blob.digest));
  let size = 0;
  try {
    for await (const chunk of chunks) {
      size += chunk.byteLength;
      if (size > blob.size) break;
      hash.update(chunk);
      for (let at = 0; at < chunk.byteLength;) at += (await handle.write(chunk, at)).bytesWritten;
    }
  } finally {
    await handle.close();
  }
  if (size !== blob.size || hash.digest('hex') !== digestHex(blob.digest)) {
    throw new InfraError(`blob ${blob.digest} has other content than its digest says`);
  }
}
