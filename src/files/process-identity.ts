import { readFileSync, readlinkSync } from 'node:fs';
import { errorCode } from '../errors.js';

/**
 * A name for a process that no later process has: `<pid>-<start>-<namespace>`. `start` is when it started, in clock ticks
 * since boot, and `namespace` its pid namespace, both from /proc. Without /proc they are 0.
 */
export function ownIdentity(): string {
  own ??= [process.pid, startTime(process.pid) ?? 0, pidNamespace()].join('-');
  return own;
}
let own: string | undefined;

/**
 * Whether the process has certainly ended. A process in another pid namespace (a container with the same store) cannot be
 * seen from here, so this is never certain for it.
 */
export function hasEnded(identity: string): boolean {
  const [, pid, start, namespace] = /^([1-9]\d*)-(\d+)-(\d+)$/.exec(identity) ?? [];
  if (pid === undefined || start === undefined || namespace !== pidNamespace()) return false;
  if (!isRunning(Number(pid))) return true;
  const now = startTime(Number(pid));
  return start !== '0' && now !== undefined && now !== start;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is running, as another user.
    return errorCode(error) !== 'ESRCH';
  }
}

/** Field 22 of /proc/PID/stat, see proc(5). The second field may have blanks and parentheses. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function pidNamespace(): string {
  namespace ??= readNamespace();
  return namespace;
}
let namespace: string | undefined;

function readNamespace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}
