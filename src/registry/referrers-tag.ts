import { InfraError, UserError } from '../errors.js';
import { HttpError } from '../http/http-error.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { Digest } from '../oci/digest.js';
import { OCI_INDEX } from '../oci/media-types.js';
import { putDocument } from './put-document.js';
import type { Repository } from './repository.js';

/** Another writer may replace the list between our reading and our writing. */
const MOST_ATTEMPTS = 5;

/** The tag under which clients keep the list of an image's referrers, where the registry keeps none. */
function referrersTag(subject: Digest): string {
  return subject.replace(':', '-');
}

/**
 * Adds a referrer to the list under the subject's tag (distribution-spec, "Referrers Tag Schema"). A tag cannot be changed on condition:
 * the list is read again, and the referrer added again if another writer has replaced it.
 *
 * @throws UserError when something else has the tag; HttpError, InfraError when it cannot be written
 */
export async function addToReferrersTag(
  repository: Repository,
  { subject, descriptor }: { readonly subject: Digest; readonly descriptor: Descriptor },
  signal: AbortSignal,
): Promise<void> {
  const tag = referrersTag(subject);
  for (let attempts = 0; attempts < MOST_ATTEMPTS; attempts++) {
    const manifests = await listed(repository, tag, signal);
    if (manifests.some(({ digest }) => digest === descriptor.digest)) return;
    const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [...manifests, descriptor] };
    const bytes = Buffer.from(JSON.stringify(index));
    await putDocument(repository, [tag], { mediaType: OCI_INDEX, bytes }, signal);
  }
  const manifests = await listed(repository, tag, signal);
  if (manifests.some(({ digest }) => digest === descriptor.digest)) return;
  throw new InfraError(`the list of referrers ${repository.name}:${tag} is written by others all the time`, {
    retryable: true,
  });
}

async function listed(repository: Repository, tag: string, signal: AbortSignal): Promise<readonly Descriptor[]> {
  try {
    const { document } = await repository.manifest(tag, signal);
    if (document.kind === 'index') return document.index.manifests;
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) return [];
    throw error;
  }
  throw new UserError(`${repository.name}:${tag} is an image, and not the list of referrers that has this name`, {
    hint: 'Remove the tag, or leave attest-as=referrer out.',
  });
}
