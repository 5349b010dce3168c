import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';

import { pathInRoot } from '../../files/root-folder.js';
import { treeSize } from '../../files/tree-size.js';
import { readMountNames } from '../record/mount-names.js';
import type { RestoredPack } from '../pack/restored-packs.js';

/** What a `RUN --mount=type=cache` holds at one location. */
export interface SurveyedMount {
  /** As in the instruction; `''` if it is not known from a pack or from a build on this machine. */
  readonly id: string;
  readonly key: string;
  /** `undefined` if this user may not read it. */
  readonly bytes: number | undefined;
  /** Milliseconds since the epoch. */
  readonly lastUsed: number;
  readonly location: string;
}

/** The cache mounts of this machine, then those in packs. */
export async function surveyMounts(root: string, packs: readonly RestoredPack[]): Promise<readonly SurveyedMount[]> {
  const kept = packs.flatMap(({ location, listing }) => listing.mounts.map((mount) => ({ location, mount })));
  const ids = new Map([...kept.map(({ mount }) => [mount.key, mount.id] as const), ...(await readMountNames(root))]);
  const inPacks = kept.map(({ location, mount }): SurveyedMount => {
    const bytes = mount.layers.reduce((sum, { blob }) => sum + blob.size, 0);
    return { id: mount.id, key: mount.key, bytes, lastUsed: Date.parse(mount.used), location: location.name };
  });
  return [...(await localMounts(root, ids)), ...inPacks];
}

async function localMounts(root: string, ids: ReadonlyMap<string, string>): Promise<readonly SurveyedMount[]> {
  const mounts: SurveyedMount[] = [];
  const folder = pathInRoot(root, 'cacheMounts');
  for (const family of await names(folder)) {
    for (const key of await names(path.join(folder, family))) {
      const copies = (await names(path.join(folder, family, key))).filter((name) => /^\d+$/.test(name));
      for (const copy of copies) {
        const full = path.join(folder, family, key, copy);
        const bytes = await treeSize(full).catch(() => undefined);
        const { mtimeMs } = await lstat(full);
        mounts.push({ id: ids.get(key) ?? '', key, bytes, lastUsed: mtimeMs, location: 'this machine' });
      }
    }
  }
  return mounts;
}

function names(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
