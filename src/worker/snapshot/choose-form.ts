import { InfraError, messageOf } from '../../errors.js';
import { findProgram } from '../../files/find-program.js';
import type { ImageMounts } from '../erofs/image-mounts.js';
import type { XattrFamily } from '../kernel/overlay-marks.js';
import { mountCall } from '../kernel/syscall-script.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import { ServedFiles } from '../lazy/served-files.js';
import type { SnapshotForm } from './snapshot-form.js';

export interface Storage {
  readonly form: SnapshotForm;
  /** If steps may use layers that still arrive: what serves their content. */
  readonly served?: ServedFiles;
}

/** What overlayfs shows: folders, images, or images that still come. */
export type OverlayForm = 'overlay' | 'erofs' | 'lazy';

export interface StorageMachine {
  readonly kernel: KernelCalls;
  readonly family: XattrFamily;
  readonly images: Pick<ImageMounts, 'lack'>;
  /** `:`-separated folders to look for programs in. */
  readonly path: string;
  /** A private folder, which does not exist yet. */
  readonly folder: string;
  readonly warn: (message: string, hint: string) => void;
}

/**
 * How new snapshots are kept. Images cost less than half, but steps can tell them from folders (docs/adr/0014), so they must be
 * asked for.
 *
 * @throws InfraError when this machine cannot do what was asked for, except that layers which arrive late are only a way to be faster
 */
export async function chooseForm(driver: OverlayForm, machine: StorageMachine): Promise<Storage> {
  switch (driver) {
    case 'overlay':
      return { form: 'folder' };
    case 'erofs': {
      const lack = await lackOfImages(machine);
      if (lack === undefined) return { form: 'erofs' };
      throw new InfraError(`this machine cannot use EROFS images: ${lack}`, {
        hint: `${NEEDED}. Use --storage-driver auto or overlay.`,
      });
    }
    case 'lazy': {
      const served = await serveLayers(machine);
      if (served instanceof ServedFiles) return { form: 'erofs', served };
      machine.warn(
        `RUN steps wait until the layers below are unpacked into folders: ${served}`,
        `${NEEDED}, /dev/fuse, and perl.`,
      );
      return { form: 'folder' };
    }
  }
}

const NEEDED = 'It needs Linux 6.12 with EROFS (on Ubuntu: linux-modules-extra), and root';

/** Only the machine's own root may mount an image. */
async function lackOfImages({ family, images }: StorageMachine): Promise<string | undefined> {
  return family === 'user' ? 'they cannot be mounted in a user namespace' : images.lack();
}

/** @returns what this machine lacks for it, found out by mounting an image that is served */
async function serveLayers(machine: StorageMachine): Promise<ServedFiles | string> {
  const { kernel, images, path, folder } = machine;
  const lack = await lackOfImages(machine);
  if (lack !== undefined) return lack;
  const [perl, call] = [findProgram('perl', path), mountCall(process.arch)];
  if (perl === undefined || call === undefined) return 'perl is not installed';
  let served: ServedFiles;
  try {
    served = await ServedFiles.start({ perl, mountCall: call, kernel, folder });
  } catch (error) {
    return messageOf(error);
  }
  const unserved = await images.lack((image) => served.serveWhole(image));
  if (unserved === undefined) return served;
  await served.close();
  return unserved;
}
