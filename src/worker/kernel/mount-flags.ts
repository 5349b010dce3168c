import { readFileSync } from 'node:fs';

import { holdFile } from '../../files/held-file.js';
import type { KernelCalls } from './syscalls.js';

/** The restrictions of a mount that matter to a step. */
const RESTRICTIONS = ['ro', 'nosuid', 'nodev', 'noexec'] as const;
export type Restriction = (typeof RESTRICTIONS)[number];

/**
 * Restricts the mount at `mountPoint`, a path that nobody but us can change. Restrictions that it already has stay: in a
 * user namespace, the kernel does not allow to lift the machine's.
 *
 * @throws SyscallError
 */
export async function restrictMount(
  kernel: KernelCalls,
  mountPoint: string,
  wanted: readonly Restriction[],
): Promise<void> {
  const has = restrictionsOf(mountPoint);
  const all = RESTRICTIONS.filter((each) => has.includes(each) || wanted.includes(each));
  if (all.length === has.length) return;
  await kernel.mount({ source: 'none', target: mountPoint, type: 'none', options: ['remount', 'bind', ...all] });
}

/** The restrictions of the mount that `mountPoint` is on. */
function restrictionsOf(mountPoint: string): readonly Restriction[] {
  const held = holdFile(mountPoint, 'follow');
  try {
    const [, id] = /^mnt_id:\s*(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${held.fd}`, 'latin1')) ?? [];
    // proc(5): id, parent, device, root, mount point, options.
    const line = readFileSync('/proc/self/mountinfo', 'latin1')
      .split('\n')
      .map((text) => text.split(' '))
      .find((fields) => fields[0] === id);
    const options = (line?.[5] ?? '').split(',');
    return RESTRICTIONS.filter((each) => options.includes(each));
  } finally {
    held.close();
  }
}
