import { HttpError } from '../http/http-error.js';
import { bytesBody } from '../http/request-body.js';
import { type Digest, sha256 } from '../oci/digest.js';
import type { Repository } from './repository.js';

export interface DocumentToPush {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/**
 * Puts a manifest under every tag, or under its digest if there is none (distribution-spec, "Pushing Manifests").
 *
 * @returns also the subject that the registry says it has noted (`OCI-Subject`)
 * @throws HttpError
 */
export async function putDocument(
  repository: Repository,
  tags: readonly string[],
  { mediaType, bytes }: DocumentToPush,
  signal: AbortSignal,
): Promise<{ readonly digest: Digest; readonly subject?: string | undefined }> {
  const { session, name, pushScopes } = repository;
  const digest = sha256(bytes);
  let subject: string | undefined;
  for (const tag of tags.length === 0 ? [digest] : new Set(tags)) {
    const request = {
      method: 'PUT',
      target: `v2/${name}/manifests/${tag}`,
      scopes: pushScopes,
      headers: { 'content-type': mediaType },
      body: bytesBody(bytes),
      signal,
    } as const;
    await session.send(request, async (response) => {
      if (response.status < 200 || response.status > 202) throw await session.failure(response);
      await response.discard();
      const noted = response.headers['oci-subject'];
      if (typeof noted === 'string') subject = noted;
      const stated = response.headers['docker-content-digest'];
      if (stated !== undefined && stated !== digest) {
        throw new HttpError(`${response.url.host} stored the manifest ${digest} under another digest`, {
          retryable: false,
          url: response.url,
        });
      }
    });
  }
  return { digest, subject };
}
