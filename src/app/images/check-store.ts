import { InfraError, UserError } from '../../errors.js';
import { imageLayers } from '../../layer/image-layers.js';
import type { Descriptor } from '../../oci/descriptor.js';
import { MAX_CONFIG_SIZE, parseImageConfig } from '../../oci/image-config.js';
import { parseManifest } from '../../oci/manifest.js';
import { hostPlatform } from '../../oci/platform.js';
import { distinctReferences, familiarName, isTagged, type RepositoryName } from '../../oci/reference.js';
import type { ListedImage } from '../../store/image-store.js';
import type { Adapters } from '../host/adapters.js';

/** Something that is wrong with an image of the local store. */
export interface StoreFault {
  /** The image's names or digest; a file's path. */
  readonly where: string;
  readonly problem: string;
  /** What was done about it; absent if nothing was, or could be. */
  readonly mended?: 'fetched again' | 'removed';
}

type CheckParts = Pick<Adapters, 'content' | 'images' | 'registry' | 'layers'>;

/**
 * Reads every blob of every image, and compares it with its digest.
 *
 * @param repair removes what is damaged, fetches what is missing from the repositories in the image's names, and removes names of images
 *   of which nothing is left
 */
export async function checkStore(
  parts: CheckParts,
  repair: boolean,
  signal: AbortSignal,
): Promise<readonly StoreFault[]> {
  const { images } = parts;
  const faults: StoreFault[] = (await images.damagedFiles(repair)).map((where) => ({
    where,
    problem: 'the file of a name or an image cannot be read',
    ...(repair && { mended: 'removed' as const }),
  }));
  for (const image of await images.list()) {
    signal.throwIfAborted();
    const found = await faultsOf(parts, image, signal);
    if (found.length === 0) continue;
    const where = nameOf(image);
    const fetched = repair && (await fetchAgain(parts, image, signal));
    const isGone = repair && !fetched && found.some(({ digest }) => digest === image.target.digest);
    if (isGone) {
      for (const reference of image.references) await images.untag(reference, [image.target.digest]);
      await images.removeNameless(image.target.digest);
    }
    const mended = fetched ? 'fetched again' : isGone ? 'removed' : undefined;
    for (const { digest, problem } of found) {
      faults.push({ where, problem: `${digest} ${problem}`, ...(mended !== undefined && { mended }) });
    }
  }
  return faults;
}

function nameOf({ references, imageId }: ListedImage): string {
  const tags = references.filter(isTagged);
  return tags.length === 0 ? imageId : tags.map(familiarName).join(', ');
}

interface BlobFault extends Pick<Descriptor, 'digest'> {
  readonly problem: string;
}

/** The blobs of an image that are missing or damaged. A damaged one is removed by reading it: nothing can be made of it. */
async function faultsOf(parts: CheckParts, image: ListedImage, signal: AbortSignal): Promise<readonly BlobFault[]> {
  const { content } = parts;
  const faults: BlobFault[] = [];
  const isWhole = async (blob: Descriptor): Promise<boolean> => {
    if ((await content.size(blob.digest)) === undefined) {
      faults.push({ digest: blob.digest, problem: 'is missing' });
      return false;
    }
    try {
      await drain(content.open(blob, signal));
      return true;
    } catch (error) {
      if (!(error instanceof InfraError)) throw error;
      faults.push({ digest: blob.digest, problem: 'is damaged' });
      return false;
    }
  };
  const walk = async (descriptor: Descriptor): Promise<void> => {
    if (!(await isWhole(descriptor))) return;
    const document = parseManifest(await content.read(descriptor), descriptor.mediaType);
    if (document.kind === 'index') {
      // Of an index, a pull or a load may have brought only some.
      for (const child of document.index.manifests) if (await content.has(child.digest)) await walk(child);
      return;
    }
    const { config, layers } = document.manifest;
    for (const blob of [config, ...layers]) await isWhole(blob);
  };
  await walk(image.target);
  return faults;
}

async function drain(source: AsyncGenerator<unknown, void>): Promise<void> {
  while ((await source.next()).done !== true);
}

/** Asks each repository that the image has a name in. @returns whether the image is whole now */
async function fetchAgain(parts: CheckParts, image: ListedImage, signal: AbortSignal): Promise<boolean> {
  const { content, registry, layers } = parts;
  const { target } = image;
  const repositories = distinctReferences(
    image.references.map(({ registry: host, repository }): RepositoryName => ({ registry: host, repository })),
  );
  for (const repository of repositories) {
    try {
      const digest = target.digest;
      if (!(await content.has(digest))) {
        const found = await registry.resolve({ ...repository, digest }, hostPlatform(process.arch), signal);
        await content.put(found.manifestBytes);
        await content.put(found.configBytes);
      }
      const document = parseManifest(await content.read(target), target.mediaType);
      if (document.kind !== 'manifest') continue;
      const { config } = document.manifest;
      if (!(await content.has(config.digest))) {
        await content.ingest(registry.fetchBlob(repository, config, signal), config);
      }
      const parsed = parseImageConfig(await content.read(config, MAX_CONFIG_SIZE));
      for (const layer of imageLayers(nameOf(image), document.manifest, parsed)) {
        layers.addSource(layer, repository);
        await layers.blobFile(layer, signal);
      }
      if ((await faultsOf(parts, image, signal)).length === 0) return true;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof InfraError) && !(error instanceof UserError)) throw error;
    }
  }
  return false;
}
