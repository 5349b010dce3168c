import type { ImageTree } from '../../app/images/image-tree.js';
import type { ImageView } from '../../app/images/image-views.js';
import { shortDigest } from '../../oci/digest.js';
import { digestOfImage } from '../../oci/identity.js';
import { familiarName, familiarRepository, isTagged } from '../../oci/reference.js';
import type { Row } from '../../report/listing/row-format.js';
import { shortBytes } from '../../text/format.js';
import { byCodeUnit } from '../../text/code-unit-order.js';
import { age, goTime } from '../command/age.js';
import type { TreeImage } from './tree-text.js';

/** What docker shows where there is nothing. */
const NONE = '<none>';

export type ImageField =
  | 'Containers'
  | 'CreatedAt'
  | 'CreatedSince'
  | 'Digest'
  | 'ID'
  | 'Repository'
  | 'SharedSize'
  | 'Size'
  | 'Tag'
  | 'UniqueSize'
  | 'VirtualSize';

export const IMAGE_HEADINGS: Row<ImageField> = {
  Containers: 'CONTAINERS',
  CreatedAt: 'CREATED AT',
  CreatedSince: 'CREATED',
  Digest: 'DIGEST',
  ID: 'IMAGE ID',
  Repository: 'REPOSITORY',
  SharedSize: 'SHARED SIZE',
  Size: 'SIZE',
  Tag: 'TAG',
  UniqueSize: 'UNIQUE SIZE',
  VirtualSize: 'SIZE',
};

export interface RowOptions {
  readonly noTrunc: boolean;
  /** A row for each digest of a repository, also where it has a tag. */
  readonly digests: boolean;
}

/** The rows of one image, as docker makes them: one for each tag; one for each repository that only has a digest. */
export function imageRows(view: ImageView, { noTrunc, digests }: RowOptions): readonly Row<ImageField>[] {
  const rowOf = (repository: string, tag: string, digest: string): Row<ImageField> =>
    imageRow(view, noTrunc, { Repository: repository, Tag: tag, Digest: digest });
  const repositories = new Map<string, { readonly tags: string[]; readonly digests: string[] }>();
  for (const reference of view.references) {
    const name = familiarRepository(reference);
    const known = repositories.get(name) ?? { tags: [], digests: [] };
    if (isTagged(reference)) known.tags.push(reference.tag);
    else known.digests.push(reference.digest);
    repositories.set(name, known);
  }
  if (repositories.size === 0) return [rowOf(NONE, NONE, NONE)];
  return [...repositories].flatMap(([name, known]) => {
    const shown = digests && known.digests.length > 0 ? known.digests : [digests ? NONE : (known.digests[0] ?? NONE)];
    const tags = known.tags.length === 0 ? [NONE] : known.tags;
    return tags.flatMap((tag) => shown.map((digest) => rowOf(name, tag, digest)));
  });
}

/** One image as `system df` shows it: in one row, by the first of its tags. */
export function firstRow(view: ImageView, noTrunc: boolean): Row<ImageField> {
  const tagged = view.references.find(isTagged);
  const name =
    tagged === undefined
      ? { Repository: NONE, Tag: NONE }
      : { Repository: familiarRepository(tagged), Tag: tagged.tag };
  return imageRow(view, noTrunc, { ...name, Digest: '' });
}

function imageRow(view: ImageView, noTrunc: boolean, name: Row<'Repository' | 'Tag' | 'Digest'>): Row<ImageField> {
  return {
    ...name,
    Containers: 'N/A',
    CreatedAt: createdText(view.content?.config.created),
    CreatedSince: age(view.content?.config.created),
    ID: imageIdText(view, noTrunc),
    SharedSize: 'N/A',
    Size: sizeText(view.content?.size),
    UniqueSize: 'N/A',
    VirtualSize: sizeText(view.content?.size, 4),
  };
}

/** By name, as docker sorts them: those without one come last. */
export function treeImages(trees: readonly ImageTree[]): readonly TreeImage[] {
  return trees
    .map(({ view, platforms, size, contentSize, isUsed }) => ({
      names: view.references.filter(isTagged).map(familiarName).sort(byCodeUnit),
      id: imageIdText(view, false),
      diskUsage: sizeText(size),
      contentSize: sizeText(contentSize),
      inUse: isUsed,
      platforms: platforms.map((platform) => ({
        name: platform.name,
        id: shortDigest(platform.digest),
        diskUsage: sizeText(platform.size),
        contentSize: sizeText(platform.contentSize),
        inUse: platform.isUsed,
      })),
    }))
    .sort(
      ({ names: [left] }, { names: [right] }) =>
        Number(left === undefined) - Number(right === undefined) || byCodeUnit(left ?? '', right ?? ''),
    );
}

export function imageIdText({ imageId }: Pick<ImageView, 'imageId'>, noTrunc: boolean): string {
  return noTrunc ? imageId : shortDigest(digestOfImage(imageId));
}

/** `undefined`: a layer cannot be read, so nobody knows. */
export function sizeText(size: number | undefined, digits = 3): string {
  return size === undefined ? 'N/A' : shortBytes(size, digits);
}

/** As Go prints a time: `2026-01-02 03:04:05 +0000 UTC`. */
function createdText(created: string | undefined): string {
  const time = new Date(created ?? '');
  if (Number.isNaN(time.getTime())) return 'N/A';
  return goTime(time.toISOString());
}
