import { inBatches } from '../../async/in-batches.js';
import type { NewEntry } from '../../layer/entry.js';
import type { SourceTree } from '../../layer/source-tree.js';
import { EngineBug } from '../../errors.js';
import { FieldHash, type Digest } from '../../oci/digest.js';
import { byCodeUnit } from '../../text/code-unit-order.js';
import type { ContentSource, TreeFile } from './content-sources.js';
import type { LaidOutEntry } from './destination-tree.js';
import type { CopyLayout } from './lay-out.js';

/** Files whose digests are asked for at once. With more, they would outlive the heap's first generation. */
const BATCH = 512;

/**
 * A hash over all that the layer will hold, but for times: two layouts with the same identity make layers with the same tree digest.
 * No file is read whose digest its tree knows.
 *
 * @returns hex
 */
export async function identifyLayout({ entries }: CopyLayout): Promise<string> {
  const hash = new FieldHash();
  for await (const batch of inBatches(entries, BATCH)) {
    for (const field of fields(batch, await digestsOf(batch))) hash.add(field);
  }
  return hash.hex();
}

type Digests = ReadonlyMap<SourceTree, ReadonlyMap<string, Digest>>;

async function digestsOf(entries: readonly LaidOutEntry[]): Promise<Digests> {
  const wanted = new Map<SourceTree, string[]>();
  for (const { content } of entries) {
    if (content === undefined) continue;
    const { tree, path } = fileOf(content);
    const paths = wanted.get(tree);
    if (paths === undefined) wanted.set(tree, [path]);
    else paths.push(path);
  }
  const digests = new Map<SourceTree, ReadonlyMap<string, Digest>>();
  for (const [tree, paths] of wanted) digests.set(tree, await tree.digests([...new Set(paths)]));
  return digests;
}

/** An archive's member is identified by the archive and its place in it. */
function fileOf(content: ContentSource): TreeFile {
  return content.kind === 'archive' ? content.archive : content;
}

function* fields(entries: readonly LaidOutEntry[], digests: Digests): Generator<string> {
  for (const { entry, content } of entries) {
    yield entry.path;
    yield entry.type;
    yield* bodyFields(entry);
    if (content === undefined) continue;
    const { tree, path } = fileOf(content);
    const digest = digests.get(tree)?.get(path);
    if (digest === undefined) throw new EngineBug(`${tree.label} has no digest of ${path}`);
    yield digest;
    yield content.kind === 'archive' ? String(content.member) : '';
  }
}

/** What is known without reading the file: the same fields in the same order for all entries of a type. */
function* bodyFields(entry: NewEntry): Generator<string> {
  if (entry.type === 'hardlink') {
    yield entry.target;
    return;
  }
  if (entry.type === 'whiteout') throw new EngineBug('a layout of COPY has no whiteouts');
  const { mode, uid, gid, xattrs = {} } = entry;
  yield `${mode} ${uid} ${gid}`;
  const attributes = Object.entries(xattrs).sort(([a], [b]) => byCodeUnit(a, b));
  yield String(attributes.length);
  yield* attributes.flat();
  switch (entry.type) {
    case 'symlink':
      yield entry.target;
      break;
    case 'char':
    case 'block':
      yield `${entry.major} ${entry.minor}`;
      break;
    case 'directory':
      yield entry.opaque === true ? 'opaque' : '';
      break;
    case 'file':
    case 'fifo':
      break;
  }
}
