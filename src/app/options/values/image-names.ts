import { UserError } from '../../../errors.js';
import { distinctReferences, parseReference, type TaggedReference, withDefaultTag } from '../../../oci/reference.js';

/** The names that a new image gets, each once; empty texts are none. @throws UserError for what is not a name, or is one by digest */
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
