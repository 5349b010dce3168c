import { HttpError } from '../http/http-error.js';
import { bytesBody } from '../http/request-body.js';
import { type Digest, sha256 } from '../oci/digest.js';
import type { Repository } from './repository.js';

export interface DocumentToPush {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/**
 * Puts a manifest under every tag, or under its digest if there is none (distribution-spec, "Pushing Manifests"). The specification wants
 * a 201. Registries also send a 200 or a 202, and so does a proxy that knows nothing of registries: without a digest in the answer, what
 * was put is asked for.
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
    let doubtful: URL | undefined;
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
      if (response.status !== 201 && stated === undefined) doubtful = response.url;
    });
    if (doubtful !== undefined && !(await repository.hasManifest(digest, signal, tag))) {
      const place = tags.length === 0 ? name : `${name}:${tag}`;
      throw new HttpError(`${doubtful.host} accepted the manifest ${digest}, and does not have it in ${place}`, {
        retryable: false,
        url: doubtful,
      });
    }
  }
  return { digest, subject };
}
