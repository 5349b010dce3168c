import { distinctReferences, sameRepository, type TaggedReference } from '../../oci/reference.js';
import type { PushTarget } from '../../registry/push.js';

/** The names of an image by repository, so that blobs go to each repository once. */
export function byRepository(references: readonly TaggedReference[]): readonly PushTarget[] {
  const repositories = distinctReferences(references.map(({ registry, repository }) => ({ registry, repository })));
  return repositories.map((name) => ({
    ...name,
    tags: references.filter((reference) => sameRepository(reference, name)).map(({ tag }) => tag),
  }));
}
