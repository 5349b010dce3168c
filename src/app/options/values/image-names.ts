import { UserError } from '../../../errors.js';
import { distinctReferences, parseReference, type TaggedReference, withDefaultTag } from '../../../oci/reference.js';

/**
 * The names for a new image, each once. Empty texts are left out.
 *
 * @throws UserError for a text that is not a name, and for a name with a digest
 */
export function imageNames(where: string, texts: readonly string[]): readonly TaggedReference[] {
  return distinctReferences(texts.filter((text) => text !== '').map((text) => imageName(where, text)));
}

export function imageName(where: string, text: string): TaggedReference {
  try {
    const name = withDefaultTag(parseReference(text));
    if (name.digest === undefined) return name;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${where}: ${error.message}`, { ...(error.hint !== undefined && { hint: error.hint }) });
  }
  throw new UserError(`${where}: invalid tag ${JSON.stringify(text)}: a new image cannot be named by digest`);
}
