import { execFile } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { hostPlatform } from '../../../oci/platform.js';
import { ownerOf } from '../../protocol/binfmt-name.js';
import { type Architecture, ELF_MACHINES, elfHead } from '../../protocol/elf-machines.js';
import { type BinfmtEntry, matches } from './binfmt-entries.js';
import { TINY_EXIT, tinyProgram } from './tiny-program.js';

/** How this machine runs the programs of an architecture. */
export type Runs =
  /** The processor does. */
  | { readonly kind: 'natively' }
  /** By an emulator that somebody has registered. Which one cannot be seen in most containers. */
  | { readonly kind: 'emulated'; readonly by: BinfmtEntry | undefined }
  /** By an emulator that the kernel looks for in each container, so that only images with the emulator in them work. */
  | { readonly kind: 'emulator-in-image'; readonly by: BinfmtEntry }
  | { readonly kind: 'not' };

/** 32-bit programs, which many 64-bit processors and kernels run, but not all. */
const NARROW: ReadonlyMap<string, Architecture> = new Map([
  ['amd64', '386'],
  ['arm64', 'arm'],
]);
/** Milliseconds. A probe takes two. */
const PATIENCE = 10_000;

/**
 * As BuildKit does (`util/archutil`), by running a tiny program: what a machine can do is not said anywhere else. What a running
 * build of ours has registered does not count, since it is taken back at that build's end.
 *
 * @param folder a private one for the program
 * @param readEntries what is registered with the kernel; `undefined` if that cannot be seen here
 * @param runsProgram whether the kernel starts a program of this architecture
 */
export async function howItRuns(
  architecture: Architecture,
  folder: string,
  readEntries: () => Promise<readonly BinfmtEntry[] | undefined>,
  runsProgram = runsTiny,
): Promise<Runs> {
  const own = hostPlatform(process.arch).architecture;
  if (architecture === own) return { kind: 'natively' };
  if (!(await runsProgram(architecture, folder))) return { kind: 'not' };
  const head = Buffer.concat([elfHead(ELF_MACHINES[architecture]), Buffer.alloc(236)]);
  const found = ((await readEntries()) ?? []).filter((entry) => matches(entry, head));
  const lasting = found.filter(({ name }) => ownerOf(name) === undefined);
  const by = lasting.find(({ open }) => open) ?? lasting[0];
  if (by !== undefined) return { kind: by.open ? 'emulated' : 'emulator-in-image', by };
  if (NARROW.get(own) === architecture) return { kind: 'natively' };
  return found.length > 0 ? { kind: 'not' } : { kind: 'emulated', by: undefined };
}

async function runsTiny(architecture: Architecture, folder: string): Promise<boolean> {
  const file = path.join(folder, `tiny-${architecture}`);
  writeFileSync(file, tinyProgram(architecture), { mode: 0o700 });
  chmodSync(file, 0o700);
  try {
    // Another thread that starts a program just now may hold the file open for writing.
    for (let attempt = 1; attempt < 5; attempt++) {
      const end = await endOf(file);
      if (end !== 'ETXTBSY') return end === TINY_EXIT;
    }
    return false;
  } finally {
    rmSync(file, { force: true });
  }
}

/** @returns the exit code, or why it could not be started */
function endOf(file: string): Promise<number | string | null | undefined> {
  return new Promise((resolve) => {
    const child = execFile(file, [], { timeout: PATIENCE, env: {}, cwd: '/' }, (error) => {
      resolve(error === null ? 0 : (error.code ?? child.exitCode));
    });
  });
}
