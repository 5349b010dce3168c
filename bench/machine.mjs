import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * An empty disk for each round, like a machine that has nothing. To remove a folder and use the same file system again would
 * give wrong figures: ext4 avoids inodes that were freed recently, which makes creating files several times slower.
 *
 * @template T
 * @param {string} folder where the image of the disk is kept meanwhile
 * @param {(path: string) => Promise<T>} work gets the mount point of the empty disk
 * @returns {Promise<T>}
 */
export async function onFreshMachine(folder, work) {
  // A short path: the sockets of daemons are below it, and their paths may have only 107 bytes.
  const disk = mkdtempSync(join(folder, 'm-'));
  const image = `${disk}.image`;
  execFileSync('truncate', ['-s', '16G', image]);
  // The file system's tables are written now, not in the background during the measurement.
  execFileSync('/usr/sbin/mkfs.ext4', ['-q', '-N', '600000', '-E', 'lazy_itable_init=0,lazy_journal_init=0', image]);
  execFileSync('mount', ['-o', 'loop', image, disk]);
  try {
    return await work(disk);
  } finally {
    // Also what a program left mounted below it.
    spawnSync('/bin/bash', ['-c', `while umount "$0" 2>/dev/null || umount -R -l "$0" 2>/dev/null; do :; done`, disk]);
    rmSync(disk, { recursive: true, force: true });
    rmSync(image, { force: true });
  }
}
