import type { FileEntry } from '../../layer/entry.js';
import type { FoundPackage } from '../findings/found-package.js';
import type { RangeReader } from './binary-reading.js';
import { Elf } from './elf.js';
import { goPackages } from './go.js';
import { rustPackages } from './rust.js';

/** Whether a file may be a program or a library. */
export function isPerhapsBinary({ path, mode, size }: FileEntry): boolean {
  return size >= 64 && ((mode & 0o111) !== 0 || /\.(?:so(?:\.[0-9.]+)?|node)$/.test(path));
}

/** @throws Unreadable, or any other error, when the file is damaged */
export function* packagesInBinary(): RangeReader<readonly FoundPackage[]> {
  const elf = yield* Elf.read();
  if (elf === undefined) return [];
  return [...(yield* goPackages(elf)), ...(yield* rustPackages(elf))];
}
