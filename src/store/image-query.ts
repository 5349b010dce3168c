import { UserError } from '../errors.js';
import { digestHex, type Hashed, isDigest } from '../oci/digest.js';
import { type ImageReference, parseReference, sameReference, withDefaultTag } from '../oci/reference.js';

/**
 * Which image of the store a person means: a name, with `latest` if there is no tag, or a digest, or the beginning of an id. `cafe` may
 * be a name or an id; the store looks for a name first.
 */
export class ImageQuery {
  /** As it was written, for messages. */
  readonly text: string;
  readonly #name: ImageReference | UserError;
  /** Hexadecimal; `undefined` if the text cannot be an id. */
  readonly #idStart: string | undefined;

  private constructor(text: string, name: ImageReference | UserError, idStart: string | undefined) {
    this.text = text;
    this.#name = name;
    this.#idStart = idStart;
  }

  static of(text: string): ImageQuery {
    const behindName = text.slice(text.lastIndexOf('@') + 1);
    const id = (isDigest(behindName) ? behindName : text).replace(/^sha256:/, '');
    return new ImageQuery(text, nameOrProblem(text), /^[a-f0-9]+$/.test(id) ? id : undefined);
  }

  /** `undefined` if the text is not a name. */
  get name(): ImageReference | undefined {
    return this.#name instanceof UserError ? undefined : this.#name;
  }

  /** @throws UserError if the text is not a name */
  requireName(): ImageReference {
    if (this.#name instanceof UserError) throw this.#name;
    return this.#name;
  }

  isNamed(references: readonly ImageReference[]): boolean {
    const { name } = this;
    return name !== undefined && references.some((reference) => sameReference(reference, name));
  }

  isIdOf(id: Hashed<string>): boolean {
    return this.#idStart !== undefined && digestHex(id).startsWith(this.#idStart);
  }
}

function nameOrProblem(text: string): ImageReference | UserError {
  try {
    return withDefaultTag(parseReference(text));
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
