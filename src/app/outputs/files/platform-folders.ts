import type { Predicate } from '../../../attestation/statement.js';
import { UserError } from '../../../errors.js';
import { displayName } from '../../../text/byte-name.js';
import { type AttestationFile, attestationFiles } from './attestation-files.js';
import type { FlatImage } from './flat-image.js';

/** What goes below the destination for one platform. */
export interface Placed {
  readonly image: FlatImage;
  /** `linux_amd64`, or `''`. */
  readonly folder: string;
  readonly attestations: readonly AttestationFile[];
}

/** What the files of images and what is said about them have to do with platforms. */
interface Placing {
  /** Each platform has a folder of its own. */
  readonly split: boolean;
  /** In front of the names of the files that say something about the others. */
  readonly prefix: string;
  /** What is said of each image. */
  readonly predicates: readonly (readonly Predicate[])[];
}

export function placed(images: readonly FlatImage[], { split, prefix, predicates }: Placing): readonly Placed[] {
  return images.map((image, index) => {
    const name = image.platform.replaceAll('/', '_');
    const suffix = images.length > 1 && !split ? `.${name}` : '';
    return {
      image,
      folder: split ? name : '',
      attestations: attestationFiles(predicates[index] ?? [], image, { prefix, suffix }),
    };
  });
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
