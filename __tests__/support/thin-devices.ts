import { execFileSync, spawnSync } from 'node:child_process';

import { programOnPath } from './program-on-path.js';

/** Whether this machine has device mapper's thin volumes: as root, with a kernel that has them. */
export const HAS_THIN =
  process.getuid?.() === 0 &&
  ['dmsetup', 'losetup', 'blkdiscard', 'mkfs.ext4'].every((name) => programOnPath(name) !== undefined) &&
  /^thin-pool /m.test(spawnSync('dmsetup', ['targets'], { encoding: 'utf8' }).stdout);

/** The devices of device mapper that are ours, their nodes, and the loop devices of files below a root. */
export function thinDevices(root: string): readonly string[] {
  if (!HAS_THIN) return [];
  const lines = (program: string, ...args: readonly string[]): readonly string[] =>
    execFileSync(program, args, { encoding: 'utf8' }).split('\n');
  return [
    ...lines('dmsetup', 'ls').filter((line) => line.startsWith('layer-build')),
    ...lines('ls', '/dev/mapper').filter((name) => name.startsWith('layer-build')),
    ...lines('losetup', '--noheadings', '-O', 'NAME,BACK-FILE').filter((line) => line.includes(`${root}/`)),
  ];
}
