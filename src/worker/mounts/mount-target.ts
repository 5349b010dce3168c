import { UserError } from '../../errors.js';
import type { RootedPath } from '../kernel/rooted-path.js';
import type { PlannedMount } from '../runtime/system-mounts.js';
import { DEVICE_PATHS } from './device-nodes.js';

/** The files of /proc that may be mounted over, as lxcfs does (runc, `libcontainer/rootfs_linux.go`, `checkProcMount`). */
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
 * The kernel's own trees cannot be mounted over: runc, and so BuildKit, refuses that, whatever other runtimes do. Neither
 * can the devices, which a runtime uses to hide other files. And nothing that others write to may be mounted as /dev.
 *
 * @param path where the mount's destination leads, links followed
 * @throws UserError
 */
export function checkTarget(path: string, { destination, type, options }: PlannedMount): void {
  const bound = type === 'bind';
  const refused =
    path === '/proc' ||
    (path.startsWith('/proc/') && !(bound && REPLACEABLE.has(path))) ||
    // The runtime could not make the folder for /sys/fs/cgroup.
    (bound && path === '/sys' && options.includes('ro')) ||
    (bound && path === '/dev') ||
    DEVICE_PATHS.has(path);
  if (!refused) return;
  throw new UserError(`cannot mount on ${destination}: it belongs to the kernel`, {
    hint: 'Mount it somewhere else.',
  });
}

/**
 * @param target the destination of one of the kernel's own mounts; runtimes mount at this path wherever it leads
 * @throws UserError if the image has something other than a folder there
 */
export function checkSystemFolder(target: RootedPath, destination: string): void {
  const isLink = target.path !== destination;
  if (!isLink && (!target.exists || target.stats.isDirectory())) return;
  throw new UserError(`the image's ${destination} is a ${isLink ? 'symbolic link' : 'file'}: no step can run on it`, {
    hint: `${destination} has to be a folder, or absent.`,
  });
}
