import { readFileSync } from 'node:fs';
import { availableParallelism, hostname, machine, release, totalmem } from 'node:os';

import { hostPlatform } from '../../oci/platform.js';

/** What containers run on. */
export interface Machine {
  readonly name: string;
  /** As the kernel calls it: `x86_64`. */
  readonly machine: string;
  readonly os: string;
  /** As images call it: `amd64`. */
  readonly architecture: string;
  readonly kernel: string;
  /** `Debian GNU/Linux 12 (bookworm)`; empty if the system does not say. */
  readonly system: string;
  readonly processors: number;
  /** Bytes. */
  readonly memory: number;
}

export function thisMachine(): Machine {
  const { os, architecture } = hostPlatform(process.arch);
  return {
    ...{ name: hostname(), machine: machine(), os, architecture, kernel: release(), system: systemName() },
    ...{ processors: availableParallelism(), memory: totalmem() },
  };
}

/** See os-release(5). */
function systemName(): string {
  try {
    return /^PRETTY_NAME="?(.*?)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}
