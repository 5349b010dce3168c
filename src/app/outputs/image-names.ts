import { UserError } from '../../errors.js';
import { distinctReferences, parseReference, type TaggedReference, withDefaultTag } from '../../oci/reference.js';

/** The names that a new image gets. @throws UserError for what is not a name, or is one by digest */
export function imageNames(tags: readonly string[]): readonly TaggedReference[] {
  return distinctReferences(tags.map(imageName));
}

function imageName(tag: string): TaggedReference {
  const name = withDefaultTag(parseReference(tag));
  if (name.digest === undefined) return name;
  throw new UserError(`invalid tag ${JSON.stringify(tag)}: a new image cannot be named by digest`);
}
