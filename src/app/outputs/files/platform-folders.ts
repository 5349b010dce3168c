import { UserError } from '../../../errors.js';
import { displayName } from '../../../text/byte-name.js';
import type { FlatImage } from './flat-image.js';

/** Where each image's files go below the destination: `linux_amd64`, or `''`. */
export interface Placed {
  readonly image: FlatImage;
  readonly folder: string;
}

/** @param split whether each platform has a folder of its own */
export function placed(images: readonly FlatImage[], split: boolean): readonly Placed[] {
  return images.map((image) => ({ image, folder: split ? image.platform.replaceAll('/', '_') : '' }));
}

/**
 * Checks that images which share a folder have no file in common, and none where another has a folder.
 *
 * @throws UserError that names the first such path
 */
export function checkConflicts(images: readonly FlatImage[]): void {
  const known = new Map<string, { readonly platform: string; readonly isFolder: boolean }>();
  for (const { platform, others, files, links } of images) {
    for (const { path, type } of [...others, ...files.values(), ...links]) {
      const isFolder = type === 'directory';
      const earlier = known.get(path);
      known.set(path, { platform, isFolder });
      if (earlier === undefined || (earlier.isFolder && isFolder)) continue;
      throw new UserError(
        `cannot overwrite ${displayName(path)} from ${earlier.platform} with ${platform} when split option is disabled`,
        { hint: 'Leave platform-split=false out.' },
      );
    }
  }
}
