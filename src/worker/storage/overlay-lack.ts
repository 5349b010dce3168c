import { mkdirSync } from 'node:fs';

import type { XattrFamily } from '../kernel/overlay-marks.js';
import { removeTree } from '../kernel/remove-tree.js';
import { SyscallError, type KernelCalls } from '../kernel/syscalls.js';

/**
 * Tries to mount an overlay that can be written to.
 *
 * @param place a path on the file system that layers are kept on, which does not exist
 * @returns why this machine refuses that; `undefined` if it does not
 */
export async function lackOfOverlay(
  kernel: KernelCalls,
  family: XattrFamily,
  place: string,
): Promise<string | undefined> {
  const folder = (name: string): string => `${place}/${name}`;
  for (const name of ['lower', 'upper', 'work', 'merged']) mkdirSync(folder(name), { recursive: true, mode: 0o700 });
  const options = [
    ...[`lowerdir=${folder('lower')}`, `upperdir=${folder('upper')}`, `workdir=${folder('work')}`],
    ...(family === 'user' ? ['userxattr'] : []),
  ];
  const target = folder('merged');
  try {
    await kernel.mount({ source: 'overlay', target, type: 'overlay', options });
    await kernel.unmount(target);
    return undefined;
  } catch (error) {
    if (error instanceof SyscallError) return error.message;
    throw error;
  } finally {
    await removeTree(place);
  }
}
