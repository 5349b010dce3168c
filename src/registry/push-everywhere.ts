import { eachConcurrently } from '../async/each-concurrently.js';
import { InfraError, messageOf, UserError } from '../errors.js';
import { type Digest, sha256 } from '../oci/digest.js';
import { distinctReferences, formatReference, type RepositoryName } from '../oci/reference.js';
import {
  bringContents,
  contentsOf,
  type Documents,
  type ImageContents,
  type PlatformImage,
  type PushTarget,
  withExplainedErrors,
} from './push.js';
import { type DocumentToPush, putDocument } from './put-document.js';
import type { Registries } from './registries.js';
import type { Repository } from './repository.js';

/** An image or an index, and the repositories that it goes to. */
export interface Push {
  readonly targets: readonly PushTarget[];
  /** The image's manifest, or an index that names the images. */
  readonly root: DocumentToPush;
  readonly images: readonly PlatformImage[];
}

/**
 * Pushes to several repositories, so that no tag points at something incomplete, and all tags move or none, as far as registries allow:
 *
 * 1. Every repository gets what the root names. Registries are served side by side. The repositories of one registry follow each
 *    other: the first gets the bytes, and the others mount the blobs from it.
 * 2. If there are several repositories, each gets the root under its digest. So a registry that does not take it ends the push before any
 *    tag has moved.
 * 3. The tags are put. After the first that fails, no other is begun.
 *
 * @returns the root's digest
 * @throws UserError when a registry denies access (401, 403); InfraError when it fails. If some tags have moved by then, the message
 *   says which, and which have not. EngineBug when manifests, configs and layers do not fit together
 */
export async function pushEverywhere(
  registries: Registries,
  { targets, root, images }: Push,
  signal: AbortSignal,
): Promise<{ readonly digest: Digest }> {
  const documents = { root, images: images.map(contentsOf) };
  const hosts = [...new Set(targets.map(({ registry }) => registry))];
  const byRegistry = hosts.map((host) => targets.filter(({ registry }) => registry === host));
  const manyRepositories = distinctReferences(targets.map(nameOf)).length > 1;
  await eachConcurrently(byRegistry, byRegistry.length, signal, async (group, either) => {
    let first: RepositoryName | undefined;
    for (const target of group) {
      const repository = registries.repository(target);
      const contents = first === undefined ? documents : mountedFrom(first, documents);
      await withExplainedErrors(repository, async () => {
        const found = await bringContents(registries, repository, contents, either);
        const puts = manyRepositories || target.tags.length === 0;
        if (puts && found === 'missing') await putDocument(repository, [], root, either);
      });
      first ??= nameOf(target);
    }
  });
  await moveTags(registries, byRegistry, root, signal);
  return { digest: sha256(root.bytes) };
}

function nameOf({ registry, repository }: RepositoryName): RepositoryName {
  return { registry, repository };
}

/** What one repository of a registry has, the next need not be sent. */
function mountedFrom(mountFrom: RepositoryName, { root, images }: Documents): Documents {
  const mounted = ({ manifest, blobs }: ImageContents): ImageContents => ({
    manifest,
    blobs: blobs.map((blob) => ({ ...blob, mountFrom })),
  });
  return { root, images: images.map(mounted) };
}

interface TagMove {
  readonly repository: Repository;
  readonly tag: string;
  /** As people write it. */
  readonly name: string;
  outcome: 'not tried' | 'moved' | { readonly error: unknown };
}

async function moveTags(
  registries: Registries,
  byRegistry: readonly (readonly PushTarget[])[],
  root: DocumentToPush,
  signal: AbortSignal,
): Promise<void> {
  const groups = byRegistry.map((targets) => targets.flatMap((target) => movesOf(registries, target)));
  const all = groups.flat();
  const hasFailed = (): boolean => all.some(({ outcome }) => typeof outcome === 'object');
  const moveAll = async (moves: readonly TagMove[]): Promise<void> => {
    for (const move of moves) {
      if (hasFailed()) return;
      try {
        // A request that is under way is never given up because of another: what it did would not be known.
        await withExplainedErrors(move.repository, () => putDocument(move.repository, [move.tag], root, signal));
        move.outcome = 'moved';
      } catch (error) {
        move.outcome = { error };
      }
    }
  };
  await Promise.all(groups.map(moveAll));
  if (hasFailed()) throw tagsLeft(all);
}

function movesOf(registries: Registries, target: PushTarget): readonly TagMove[] {
  const repository = registries.repository(target);
  return [...new Set(target.tags)].map((tag) => ({
    repository,
    tag,
    name: formatReference({ ...nameOf(target), tag }),
    outcome: 'not tried',
  }));
}

/** The first failure; if there are several tags, with what became of each. */
function tagsLeft(moves: readonly TagMove[]): unknown {
  const failures = moves.flatMap(({ outcome }) => (typeof outcome === 'object' ? [outcome.error] : []));
  const [error] = failures;
  const ours = error instanceof UserError || error instanceof InfraError ? error : undefined;
  if (moves.length === 1 || ours === undefined) return error;
  const moved = moves.filter(({ outcome }) => outcome === 'moved').map(({ name }) => name);
  const left = moves.flatMap(({ name, outcome }) =>
    outcome === 'moved' ? [] : [`${name} (${outcome === 'not tried' ? outcome : messageOf(outcome.error)})`],
  );
  const words = moved.length === 0 ? 'no tag points to the new image' : `these tags point to it: ${moved.join(', ')}`;
  const message = `the image was pushed, but not all of its tags. Left: ${left.join(', ')}; ${words}`;
  const { hint } = ours;
  return ours instanceof UserError
    ? new UserError(message, { hint, cause: ours })
    : new InfraError(message, {
        hint,
        cause: ours,
        retryable: ours.retryable,
        attempts: ours.attempts,
        url: ours.url,
      });
}
