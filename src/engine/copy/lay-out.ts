import type { SourceLocation } from '../../errors.js';
import type { SourceTree } from '../../layer/source-tree.js';
import { isArchive } from './archive-members.js';
import type { CopySelection } from './copy-request.js';
import { DestinationTree, type LaidOut } from './destination-tree.js';
import { findOwner, type FoundOwner } from './find-owner.js';
import { makeDirectories, resolveDestination } from './make-directories.js';
import { copyIntoTree, type CopyContext } from './copy-into-tree.js';
import { unpackArchive } from './unpack-archive.js';

/** The entries of a layer, before `writeCopyLayer` writes it. */
export interface CopyLayout {
  readonly entries: LaidOut;
  readonly warnings: readonly string[];
}

/**
 * Copies the selected sources into the image's tree, one after the other. The layer holds the new and replaced entries, and the
 * directories above them as they are in the image.
 *
 * @param image the flattened layers below; absent if there are none (FROM scratch). `--link` ignores it.
 * @throws UserError when names cannot be looked up, something in the image is in the way, or there is more than a layer can have
 */
export async function layOut(
  selection: CopySelection,
  image: SourceTree | undefined,
  signal?: AbortSignal,
): Promise<CopyLayout> {
  const { request } = selection;
  const below = request.link ? undefined : image;
  const found = await ownerOf(request.chown, {
    shownAs: `--chown=${request.chown ?? ''}`,
    image: below,
    link: request.link,
    location: request.location,
  });
  const tree = new DestinationTree(below, request.limit);
  const context: CopyContext = { request, owner: found?.owner };
  for (const source of selection.sources) {
    signal?.throwIfAborted();
    const archive = { tree: source.tree, path: source.top.source };
    const unpack = source.unpack && source.top.entry.type === 'file' && (await isArchive(archive, signal));
    if (unpack) await unpackArchive(tree, archive, context, signal);
    else await copyIntoTree(tree, source, context);
  }
  return { entries: tree, warnings: found?.warnings ?? [] };
}

export interface WorkdirRequest {
  /** Absolute. */
  readonly path: string;
  /** As USER says; `''` for none. */
  readonly user: string;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly location?: SourceLocation | undefined;
}

/**
 * The directories that WORKDIR makes: those that are missing, with mode 0755, owned by USER. If none is missing, the layer is empty.
 *
 * @throws UserError as `layOut` does
 */
export async function layOutWorkdir(request: WorkdirRequest, image: SourceTree | undefined): Promise<CopyLayout> {
  const { location } = request;
  if (/^\/*$/.test(request.path)) return { entries: new DestinationTree(undefined), warnings: [] };
  const found = await ownerOf(request.user, { shownAs: `USER ${request.user}`, image, location });
  const tree = new DestinationTree(image);
  const path = await resolveDestination(tree, request.path, location);
  await makeDirectories(tree, path, { mode: 0o755, owner: found?.owner, mtime: request.created, location });
  return { entries: tree, warnings: found?.warnings ?? [] };
}

function ownerOf(
  spec: string | undefined,
  question: Omit<Parameters<typeof findOwner>[0], 'spec'>,
): Promise<FoundOwner | undefined> {
  return spec === undefined || spec === '' ? Promise.resolve(undefined) : findOwner({ ...question, spec });
}
