import { closeSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { restrictMount } from '../kernel/mount-flags.js';
import { SyscallError, type KernelCalls } from '../kernel/syscalls.js';

const ELF = Buffer.from('\x7fELF', 'latin1');

/**
 * Mounts a container runtime read-only, only in this mount namespace. crun and runc copy themselves into memory before each container, so
 * that the container cannot write to their program (CVE-2019-5736), unless the program is on a read-only mount.
 *
 * @param folder a private one, which does not exist
 * @returns its path there; the given one where it cannot be mounted, or if it is a script, which may look for its own place
 */
export async function readonlyProgram(kernel: KernelCalls, program: string, folder: string): Promise<string> {
  if (!isElf(program)) return program;
  const place = `${folder}/${path.basename(program)}`;
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(place, '');
  try {
    await kernel.mount({ source: program, target: place, type: 'none', options: ['bind'] });
    await restrictMount(kernel, place, ['ro']);
    return place;
  } catch (error) {
    if (error instanceof SyscallError) return program;
    throw error;
  }
}

function isElf(file: string): boolean {
  const start = Buffer.alloc(ELF.length);
  const fd = openSync(file, 'r');
  try {
    return readSync(fd, start) === ELF.length && start.equals(ELF);
  } finally {
    closeSync(fd);
  }
}
