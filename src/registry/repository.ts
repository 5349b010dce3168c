import { createHash } from 'node:crypto';

import { type Digest, digestAlgorithm, digestHex, isDigest, sha256 } from '../oci/digest.js';
import { MANIFEST_MEDIA_TYPES, type ManifestDocument, MAX_MANIFEST_SIZE, parseManifest } from '../oci/manifest.js';
import type { HttpResponse } from '../http/exchange.js';
import { readBody } from '../http/read-body.js';
import { HttpError } from '../http/http-error.js';
import type { RegistrySession, SessionRequest } from './session.js';

/** A manifest with the very bytes that its digest is of. */
export interface FetchedManifest {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  readonly document: ManifestDocument;
}

export interface ManifestHead {
  readonly digest: Digest;
  /** The manifest itself, if the digest had to be computed from it. */
  readonly fetched?: FetchedManifest;
}

const ACCEPT = MANIFEST_MEDIA_TYPES.join(', ');
/** Answers of servers that do not know HEAD. */
const NO_HEAD: ReadonlySet<number> = new Set([405, 501]);

/** What is read of one repository of a registry. */
export class Repository {
  readonly session: RegistrySession;
  /** Below the registry: `library/node`. */
  readonly name: string;

  constructor(session: RegistrySession, name: string) {
    this.session = session;
    this.name = name;
  }

  /** The manifest or index under a tag or digest, verified. @throws HttpError, with `status` 404 if it does not exist */
  async manifest(tagOrDigest: string, signal: AbortSignal): Promise<FetchedManifest> {
    const request = {
      method: 'GET',
      target: `v2/${this.name}/manifests/${tagOrDigest}`,
      scopes: this.pullScopes,
      headers: { accept: ACCEPT },
      signal,
    } as const;
    return await this.session.send(request, async (response) => {
      if (response.status !== 200) throw await this.session.failure(response);
      const bytes = await readBody(response, MAX_MANIFEST_SIZE);
      const digest = verified(bytes, tagOrDigest, response);
      return { digest, bytes, document: parseManifest(bytes, response.headers['content-type']) };
    });
  }

  /** The digest under a tag, without the manifest itself. @throws HttpError, with `status` 404 if it does not exist */
  async manifestHead(tagOrDigest: string, signal: AbortSignal): Promise<ManifestHead> {
    const head = await this.#head(this.#manifestRequest(tagOrDigest, this.pullScopes, signal), async (response) => {
      if (response.status !== 200) throw await this.session.failure(response);
      await response.discard();
      return statedDigest(response) ?? tagOrDigest;
    });
    if (head !== undefined && isDigest(head)) return { digest: head };
    // The header with the digest is optional (distribution-spec, "Pulling manifests").
    const fetched = await this.manifest(tagOrDigest, signal);
    return { digest: fetched.digest, fetched };
  }

  /**
   * Whether the repository certainly holds the manifest, seen with the right to push. When the registry does not say, or denies
   * access, the answer is no: then the push itself shows what is wrong.
   *
   * @param reference under which it must be there: a tag, by default the digest
   */
  async hasManifest(digest: Digest, signal: AbortSignal, reference: string = digest): Promise<boolean> {
    const read = async (response: HttpResponse): Promise<boolean> => {
      await response.discard();
      return response.status === 200 && (statedDigest(response) ?? digest) === digest;
    };
    return await this.#headOrGet(this.#manifestRequest(reference, this.pushScopes, signal), read);
  }

  /**
   * Whether the repository holds the blob.
   *
   * @param scopes default: those for pulling
   * @param once the first failure counts
   */
  async hasBlob(digest: Digest, signal: AbortSignal, scopes = this.pullScopes, once?: boolean): Promise<boolean> {
    const request = { target: `v2/${this.name}/blobs/${digest}`, scopes, once, signal };
    const read = async (response: HttpResponse): Promise<boolean> => {
      const { status } = response;
      // 416: the blob is empty, and has not even one byte.
      const found = status === 200 || status === 206 || status === 416;
      if (!found && status !== 404) throw await this.session.failure(response);
      await response.discard();
      return found;
    };
    return await this.#headOrGet(request, read, { range: 'bytes=0-0' });
  }

  #manifestRequest(
    tagOrDigest: string,
    scopes: readonly string[],
    signal: AbortSignal,
  ): Omit<SessionRequest, 'method'> {
    return { target: `v2/${this.name}/manifests/${tagOrDigest}`, scopes, headers: { accept: ACCEPT }, signal };
  }

  /** @returns `undefined` where the registry does not know HEAD; it is not asked so again */
  async #head<T>(
    request: Omit<SessionRequest, 'method'>,
    read: (response: HttpResponse) => Promise<T>,
  ): Promise<T | undefined> {
    const { session } = this;
    if (!session.supportsHead) return undefined;
    return await session.send<T | undefined>({ ...request, method: 'HEAD' }, async (response) => {
      if (!NO_HEAD.has(response.status)) return await read(response);
      session.supportsHead = false;
      await response.discard();
      return undefined;
    });
  }

  async #headOrGet<T>(
    request: Omit<SessionRequest, 'method'>,
    read: (response: HttpResponse) => Promise<T>,
    getHeaders: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    const answer = await this.#head(request, read);
    if (answer !== undefined) return answer;
    const headers = { ...request.headers, ...getHeaders };
    return await this.session.send({ ...request, method: 'GET', headers }, read);
  }

  get pullScopes(): readonly string[] {
    return [`repository:${this.name}:pull`];
  }

  get pushScopes(): readonly string[] {
    return [`repository:${this.name}:pull,push`];
  }
}

/** @throws HttpError when the bytes are not what was asked for, or not what the registry says they are */
function verified(bytes: Uint8Array, tagOrDigest: string, response: HttpResponse): Digest {
  const stated = statedDigest(response);
  for (const expected of [tagOrDigest, stated]) {
    if (expected === undefined || !isDigest(expected)) continue;
    const actual = createHash(digestAlgorithm(expected)).update(bytes).digest('hex');
    if (actual === digestHex(expected)) continue;
    throw new HttpError(`${response.url.host} sent a manifest with another digest than ${expected}`, {
      retryable: false,
      url: response.url,
    });
  }
  if (isDigest(tagOrDigest)) return tagOrDigest;
  return stated ?? sha256(bytes);
}

function statedDigest(response: HttpResponse): Digest | undefined {
  const header = response.headers['docker-content-digest'];
  return typeof header === 'string' && isDigest(header) ? header : undefined;
}
