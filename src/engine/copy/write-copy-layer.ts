import { EngineBug, InfraError } from '../../errors.js';
import type { NewEntry } from '../../layer/entry.js';
import type { LayerWriter } from '../../layer/layer-writer.js';
import type { SourceTree } from '../../layer/source-tree.js';
import { archiveMembers } from './archive-members.js';
import type { TreeFile, ContentSource, LaidOutEntry } from './destination-tree.js';
import type { CopyLayout } from './lay-out.js';

/**
 * Files that are read from a tree in one go, by their path there. A file with several destinations is in several rounds, and is read in
 * each: that is rare, and it may be too large to keep.
 */
type Round = Map<string, NewEntry>;

type LayerSink = Pick<LayerWriter, 'add'>;

/**
 * Writes a layer: first what has no content, in the order of paths; then files, in the order in which their sources can give them at
 * least cost; then hard links. The order in the tar does not change what the layer holds.
 *
 * @throws InfraError when a source changed since it was selected
 */
export async function writeCopyLayer(layout: CopyLayout, writer: LayerSink, signal?: AbortSignal): Promise<void> {
  const trees = new Map<SourceTree, Round[]>();
  const archives = new Map<TreeFile, Map<number, NewEntry>>();
  const links: NewEntry[] = [];
  for (const { entry, content } of layout.entries) {
    if (entry.type === 'hardlink') links.push(entry);
    else if (entry.type !== 'file') await writer.add(entry);
    else remember(trees, archives, entry, content);
  }
  for (const [tree, rounds] of trees) {
    for (const round of rounds) await writeFromTree(tree, round, writer, signal);
  }
  for (const [archive, wanted] of archives) await writeFromArchive(archive, wanted, writer, signal);
  for (const link of links) await writer.add(link);
}

function remember(
  trees: Map<SourceTree, Round[]>,
  archives: Map<TreeFile, Map<number, NewEntry>>,
  entry: NewEntry,
  content: LaidOutEntry['content'],
): void {
  const origin: ContentSource | undefined = content;
  if (origin === undefined) throw new EngineBug(`${entry.path} has no content`);
  if (origin.kind === 'archive') {
    const members = archives.get(origin.archive) ?? new Map<number, NewEntry>();
    archives.set(origin.archive, members.set(origin.member, entry));
    return;
  }
  const rounds = trees.get(origin.tree) ?? [];
  trees.set(origin.tree, rounds);
  const round = rounds.find((files) => !files.has(origin.path));
  if (round === undefined) rounds.push(new Map([[origin.path, entry]]));
  else round.set(origin.path, entry);
}

async function writeFromTree(
  tree: SourceTree,
  left: Round,
  writer: LayerSink,
  signal: AbortSignal | undefined,
): Promise<void> {
  for await (const { path, data } of tree.contents([...left.keys()])) {
    signal?.throwIfAborted();
    const entry = left.get(path);
    if (entry === undefined) throw new EngineBug(`${tree.label} gave ${path}, which nobody asked for`);
    left.delete(path);
    const adding = writer.add(entry, data);
    if (adding !== undefined) await adding;
  }
  const [lost] = left.keys();
  if (lost !== undefined) throw new InfraError(`${lost} vanished from ${tree.label} while it was copied`);
}

async function writeFromArchive(
  archive: TreeFile,
  wanted: ReadonlyMap<number, NewEntry>,
  writer: LayerSink,
  signal: AbortSignal | undefined,
): Promise<void> {
  let member = 0;
  let written = 0;
  for await (const { data } of archiveMembers(archive, signal)) {
    const entry = wanted.get(member++);
    if (entry === undefined) continue;
    await writer.add(entry, data);
    written++;
  }
  if (written !== wanted.size) throw new InfraError(`${archive.path} changed while it was copied`);
}
