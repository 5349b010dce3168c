import { UserError } from '../../errors.js';
import { resolveInRoot } from '../../files/resolve-in-root.js';
import type { SpecMount } from '../runtime/runtime-spec.js';

/** The files of /proc that something may stand in for, as lxcfs does (runc, `libcontainer/rootfs_linux.go`, `checkProcMount`). */
const REPLACEABLE = new Set([
  '/proc/cpuinfo',
  '/proc/diskstats',
  '/proc/loadavg',
  '/proc/meminfo',
  '/proc/slabinfo',
  '/proc/stat',
  '/proc/swaps',
  '/proc/sys/crypto/fips_enabled',
  '/proc/sys/kernel/ns_last_pid',
  '/proc/uptime',
]);

/**
 * The kernel's own trees cannot be hidden: runc, and so BuildKit, refuses that, whatever the other runtimes do.
 *
 * @throws UserError
 */
export function checkTarget(rootfs: string, { destination, type, options }: SpecMount): void {
  const target = resolveInRoot(rootfs, destination).slice(rootfs.length);
  const bound = type === 'bind';
  const refused =
    target === '/proc' ||
    (bound && target.startsWith('/proc/') && !REPLACEABLE.has(target)) ||
    // The folder for /sys/fs/cgroup could not be made.
    (bound && target === '/sys' && options.includes('ro'));
  if (!refused) return;
  throw new UserError(`cannot mount on ${destination}: it belongs to the kernel`, {
    hint: 'Mount it somewhere else.',
  });
}
