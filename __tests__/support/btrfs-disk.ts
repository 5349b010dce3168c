import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { programOnPath } from './program-on-path.js';

/** Whether this machine can make one: as root, with a kernel that has btrfs. */
export const HAS_BTRFS =
  process.getuid?.() === 0 &&
  readFileSync('/proc/filesystems', 'utf8').includes('\tbtrfs\n') &&
  programOnPath('mkfs.btrfs') !== undefined;

/** A file system of btrfs in a file, mounted by a loop device. */
export class BtrfsDisk {
  readonly folder: string;
  readonly #place: string;

  constructor(bytes = 2 * 2 ** 30) {
    this.#place = mkdtempSync(join(tmpdir(), 'btrfs-disk-'));
    const image = join(this.#place, 'image');
    this.folder = join(this.#place, 'mounted');
    writeFileSync(image, '');
    truncateSync(image, bytes);
    mkdirSync(this.folder);
    execFileSync('mkfs.btrfs', ['-q', image], { stdio: 'ignore' });
    execFileSync('mount', ['-o', 'loop', image, this.folder]);
    chmodSync(this.folder, 0o755);
  }

  /** Paths of its subvolumes, from its root. */
  subvolumes(): readonly string[] {
    const list = execFileSync('btrfs', ['subvolume', 'list', this.folder], { encoding: 'utf8' });
    return [...list.matchAll(/ path (.*)$/gm)].map(([, path = '']) => path);
  }

  close(): void {
    execFileSync('umount', [this.folder]);
    rmSync(this.#place, { recursive: true });
  }
}
