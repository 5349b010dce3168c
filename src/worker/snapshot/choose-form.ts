import { InfraError } from '../../errors.js';
import type { ImageMounts } from '../erofs/image-mounts.js';
import type { StorageDriver } from '../protocol/storage-drivers.js';
import type { SnapshotForm } from './snapshot-form.js';
import type { XattrFamily } from '../kernel/overlay-marks.js';

/**
 * How new snapshots are kept. Images cost less than half, but steps can tell them from folders (docs/adr/0014), so they must be
 * asked for.
 *
 * @throws InfraError when this machine cannot do what was asked for
 */
export async function chooseForm(
  driver: StorageDriver,
  family: XattrFamily,
  images: Pick<ImageMounts, 'lack'>,
): Promise<SnapshotForm> {
  if (driver !== 'erofs') return 'folder';
  // Only the machine's own root may mount an image.
  const lack = family === 'user' ? 'it cannot be mounted in a user namespace' : await images.lack();
  if (lack === undefined) return 'erofs';
  throw new InfraError(`this machine cannot use EROFS images: ${lack}`, {
    hint: 'It needs Linux 6.12 with EROFS (on Ubuntu: linux-modules-extra), and root. Use --storage-driver auto or folders.',
  });
}
