import { createHash } from 'node:crypto';

import { type Digest, digestAlgorithm, digestHex, digestOfHex, isDigest } from '../oci/digest.js';
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
  /** The manifest itself, where the registry told its digest only together with it. */
  readonly fetched?: FetchedManifest;
}

const ACCEPT = MANIFEST_MEDIA_TYPES.join(', ');
/** Of servers that know no HEAD here. */
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

  /** The manifest or index under a tag or digest, verified. @throws HttpError, with `status` 404 where there is none */
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

  /** The digest under a tag, without the manifest itself. @throws HttpError, with `status` 404 where there is none */
  async manifestHead(tagOrDigest: string, signal: AbortSignal): Promise<ManifestHead> {
    return await this.session.send(this.#headOf(tagOrDigest, this.pullScopes, signal), async (response) => {
      const { status } = response;
      if (status !== 200 && !NO_HEAD.has(status)) throw await this.session.failure(response);
      await response.discard();
      const stated = statedDigest(response) ?? tagOrDigest;
      if (status === 200 && isDigest(stated)) return { digest: stated };
      // The header is optional (distribution-spec, "Pulling manifests"): then only the content tells.
      const fetched = await this.manifest(tagOrDigest, signal);
      return { digest: fetched.digest, fetched };
    });
  }

  /**
   * Whether the repository certainly holds the manifest, as somebody sees it who may push. A registry that does not say, or
   * refuses the question, is told by what follows.
   */
  async hasManifest(digest: Digest, signal: AbortSignal): Promise<boolean> {
    return await this.session.send(this.#headOf(digest, this.pushScopes, signal), async (response) => {
      await response.discard();
      return response.status === 200 && (statedDigest(response) ?? digest) === digest;
    });
  }

  /** Whether the registry holds the blob. @param scopes default: those for pulling */
  async hasBlob(digest: Digest, signal: AbortSignal, scopes = this.pullScopes): Promise<boolean> {
    const request = { method: 'HEAD', target: `v2/${this.name}/blobs/${digest}`, scopes, signal } as const;
    return await this.session.send(request, async (response) => {
      if (response.status !== 200 && response.status !== 404) throw await this.session.failure(response);
      await response.discard();
      return response.status === 200;
    });
  }

  #headOf(tagOrDigest: string, scopes: readonly string[], signal: AbortSignal): SessionRequest {
    const target = `v2/${this.name}/manifests/${tagOrDigest}`;
    return { method: 'HEAD', target, scopes, headers: { accept: ACCEPT }, signal };
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
  return stated ?? digestOfHex(createHash('sha256').update(bytes).digest('hex'));
}

function statedDigest(response: HttpResponse): Digest | undefined {
  const header = response.headers['docker-content-digest'];
  return typeof header === 'string' && isDigest(header) ? header : undefined;
}
