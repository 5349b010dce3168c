import {
  familiarName,
  isTagged,
  parseReference,
  type Reference,
  sameRepository,
  type TaggedReference,
} from '../../oci/reference.js';
import { UserError } from '../../errors.js';
import type { NamedImage } from '../../store/oci-index.js';
import { ImageQuery } from '../../store/image-query.js';
import type { ImageStore } from '../../store/image-store.js';

/**
 * What `save` means by a name: with a tag that image, without one all tags of the repository, as docker does it. By an id, the image
 * without a name.
 *
 * @throws UserError when there is no such image
 */
export async function imagesToSave(images: ImageStore, texts: readonly string[]): Promise<readonly NamedImage[]> {
  const found = new Map<
    string,
    { readonly target: NamedImage['target']; readonly names: Map<string, TaggedReference> }
  >();
  const add = (target: NamedImage['target'], names: readonly TaggedReference[]): void => {
    const known = found.get(target.digest) ?? { target, names: new Map<string, TaggedReference>() };
    for (const name of names) known.names.set(familiarName(name), name);
    found.set(target.digest, known);
  };
  for (const text of texts) {
    const repository = repositoryIn(text);
    const tagged = repository === undefined ? [] : await tagsOf(images, repository);
    for (const { target, name } of tagged) add(target, [name]);
    if (tagged.length > 0) continue;
    const query = ImageQuery.of(text);
    const image = await images.resolve(query);
    const name = query.isNamed(image.references) ? query.requireName() : undefined;
    add(image.target, name !== undefined && isTagged(name) ? [name] : []);
  }
  return [...found.values()].map(({ target, names }) => ({ target, references: [...names.values()] }));
}

/** All tags of a repository that are here, with what they mean. */
export async function tagsOf(
  images: ImageStore,
  repository: Reference,
): Promise<readonly { readonly target: NamedImage['target']; readonly name: TaggedReference }[]> {
  return (await images.list()).flatMap(({ target, references }) =>
    references.filter(isTagged).flatMap((name) => (sameRepository(name, repository) ? [{ target, name }] : [])),
  );
}

/** The repository, if the text names nothing else. */
function repositoryIn(text: string): Reference | undefined {
  try {
    const reference = parseReference(text);
    return reference.tag === undefined && reference.digest === undefined ? reference : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
