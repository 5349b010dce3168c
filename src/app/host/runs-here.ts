import { existsSync } from 'node:fs';

import { hostPlatform, type Platform } from '../../oci/platform.js';

/** What a processor runs besides its own programs. */
const ALSO_RUNS: Readonly<Record<string, string>> = { amd64: '386', arm64: 'arm' };

/** QEMU's names for processors, by OCI's, where they differ. */
const QEMU_NAMES: Readonly<Record<string, string>> = {
  amd64: 'x86_64',
  arm64: 'aarch64',
  '386': 'i386',
  loong64: 'loongarch64',
  mips64le: 'mips64el',
};

const EMULATORS = '/proc/sys/fs/binfmt_misc';

/** Whether this machine can run the programs of a platform, by itself or by an emulator that is registered in the kernel. */
export function runsHere(
  { os, architecture }: Pick<Platform, 'os' | 'architecture'>,
  host: Pick<Platform, 'os' | 'architecture'> = hostPlatform(process.arch),
  isThere: (path: string) => boolean = existsSync,
): boolean {
  if (os !== host.os) return false;
  if (architecture === host.architecture || ALSO_RUNS[host.architecture] === architecture) return true;
  return isThere(`${EMULATORS}/qemu-${QEMU_NAMES[architecture] ?? architecture}`);
}
