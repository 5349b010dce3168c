import type { TreeEntry } from '../../layer/entry.js';
import { LayerStack } from '../../layer/layer-stack.js';
import type { LayerProvider } from '../host/layer-provider.js';
import type { ImageContent } from './image-views.js';

/** A path that two images do not have in common. */
export interface PathChange {
  readonly kind: 'added' | 'changed' | 'removed';
  /** In the image, with a leading slash. */
  readonly path: string;
  /** Bytes of the file before and after; absent where there is no regular file. */
  readonly before?: number;
  readonly after?: number;
}

/**
 * The paths in which the files of two images differ, sorted: by type, content, mode, owner, link or attributes. Times do not count, since
 * they differ wherever something was made again.
 *
 * @throws InfraError when a layer cannot be read
 */
export async function diffImages(
  layers: LayerProvider,
  left: ImageContent,
  right: ImageContent,
  signal: AbortSignal,
): Promise<readonly PathChange[]> {
  const [before, after] = [await entriesOf(layers, left, signal), await entriesOf(layers, right, signal)];
  const changes: PathChange[] = [];
  for (const path of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [old, made] = [before.get(path), after.get(path)];
    if (old !== undefined && made !== undefined && shape(old) === shape(made)) continue;
    changes.push({
      kind: old === undefined ? 'added' : made === undefined ? 'removed' : 'changed',
      path: `/${path}`,
      ...(old?.type === 'file' && { before: old.size }),
      ...(made?.type === 'file' && { after: made.size }),
    });
  }
  return changes;
}

async function entriesOf(
  layers: LayerProvider,
  { layers: views }: ImageContent,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, TreeEntry>> {
  const indexes = [];
  for (const { layer } of views) indexes.push(await layers.index(layer, signal));
  const shown = new Map<string, TreeEntry>();
  for (const entry of LayerStack.of(indexes).entries()) shown.set(entry.path, entry);
  return shown;
}

function shape(entry: TreeEntry): string {
  const { path: _path, mtime: _mtime, ...rest } = entry;
  return JSON.stringify(Object.entries(rest).sort(([left], [right]) => (left < right ? -1 : 1)));
}
