import { UserError } from '../../errors.js';
import {
  DEFAULT_TAG,
  distinctReferences,
  familiarName,
  formatReference,
  type Reference,
  type TaggedReference,
} from '../../oci/reference.js';
import type { BuildOptions } from './build-options.js';
import { NAME_OPTIONS } from './name-options.js';
import type { OptionSource } from './read-options.js';
import { isOfImage, type OutputSpec } from './values/output-spec.js';

type Named = Pick<BuildOptions, 'tags' | 'outputs'>;

/**
 * Settles which output has which names. As in buildx, the names of the whole build replace those of its outputs.
 *
 * @param names of the whole build
 * @throws UserError when an image is to be pushed and has no name, or has a tag and is to be pushed without one
 */
export function settleNames(
  names: readonly TaggedReference[],
  outputs: readonly OutputSpec[],
  source: OptionSource,
): Named {
  const tags = names.length > 0 ? names : distinctReferences(outputs.flatMap((output) => output.names ?? []));
  const several = names.length === 0 && tags.length > 0 && outputs.filter(isOfImage).length > 1;
  const settled = { tags, outputs: outputs.map((output) => withNames(output, several)) };
  for (const output of settled.outputs) if (output.type === 'registry') checkPush(output, tags, source);
  return settled;
}

/** @param ownNames whether an output has only the names that it gives itself, and none if it gives none */
function withNames({ names = [], ...output }: OutputSpec, ownNames: boolean): OutputSpec {
  return ownNames && isOfImage(output) ? { ...output, names } : output;
}

function checkPush(
  output: OutputSpec & { readonly type: 'registry' },
  tags: Named['tags'],
  source: OptionSource,
): void {
  const names = namesOf(output, tags);
  if (names.length === 0) {
    const option = source.face === 'flag' ? NAME_OPTIONS.tag : NAME_OPTIONS.tags;
    throw new UserError('a push needs a tag that says where to', {
      hint: `Give ${source.nameOf(option)} a name such as registry.example.com/team/app:1.2.`,
    });
  }
  const tagged = names.find(({ tag }) => tag !== DEFAULT_TAG);
  if (output.byDigest !== true || tagged === undefined) return;
  throw new UserError(`push-by-digest=true: can't push tagged ref ${familiarName(tagged)} by digest`, {
    hint: 'Give the name without a tag, or leave push-by-digest=true out.',
  });
}

/** The names that an output gives the image. */
export function namesOf(output: OutputSpec, tags: readonly TaggedReference[]): readonly TaggedReference[] {
  return isOfImage(output) ? (output.names ?? tags) : [];
}

/** The full names that the image has after the build; without a tag where it was pushed by its digest. */
export function resultNames(named: Named): readonly string[] {
  return distinctNames(named).map(formatReference);
}

/** The same as people write them. */
export function toldNames(named: Named): readonly string[] {
  return distinctNames(named).map(familiarName);
}

function distinctNames({ tags, outputs }: Named): readonly Reference[] {
  if (outputs.length === 0) return tags;
  return distinctReferences(
    outputs.flatMap((output) =>
      namesOf(output, tags).map((name): Reference => (isByDigest(output) ? withoutTag(name) : name)),
    ),
  );
}

function isByDigest(output: OutputSpec): boolean {
  return output.type === 'registry' && output.byDigest === true;
}

function withoutTag({ registry, repository }: TaggedReference): Reference {
  return { registry, repository };
}
