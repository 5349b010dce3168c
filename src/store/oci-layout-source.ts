import { createHash } from 'node:crypto';

import { heldChunks } from '../files/file-chunks.js';
import { InfraError, UserError, errorCode } from '../errors.js';
import type { HeldFile } from '../files/held-file.js';
import { openInRoot } from '../files/open-in-root.js';
import type { Descriptor } from '../oci/descriptor.js';
import { digestAlgorithm, digestHex, type Digest } from '../oci/digest.js';
import { MAX_MANIFEST_SIZE, type Index } from '../oci/manifest.js';
import { DEFAULT_TAG } from '../oci/reference.js';
import type { DocumentSource } from './image-contents.js';
import { layoutPath, readLayoutIndex } from './layout-folder.js';
import { IMAGE_NAME, REF_NAME } from './oci-index.js';

/** Which image of a layout is meant. */
export interface LayoutChoice {
  readonly tag?: string;
  readonly digest?: Digest;
}

const CHUNK = 1024 * 1024;

/**
 * An OCI layout that others wrote (image-spec, "OCI Image Layout"). Its blobs are checked when they are read, and links in it are
 * followed inside of its folder alone.
 */
export class OciLayoutSource implements DocumentSource {
  readonly #directory: string;

  /** @param directory absolute path */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * The image's manifest or index. If a digest is given, only that counts. A tag is looked up in the annotations of `index.json`. A layout
   * with one image gives that image, whatever its tag (buildx, `--build-context`).
   *
   * @throws UserError when this is not a layout, or has no such image
   */
  find(choice: LayoutChoice): Descriptor {
    if (choice.digest !== undefined) {
      const { digest } = choice;
      // It need not be in the index: any document among the blobs can be used. The document itself says what it is.
      return { mediaType: '', digest, size: this.#size(digest) };
    }
    const tag = choice.tag ?? DEFAULT_TAG;
    const manifests = this.#manifests();
    const found =
      manifests.find((entry) => entry.annotations?.[IMAGE_NAME] === tag) ??
      manifests.find((entry) => entry.annotations?.[REF_NAME] === tag) ??
      (manifests.length === 1 ? manifests[0] : undefined);
    if (found !== undefined) return found;
    const tags = manifests.flatMap((entry) => entry.annotations?.[REF_NAME] ?? []);
    throw new UserError(`the OCI layout ${this.#directory} has no image with the tag ${tag}`, {
      hint: tags.length === 0 ? 'Name one by its digest: oci-layout://FOLDER@sha256:….' : `It has ${tags.join(', ')}.`,
    });
  }

  /** @throws UserError when the blob is missing or damaged */
  async read(descriptor: Pick<Descriptor, 'digest' | 'size'>, limit = MAX_MANIFEST_SIZE): Promise<Buffer> {
    if (descriptor.size > limit) throw this.#error(`its blob ${descriptor.digest} has more than ${limit} bytes`);
    const chunks: Buffer[] = [];
    for await (const chunk of this.open(descriptor)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** A blob's bytes, checked while they are read. If reading ends without an error, they are right. */
  async *open(
    { digest, size }: Pick<Descriptor, 'digest' | 'size'>,
    signal?: AbortSignal,
  ): AsyncGenerator<Buffer, void, undefined> {
    const hash = createHash(digestAlgorithm(digest));
    let seen = 0;
    try {
      for await (const chunk of heldChunks(this.#hold(digest), { size: CHUNK, signal })) {
        seen += chunk.length;
        if (seen > size) break;
        hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      throw this.#fileError(`its blob ${digest} cannot be read`, error);
    }
    if (seen !== size || hash.digest('hex') !== digestHex(digest)) throw this.#error(`its blob ${digest} is damaged`);
  }

  /** A blob for who checks its bytes himself, to be closed by him; `undefined` if it is not there. */
  hold(digest: Digest): HeldFile | undefined {
    try {
      return this.#hold(digest);
    } catch (error) {
      if (error instanceof UserError || errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  #manifests(): readonly Descriptor[] {
    let index: Index | undefined;
    try {
      index = readLayoutIndex(this.#directory);
    } catch (error) {
      const what = 'it has no readable index.json';
      const ours = error instanceof InfraError || error instanceof UserError;
      throw ours ? this.#error(what, error) : this.#fileError(what, error);
    }
    if (index === undefined) throw this.#error('it has no index.json');
    return index.manifests;
  }

  #size(digest: Digest): number {
    try {
      const held = this.#hold(digest);
      held.close();
      return held.stats.size;
    } catch (error) {
      throw this.#fileError(`it has no blob ${digest}`, error);
    }
  }

  #hold(digest: Digest): HeldFile {
    const found = openInRoot(this.#directory, layoutPath(digest), { followLast: true });
    if (found.kind === 'found' && found.held.stats.isFile()) return found.held;
    found.held.close();
    throw this.#error(`it has no blob ${digest}`);
  }

  #error(what: string, cause?: unknown): UserError {
    return new UserError(`the OCI layout ${this.#directory} cannot be used: ${what}`, { cause });
  }

  #fileError(what: string, error: unknown): unknown {
    const code = errorCode(error);
    if (code === undefined || code === 'ABORT_ERR') return error;
    if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EISDIR' && code !== 'EACCES') {
      return new InfraError(`cannot read the OCI layout ${this.#directory}`, { cause: error });
    }
    return new UserError(`the OCI layout ${this.#directory} cannot be used: ${what}`, { cause: error });
  }
}
