import type { SourceEntry } from '../../layer/source-tree.js';
import { hashFields, type Digest } from '../../oci/digest.js';
import type { CopyRequest, SelectedEntry, SelectedSource } from './copy-request.js';

type Keeping = Pick<CopyRequest, 'chown' | 'chmod'>;

/**
 * Digests of what a source brings, by the path in its tree below `shownAs`. A directory whose contents alone are copied only
 * counts as being one: its own mode and owner never reach the layer.
 */
export async function digestSource(
  source: SelectedSource,
  shownAs: string,
  keeping: Keeping,
): Promise<readonly (readonly [path: string, digest: string])[]> {
  const selected = [source.top, ...source.below];
  const paths = selected.filter(({ entry }) => entry.type === 'file').map((entry) => entry.source);
  const contents = paths.length === 0 ? new Map<string, Digest>() : await source.tree.digests([...new Set(paths)]);
  const firstNames = new Map<string, string>();
  return selected.map((picked) => {
    const path = shownAs === '' || picked.path === '' ? shownAs + picked.path : `${shownAs}/${picked.path}`;
    if (picked === source.top && source.contentsOnly && picked.entry.type === 'directory') {
      return [path === '' ? '.' : path, hashFields('contents of a directory')] as const;
    }
    return [path === '' ? '.' : path, digestEntry(picked, contents, firstNames, keeping)] as const;
  });
}

function digestEntry(
  { entry, source, path, implied }: SelectedEntry,
  contents: ReadonlyMap<string, Digest>,
  firstNames: Map<string, string>,
  keeping: Keeping,
): Digest {
  const owner = keeping.chown === undefined || keeping.chown === '' ? `${entry.uid}:${entry.gid}` : '';
  const xattrs = Object.entries(entry.xattrs ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return hashFields(
    entry.type,
    implied === true ? 'implied' : '',
    keptMode(entry, keeping),
    owner,
    ...substance(entry, contents.get(source) ?? ''),
    entry.type === 'file' ? linkedTo(entry.inode, path, firstNames) : '',
    ...xattrs.flat(),
  );
}

function keptMode(entry: SourceEntry, { chmod }: Keeping): string {
  // Linux has no modes on links.
  if (entry.type === 'symlink') return '';
  if (chmod === undefined) return entry.mode.toString(8);
  return chmod.apply(entry.mode, entry.type === 'directory').toString(8);
}

function substance(entry: SourceEntry, content: string): readonly string[] {
  switch (entry.type) {
    case 'file':
      return [content];
    case 'symlink':
      return [entry.target];
    case 'char':
    case 'block':
      return [String(entry.major), String(entry.minor)];
    case 'directory':
    case 'fifo':
      return [];
  }
}

/** Two names of one file become two names of one file in the layer, which is not the same as two files. */
function linkedTo(inode: string | undefined, path: string, firstNames: Map<string, string>): string {
  if (inode === undefined) return '';
  const first = firstNames.get(inode);
  if (first === undefined) firstNames.set(inode, path);
  return first === undefined ? '' : `same file as ${first}`;
}
