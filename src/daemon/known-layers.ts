import { array, withDefault } from '../json/containers.js';
import { integer, string } from '../json/decoder.js';
import { ifValid, nullish, object } from '../json/object.js';
import { type ChainId, chainIds } from '../oci/chain-id.js';
import { isDigest } from '../oci/digest.js';
import type { DiffId } from '../oci/identity.js';
import { diffId } from '../oci/identity-schema.js';
import { familiarName } from '../oci/reference.js';
import type { LoadableImage } from './daemon.js';
import { type EngineClient, isRefusal } from './engine-client.js';

const listedImages = array(object({ Id: string, Created: withDefault(integer, 0), RepoTags: nullish(array(string)) }));
const inspectedImage = object({ RootFS: ifValid(object({ Layers: nullish(array(diffId)) })) });

/** Images that are asked about at the same time. */
const AT_ONCE = 8;
/** Milliseconds after which no more images are asked about: what is not known by then is sent. */
const MAX_ASKING_MS = 5_000;

/**
 * The stacks of layers that a daemon has, by the images that it lists. Those with a name of `image` come first, then the newest, and
 * the rest is not asked about once all layers of `image` are known.
 */
export async function knownLayers(
  client: EngineClient,
  image: LoadableImage,
  signal: AbortSignal,
): Promise<ReadonlySet<ChainId>> {
  const repositories = new Set(image.references.map((reference) => repositoryOf(familiarName(reference))));
  const isNamesake = (tags: readonly string[] = []): boolean => tags.some((tag) => repositories.has(repositoryOf(tag)));
  const listed = (await client.get('images/json', listedImages, signal))
    .filter(({ Id }) => isDigest(Id))
    .map(({ Id, Created, RepoTags }) => ({ id: Id, created: Created, namesake: isNamesake(RepoTags) }))
    .sort((a, b) => Number(b.namesake) - Number(a.namesake) || b.created - a.created);
  const ids = [...new Set(listed.map(({ id }) => id))];
  const known = new Set<ChainId>();
  const wanted = new Set(image.platforms.flatMap(({ layers }) => chainIds(layers.map((layer) => layer.diffId))));
  const until = performance.now() + MAX_ASKING_MS;
  for (let at = 0; at < ids.length && performance.now() < until; at += AT_ONCE) {
    const stacks = await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => layersOf(client, id, signal)));
    for (const id of stacks.flatMap(chainIds)) if (wanted.delete(id)) known.add(id);
    if (wanted.size === 0) break;
  }
  return known;
}

/** An image may be removed meanwhile, or be damaged: then it says nothing. */
async function layersOf(client: EngineClient, id: string, signal: AbortSignal): Promise<readonly DiffId[]> {
  try {
    return (await client.get(`images/${id}/json`, inspectedImage, signal)).RootFS?.Layers ?? [];
  } catch (error) {
    if (isRefusal(error)) return [];
    throw error;
  }
}

function repositoryOf(name: string): string {
  return name.replace(/:[^:/]*$/, '');
}
