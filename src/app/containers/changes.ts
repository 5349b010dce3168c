import { readFile } from 'node:fs/promises';

import { decodeIndex } from '../../layer/layer-index.js';
import { LayerStack } from '../../layer/layer-stack.js';
import { displayName } from '../../text/byte-name.js';
import type { ContainerAccess } from './container-access.js';
import type { KnownContainer } from './container-store.js';

/** What a container did to a path of its image, in docker's letters: added, changed, deleted. */
export interface PathChange {
  readonly kind: 'A' | 'C' | 'D';
  readonly path: string;
}

/** All changes of a container, sorted by path. A folder in which something changed is named too, as with docker. */
export function changesOf(containers: ContainerAccess, known: KnownContainer): Promise<readonly PathChange[]> {
  const { layers } = containers.adapters;
  return containers.withCapture(known, true, async (made) => {
    const indexes = await Promise.all(known.container.layers.map((layer) => layers.index(layer, containers.signal)));
    const image = LayerStack.of(indexes);
    const changes: PathChange[] = [];
    for (const { type, path } of decodeIndex(await readFile(made.indexFile)).entries) {
      const kind = type === 'whiteout' ? 'D' : image.lstat(path) === undefined ? 'A' : 'C';
      changes.push({ kind, path: `/${displayName(path)}` });
    }
    return changes;
  });
}
