import { UserError } from '../../errors.js';
import { shortDigest, type Digest } from '../../oci/digest.js';
import { digestOfImage, type ImageId } from '../../oci/identity.js';
import type { KnownImage } from '../../store/known-image.js';

/** Something that was made from an image and needs it: a container. */
export interface ImageUse {
  readonly imageId: ImageId;
  /** The manifest that it was made from. */
  readonly target: Digest;
  /** For people: `container 4c01db0b339c`. */
  readonly user: string;
  readonly isRunning: boolean;
}

/** Where the uses of images are known. */
export type FindImageUses = () => Promise<readonly ImageUse[]>;

/** @throws UserError when something uses the image; with `force`, only when it runs */
export function refuseUsed({ imageId }: KnownImage, uses: readonly ImageUse[], force: boolean): void {
  const use = uses.find((one) => one.imageId === imageId && (one.isRunning || !force));
  if (use === undefined) return;
  const id = shortDigest(digestOfImage(imageId));
  throw new UserError(`image ${id} cannot be removed: ${use.isRunning ? 'running ' : ''}${use.user} uses it`, {
    hint: use.isRunning ? 'Stop and remove it first.' : 'Remove it first, or use --force.',
  });
}
