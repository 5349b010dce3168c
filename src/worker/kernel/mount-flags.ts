import { readFileSync } from 'node:fs';

import { holdFile } from '../../files/held-file.js';
import type { KernelCalls } from './syscalls.js';

/** What a mount may not do, as far as it matters to a step. */
const RESTRICTIONS = ['ro', 'nosuid', 'nodev', 'noexec'] as const;
export type Restriction = (typeof RESTRICTIONS)[number];

/**
 * Restricts the mount at `place`, a path that nobody but us can change. Restrictions that it has stay: in a user namespace the
 * kernel lets nobody lift those of the machine.
 *
 * @throws SyscallError
 */
export async function restrictMount(kernel: KernelCalls, place: string, wanted: readonly Restriction[]): Promise<void> {
  const has = restrictionsOf(place);
  const all = RESTRICTIONS.filter((each) => has.includes(each) || wanted.includes(each));
  if (all.length === has.length) return;
  await kernel.mount({ source: 'none', target: place, type: 'none', options: ['remount', 'bind', ...all] });
}

/** Those of the mount that `place` lies in. */
function restrictionsOf(place: string): readonly Restriction[] {
  const held = holdFile(place, 'follow');
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
