import { UserError } from '../../../errors.js';
import type { Digest } from '../../../oci/digest.js';
import { parseReference, type RepositoryName } from '../../../oci/reference.js';

/** An image or an index that was pushed under its digest. */
export interface PushedDigest extends RepositoryName {
  readonly digest: Digest;
}

/**
 * `NAME@DIGEST`, as `docker buildx imagetools create` takes them. Empty texts are left out.
 *
 * @throws UserError for a name without a digest
 */
export function parsePushedDigests(where: string, texts: readonly string[]): readonly PushedDigest[] {
  return texts
    .filter((text) => text !== '')
    .map((text) => {
      const { registry, repository, digest } = parseReference(text);
      if (digest !== undefined) return { registry, repository, digest };
      throw new UserError(`${where}: ${JSON.stringify(text)} has no digest`, {
        hint: 'Write it as NAME@sha256:…, with the digest that the output "digest" of the job has.',
      });
    });
}
