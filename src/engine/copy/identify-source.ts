import type { SourceEntry } from '../../layer/source-tree.js';
import type { Digest } from '../../oci/digest.js';
import { entriesOf, type CopyRequest, type SelectedEntry, type SelectedSource } from './copy-request.js';
import { inBatches } from '../../async/in-batches.js';
import type { FileListBuilder } from '../file-list.js';
import { formatFileIdentity } from '../file-identity.js';
import { byCodeUnit } from '../../text/code-unit-order.js';

const CONTENTS_ONLY = formatFileIdentity({ type: 'directory', mode: '', owner: '', content: '', rest: '' });

type Keeping = Pick<CopyRequest, 'chown' | 'chmod'>;

/** Entries whose digests are asked for at once. With more, they would outlive the heap's first generation. */
const BATCH = 512;

/**
 * Adds what a source holds to a list, by path below `shownAs`. If only the contents of a directory are copied, its own mode and owner
 * do not count: they never reach the layer.
 *
 * @throws UserError when there are more entries than a layer can have
 */
export async function identifySource(
  source: SelectedSource,
  shownAs: string,
  request: CopyRequest,
  list: FileListBuilder,
): Promise<void> {
  const { limit } = request;
  // The top of a directory may not be an entry of the layer.
  let left = (limit?.most ?? Infinity) + 1;
  const firstNames = new Map<string, string>();
  for await (const batch of inBatches(entriesOf(source), BATCH)) {
    left -= batch.length;
    if (left < 0 && limit !== undefined) throw limit.passed();
    const paths = batch.filter(({ entry }) => entry.type === 'file').map((entry) => entry.source);
    const contents = paths.length === 0 ? new Map<string, Digest>() : await source.tree.digests([...new Set(paths)]);
    for (const picked of batch) {
      const path = shownAs === '' || picked.path === '' ? shownAs + picked.path : `${shownAs}/${picked.path}`;
      const onlyContents = picked === source.top && source.contentsOnly && picked.entry.type === 'directory';
      const identity = onlyContents ? CONTENTS_ONLY : identify(picked, contents, firstNames, request);
      list.add(path === '' ? '.' : path, identity);
    }
  }
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
