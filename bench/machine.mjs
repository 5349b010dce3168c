import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A disk of its own for each round: a machine that has nothing. Removing a folder and going on in the same file system would
 * not do: ext4 goes around the inodes that were freed a short time ago, which makes the creation of files several times as dear.
 *
 * @template T
 * @param {string} folder where its image lies meanwhile
 * @param {(path: string) => Promise<T>} work is given the empty disk's mount point
 * @returns {Promise<T>}
 */
export async function onFreshMachine(folder, work) {
  // Short, as daemons' sockets lie below it, whose paths have 107 bytes at the most.
  const disk = mkdtempSync(join(folder, 'm-'));
  const image = `${disk}.image`;
  execFileSync('truncate', ['-s', '16G', image]);
  // Its tables are written now, not in the background of what is measured.
  execFileSync('/usr/sbin/mkfs.ext4', ['-q', '-N', '600000', '-E', 'lazy_itable_init=0,lazy_journal_init=0', image]);
  execFileSync('mount', ['-o', 'loop', image, disk]);
  try {
    return await work(disk);
  } finally {
    // What a program left mounted below it, too.
    spawnSync('/bin/bash', ['-c', `while umount "$0" 2>/dev/null || umount -R -l "$0" 2>/dev/null; do :; done`, disk]);
    rmSync(disk, { recursive: true, force: true });
    rmSync(image, { force: true });
  }
}
