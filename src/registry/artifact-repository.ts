import { InfraError, UserError } from '../errors.js';
import type { BlobPart } from '../oci/blob-part.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { Digest } from '../oci/digest.js';
import {
  familiarName,
  formatReference,
  type ImageReference,
  type RepositoryName,
  tagOrDigest,
} from '../oci/reference.js';
import { fetchBlob, fetchBlobPart } from './pull.js';
import { type DocumentToPush, putDocument } from './put-document.js';
import { isAccessDenied, loginHint, accessDenied } from './access-denied.js';
import type { Registries } from './registries.js';
import { HttpError } from '../http/http-error.js';
import type { Repository } from './repository.js';
import { silentProgress } from './transfer-progress.js';
import { mountBlob, pushBlob } from './upload.js';

interface ArtifactBlob {
  readonly blob: Descriptor;
  readonly open?: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
  readonly mountFrom?: RepositoryName;
}

interface Refused {
  readonly kind: 'refused';
  readonly why: string;
}

/** Statuses by which registries say that they do not know a manifest's form. 404 comes from those that check the config's type. */
const UNSUITABLE: ReadonlySet<number> = new Set([400, 404, 415, 422]);
/** Codes that can come with such a status, but mean something else. */
const MISSING_BLOB: ReadonlySet<string> = new Set(['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN']);
/** Codes of a registry that does not take a manifest: its tag is immutable (ECR), or the repository is missing or a mirror. */
const NOT_TAKEN: ReadonlySet<string> = new Set(['TAG_INVALID', 'NAME_UNKNOWN', 'DENIED']);

/**
 * A tag of a repository under which an artifact is kept. Mirrors are not asked for the tag, since they may be out of
 * date. An artifact that is missing or not writable is a result here, and not an error.
 */
export class ArtifactRepository {
  /** As people write it, for messages: `registry ghcr.io/o/cache:main`. */
  readonly name: string;
  readonly kind = 'registry';
  /** Tells it from all other locations of artifacts. */
  readonly id: string;
  readonly #registries: Registries;
  readonly #repository: Repository;
  readonly #reference: ImageReference;

  constructor(registries: Registries, reference: ImageReference) {
    this.name = `registry ${familiarName(reference)}`;
    this.id = `registry ${formatReference(reference)}`;
    this.#registries = registries;
    this.#repository = registries.repository(reference);
    this.#reference = reference;
  }

  /** @returns `undefined` when there is no such tag. @throws InfraError */
  async manifest(
    signal: AbortSignal,
  ): Promise<{ readonly digest: Digest; readonly mediaType: string; readonly bytes: Uint8Array } | undefined> {
    try {
      const { digest, bytes, document } = await this.#repository.manifest(tagOrDigest(this.#reference), signal);
      return { digest, bytes, mediaType: document.mediaType };
    } catch (error) {
      if (error instanceof HttpError && error.status === 404) return undefined;
      throw this.#failure(error);
    }
  }

  /** @throws InfraError */
  async *open(blob: Descriptor, signal: AbortSignal, part?: BlobPart): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      if (part !== undefined) yield* fetchBlobPart(this.#registries, this.#reference, blob, part, signal);
      else yield* fetchBlob(this.#registries, this.#reference, blob, signal, silentProgress(blob));
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** @throws InfraError */
  async uploadBlob(
    { blob, open, mountFrom }: ArtifactBlob,
    signal: AbortSignal,
  ): Promise<{ readonly kind: 'present' | 'uploaded' | 'absent' } | Refused> {
    const repository = this.#repository;
    const short = { descriptor: blob, ...(mountFrom !== undefined && { mountFrom }) };
    try {
      if (open !== undefined) {
        const kind = await pushBlob(repository, { ...short, open: () => open(signal) }, silentProgress(blob), signal);
        return { kind };
      }
      const there =
        (await repository.hasBlob(blob.digest, signal, repository.pushScopes)) ||
        (await mountBlob(repository, short, signal)) === 'mounted';
      return { kind: there ? 'present' : 'absent' };
    } catch (error) {
      return this.#refusal(error);
    }
  }

  /** @throws InfraError */
  async put(
    manifest: DocumentToPush,
    signal: AbortSignal,
  ): Promise<{ readonly kind: 'put' } | { readonly kind: 'unsuitable'; readonly why: string } | Refused> {
    try {
      await putDocument(this.#repository, [tagOrDigest(this.#reference)], manifest, signal);
      return { kind: 'put' };
    } catch (error) {
      if (!(error instanceof HttpError) || error.status === undefined) return this.#refusal(error);
      const lacksBlob = error.codes.some((code) => MISSING_BLOB.has(code));
      const taken = error.codes.every((code) => !NOT_TAKEN.has(code));
      if (UNSUITABLE.has(error.status) && taken && !lacksBlob) return { kind: 'unsuitable', why: error.message };
      return this.#refusal(error);
    }
  }

  /** @throws InfraError when the registry failed; whatever else it was */
  #refusal(error: unknown): Refused {
    const registry = this.#repository.session.endpoint.name;
    // A denial of the token server is a UserError already.
    if (error instanceof UserError) return { kind: 'refused', why: error.message };
    if (!(error instanceof HttpError)) throw error;
    if (isAccessDenied(error.status))
      return { kind: 'refused', why: `${error.message}. ${loginHint(registry, 'push')}` };
    if (error.status === 405 || error.codes.some((code) => NOT_TAKEN.has(code))) {
      return { kind: 'refused', why: error.message };
    }
    throw error;
  }

  #failure(error: unknown): unknown {
    const { endpoint, credentialProblem } = this.#repository.session;
    const told =
      error instanceof HttpError && isAccessDenied(error.status)
        ? accessDenied('pull', this.name, endpoint.name, error, credentialProblem)
        : error;
    return told instanceof UserError ? new InfraError(told.message, { hint: told.hint, cause: error }) : told;
  }
}
