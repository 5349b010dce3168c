import { readFileSync } from 'node:fs';

import { InfraError } from '../../errors.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import { PerlKernelCalls } from '../kernel/perl-syscalls.js';
import { ProgramKernelCalls } from '../kernel/program-syscalls.js';
import { findProgram } from '../../files/find-program.js';
import { OciRuntime, type ContainerRuntime } from './oci-runtime.js';
import type { XattrFamily } from '../snapshot/snapshot-notes.js';
import { syscallArguments } from '../kernel/syscall-script.js';
import type { RuntimeChoice } from '../protocol/messages.js';

/** @param path `:`-separated folders to look for programs in */
export function makeKernelCalls(path: string): KernelCalls {
  const perl = findProgram('perl', path);
  const numbers = syscallArguments(process.arch);
  return perl === undefined || numbers === undefined
    ? new ProgramKernelCalls(path)
    : new PerlKernelCalls(perl, numbers);
}

/** Overlayfs keeps its marks in `trusted.*` attributes, which only the machine's own root can write. */
export function xattrFamily(): XattrFamily {
  const [inside, outside, count] = readFileSync('/proc/self/uid_map', 'utf8').trim().split(/\s+/);
  return inside === '0' && outside === '0' && Number(count) >= 2 ** 32 - 1 ? 'trusted' : 'user';
}

/**
 * Covers the machine's control groups, in this mount namespace alone, by a read-only view of the unified hierarchy: crun and
 * runc then find one that they understand, whatever the machine has, and cannot leave a group behind.
 */
export async function hideControlGroups(kernel: KernelCalls): Promise<void> {
  const target = '/sys/fs/cgroup';
  await kernel.mount({ source: 'cgroup2', target, type: 'cgroup2', options: ['nosuid', 'noexec', 'nodev'] });
  const options = ['remount', 'bind', 'ro', 'nosuid', 'noexec', 'nodev'];
  await kernel.mount({ source: 'none', target, type: 'none', options });
}

/**
 * @param state a private folder in memory
 * @throws InfraError when there is none, or not the one asked for
 */
export function chooseRuntime(choice: RuntimeChoice, path: string, state: string): ContainerRuntime {
  if (choice === 'auto' || choice === 'crun') {
    const program = findProgram('crun', path);
    if (program !== undefined) return new OciRuntime('crun', program, state, ['--cgroup-manager=disabled']);
  }
  if (choice === 'auto' || choice === 'runc') {
    const program = findProgram('runc', path);
    // "Rootless" here only says: go on where control groups cannot be made.
    if (program !== undefined) return new OciRuntime('runc', program, state, ['--rootless=true']);
  }
  const missing = choice === 'auto' ? 'neither crun nor runc' : `no ${choice}`;
  throw new InfraError(`RUN steps need a container runtime: ${missing} was found`, {
    hint: `Install one: apt-get install ${choice === 'auto' ? 'runc' : choice}`,
  });
}
