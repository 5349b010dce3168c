import type { SourceEntry } from '../../layer/source-tree.js';
import type { Digest } from '../../oci/digest.js';
import type { CopyRequest, SelectedEntry, SelectedSource } from './copy-request.js';
import { formatFileIdentity } from '../file-identity.js';
import { byCodeUnit } from '../../text/code-unit-order.js';

const CONTENTS_ONLY = formatFileIdentity({ type: 'directory', mode: '', owner: '', content: '', rest: '' });

type Keeping = Pick<CopyRequest, 'chown' | 'chmod'>;

/**
 * Identities of what a source holds, by path below `shownAs`. If only the contents of a directory are copied, its own mode and owner
 * do not count: they never reach the layer.
 */
export async function identifySource(
  source: SelectedSource,
  shownAs: string,
  keeping: Keeping,
): Promise<readonly (readonly [path: string, identity: string])[]> {
  const selected = [source.top, ...source.below];
  const paths = selected.filter(({ entry }) => entry.type === 'file').map((entry) => entry.source);
  const contents = paths.length === 0 ? new Map<string, Digest>() : await source.tree.digests([...new Set(paths)]);
  const firstNames = new Map<string, string>();
  return selected.map((picked) => {
    const path = shownAs === '' || picked.path === '' ? shownAs + picked.path : `${shownAs}/${picked.path}`;
    if (picked === source.top && source.contentsOnly && picked.entry.type === 'directory') {
      return [path === '' ? '.' : path, CONTENTS_ONLY] as const;
    }
    return [path === '' ? '.' : path, identify(picked, contents, firstNames, keeping)] as const;
  });
}

function identify(
  { entry, source, path, implied }: SelectedEntry,
  contents: ReadonlyMap<string, Digest>,
  firstNames: Map<string, string>,
  keeping: Keeping,
): string {
  const keepsOwner = keeping.chown === undefined || keeping.chown === '';
  return formatFileIdentity({
    type: entry.type,
    mode: keptMode(entry, keeping),
    owner: keepsOwner ? `${entry.uid}:${entry.gid}` : '',
    content: substance(entry, contents.get(source) ?? ''),
    rest: restOf(entry, path, implied === true, firstNames),
  });
}

function keptMode(entry: SourceEntry, { chmod }: Keeping): string {
  // In Linux, links have no mode.
  if (entry.type === 'symlink') return '';
  if (chmod === undefined) return entry.mode.toString(8);
  return chmod.apply(entry.mode, entry.type === 'directory').toString(8);
}

function substance(entry: SourceEntry, content: string): string {
  switch (entry.type) {
    case 'file':
      return content;
    case 'symlink':
      return JSON.stringify(entry.target);
    case 'char':
    case 'block':
      return `${entry.major},${entry.minor}`;
    case 'directory':
    case 'fifo':
      return '';
  }
}

function restOf(entry: SourceEntry, path: string, implied: boolean, firstNames: Map<string, string>): string {
  const sameAs = entry.type === 'file' ? linkedTo(entry.inode, path, firstNames) : undefined;
  const xattrs = Object.entries(entry.xattrs ?? {}).sort(([a], [b]) => byCodeUnit(a, b));
  if (!implied && sameAs === undefined && xattrs.length === 0) return '';
  return JSON.stringify({
    ...(implied && { implied }),
    ...(sameAs !== undefined && { sameAs }),
    ...(xattrs.length > 0 && { xattrs }),
  });
}

/** Hard links stay hard links in the layer, which is not the same as two files. */
function linkedTo(inode: string | undefined, path: string, firstNames: Map<string, string>): string | undefined {
  if (inode === undefined) return undefined;
  const first = firstNames.get(inode);
  if (first === undefined) firstNames.set(inode, path);
  return first;
}
