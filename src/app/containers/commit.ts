import { UserError } from '../../errors.js';
import { MAX_CONFIG_SIZE, parseImageConfig, type ImageConfig } from '../../oci/image-config.js';
import { OCI_CONFIG, OCI_MANIFEST, ociLayerType } from '../../oci/media-types.js';
import { imageIdOf, type ImageId } from '../../oci/identity.js';
import type { Manifest } from '../../oci/manifest.js';
import type { Layer } from '../../layer/layer.js';
import { parseReference, withDefaultTag } from '../../oci/reference.js';
import { withChanges } from '../../plan/config-changes.js';
import type { Container } from './container.js';
import type { ContainerAccess } from './container-access.js';
import type { KnownContainer } from './container-store.js';

export interface Commit {
  readonly name: string | undefined;
  readonly author: string | undefined;
  readonly message: string | undefined;
  /** Instructions that change the config. */
  readonly changes: readonly string[];
  /** Whether the container's processes are stopped meanwhile. */
  readonly pause: boolean;
}

/**
 * Makes an image of a container: the layers of its image, and one of what it wrote. As with docker, the image has the command and the
 * variables of the container.
 *
 * @throws UserError when the name or a change is not valid
 */
export async function commitContainer(
  containers: ContainerAccess,
  known: KnownContainer,
  commit: Commit,
  now = new Date(),
): Promise<ImageId> {
  const { content, images, layers } = containers.adapters;
  const { container } = known;
  const reference = commit.name === undefined ? undefined : withDefaultTag(parseReference(commit.name));
  if (reference?.digest !== undefined) throw new UserError('an image cannot be given a digest as its name');
  const base = parseImageConfig(await content.read(container.imageConfig, MAX_CONFIG_SIZE));
  // The changes come first: a mistake in them should not be found after a long capture.
  const changed = withChanges(configOf(base, container, commit, now.toISOString()), commit.changes);
  return containers.withCapture(known, commit.pause, async (made) => {
    const layer = await layers.take(made);
    const all: readonly Layer[] = [...container.layers, layer];
    const config: ImageConfig = { ...changed, rootfs: { type: 'layers', diff_ids: all.map(({ diffId }) => diffId) } };
    const configBlob = { mediaType: OCI_CONFIG, ...(await content.put(Buffer.from(JSON.stringify(config)))) };
    const manifest: Manifest = {
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: configBlob,
      layers: all.map(({ blob }) => ({
        mediaType: ociLayerType(blob.mediaType),
        digest: blob.digest,
        size: blob.size,
      })),
    };
    const target = { mediaType: OCI_MANIFEST, ...(await content.put(Buffer.from(JSON.stringify(manifest)))) };
    const imageId = imageIdOf(configBlob.digest);
    await images.add({ target, imageId }, reference === undefined ? [] : [reference], now);
    return imageId;
  });
}

function configOf(base: ImageConfig, container: Container, { author, message }: Commit, created: string): ImageConfig {
  const { entrypoint, cmd, env, cwd, user } = container.process;
  const { Entrypoint: _entrypoint, Cmd: _cmd, ...rest } = base.config ?? {};
  return {
    ...base,
    created,
    ...(author !== undefined && { author }),
    config: {
      ...rest,
      Env: env,
      ...(entrypoint.length > 0 && { Entrypoint: entrypoint }),
      ...(cmd.length > 0 && { Cmd: cmd }),
      WorkingDir: cwd,
      ...(user !== '' && { User: user }),
      ...(Object.keys(container.labels).length > 0 && { Labels: container.labels }),
    },
    history: [
      ...(base.history ?? []),
      {
        created,
        created_by: [...entrypoint, ...cmd].join(' '),
        ...(author !== undefined && { author }),
        ...(message !== undefined && { comment: message }),
      },
    ],
  };
}
