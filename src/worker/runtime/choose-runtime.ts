import { readFileSync } from 'node:fs';

import { InfraError } from '../../errors.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import { PerlKernelCalls } from '../kernel/perl-syscalls.js';
import { ProgramKernelCalls } from '../kernel/program-syscalls.js';
import { findProgram } from '../../files/find-program.js';
import type { Restriction } from '../kernel/mount-flags.js';
import { CompiledFilters } from './compiled-filters.js';
import { OciRuntime, type ContainerRuntime, type OciProgram } from './oci-runtime.js';
import { readonlyProgram } from './readonly-program.js';
import type { SpecHook } from './runtime-spec.js';
import type { XattrFamily } from '../kernel/overlay-marks.js';
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

/** Overlayfs keeps its marks in `trusted.*` attributes if we are the machine's own root, the only one who can write them. */
export function xattrFamily(): XattrFamily {
  const [inside, outside, count] = readFileSync('/proc/self/uid_map', 'utf8').trim().split(/\s+/);
  return inside === '0' && outside === '0' && Number(count) >= 2 ** 32 - 1 ? 'trusted' : 'user';
}

/**
 * Mounts a read-only view of the unified hierarchy over the machine's control groups, only in this mount namespace. So crun
 * and runc find a hierarchy that they understand, whatever the machine has, and cannot leave a group behind.
 */
export async function hideControlGroups(kernel: KernelCalls): Promise<void> {
  const target = '/sys/fs/cgroup';
  await kernel.mount({ source: 'cgroup2', target, type: 'cgroup2', options: ['nosuid', 'noexec', 'nodev'] });
  const options = ['remount', 'bind', 'ro', 'nosuid', 'noexec', 'nodev'];
  await kernel.mount({ source: 'none', target, type: 'none', options });
}

/**
 * @param memory a private folder in memory
 * @param groups of steps; `undefined`: they stay in the group of this process
 * @throws InfraError when none is installed, or not the one asked for
 */
export async function chooseRuntime(
  kernel: KernelCalls,
  choice: RuntimeChoice,
  path: string,
  memory: string,
  groups: OciProgram['groups'],
): Promise<ContainerRuntime> {
  const state = `${memory}/runtime`;
  const readonly = (program: string): Promise<string> => readonlyProgram(kernel, program, `${memory}/program`);
  const crun = choice === 'runc' ? undefined : findProgram('crun', path);
  const mount = findProgram('mount', path);
  if (crun !== undefined && mount !== undefined) {
    return new OciRuntime({
      name: 'crun',
      program: await readonly(crun),
      state,
      cgroups: ['--cgroup-manager=disabled'],
      groups,
      filters: new CompiledFilters(state, `${memory}/filters`),
      // crun mounts the root file system again, and drops the restrictions of the mount.
      hooks: ({ spec, rootRestrictions }) =>
        rootRestrictions.length === 0 ? [] : [remountHook(mount, spec.root.path, rootRestrictions)],
    });
  }
  const runc = choice === 'crun' ? undefined : findProgram('runc', path);
  if (runc !== undefined) {
    // "Rootless" only means here: continue although control groups cannot be made.
    return new OciRuntime({
      name: 'runc',
      program: await readonly(runc),
      state,
      cgroups: ['--rootless=true'],
      hooks: () => [],
      groups,
    });
  }
  const missing = choice === 'auto' ? 'neither crun nor runc' : `no ${choice}`;
  throw new InfraError(`RUN steps need a container runtime: ${missing} was found`, {
    hint: `Install one: apt-get install ${choice === 'auto' ? 'runc' : choice}`,
  });
}

/** crun writes the container's state to a hook's standard input, and fails if nobody reads it. */
const AFTER_READING = 'while read -r line; do :; done; exec "$0" "$@"';

/** @param mount mount(8) */
function remountHook(mount: string, target: string, restrictions: readonly Restriction[]): SpecHook {
  const options = ['remount', 'bind', ...restrictions].join(',');
  return { path: '/bin/sh', args: ['sh', '-c', AFTER_READING, mount, '-n', '-c', '-o', options, 'none', target] };
}
