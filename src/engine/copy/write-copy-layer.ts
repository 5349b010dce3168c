import { EngineBug, InfraError } from '../../errors.js';
import type { NewEntry } from '../../layer/entry.js';
import type { LayerWriter } from '../../layer/layer-writer.js';
import type { SourceTree } from '../../layer/source-tree.js';
import { archiveMembers } from './archive-members.js';
import type { TreeFile } from './content-sources.js';
import type { LaidOutEntry } from './destination-tree.js';
import type { CopyLayout } from './lay-out.js';

/** Files that are asked for at once, of a tree that can be read in parts. With more, they would outlive the heap's first generation. */
const PART = 512;

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
export async function writeCopyLayer({ entries }: CopyLayout, writer: LayerSink, signal?: AbortSignal): Promise<void> {
  let hasLinks = false;
  for (const { entry } of entries) {
    if (entry.type === 'hardlink') hasLinks = true;
    else if (entry.type !== 'file') await writer.add(entry);
  }
  await new Files(writer, signal).write(entries);
  if (!hasLinks) return;
  for (const { entry } of entries) if (entry.type === 'hardlink') await writer.add(entry);
}

/** Writes files, and keeps no more of them than their trees want to know at once. */
class Files {
  readonly #writer: LayerSink;
  readonly #signal: AbortSignal | undefined;
  readonly #trees = new Map<SourceTree, Round[]>();
  readonly #archives = new Map<TreeFile, Map<number, NewEntry>>();

  constructor(writer: LayerSink, signal: AbortSignal | undefined) {
    this.#writer = writer;
    this.#signal = signal;
  }

  async write(entries: Iterable<LaidOutEntry>): Promise<void> {
    for (const { entry, content } of entries) {
      if (entry.type !== 'file') continue;
      if (content === undefined) throw new EngineBug(`${entry.path} has no content`);
      if (content.kind === 'archive') {
        const members = this.#archives.get(content.archive) ?? new Map<number, NewEntry>();
        this.#archives.set(content.archive, members.set(content.member, entry));
      } else await this.#remember(content, entry);
    }
    for (const [tree, rounds] of this.#trees) for (const round of rounds) await this.#writeRound(tree, round);
    for (const [archive, wanted] of this.#archives) await this.#writeFromArchive(archive, wanted);
  }

  async #remember({ tree, path }: TreeFile, entry: NewEntry): Promise<void> {
    const rounds = this.#trees.get(tree) ?? [];
    this.#trees.set(tree, rounds);
    let round = rounds.find((files) => !files.has(path));
    if (round === undefined) rounds.push((round = new Map<string, NewEntry>()));
    round.set(path, entry);
    if (tree.readsInParts !== true || round.size < PART) return;
    await this.#writeRound(tree, round);
    rounds.splice(rounds.indexOf(round), 1);
  }

  async #writeRound(tree: SourceTree, left: Round): Promise<void> {
    for await (const { path, data } of tree.contents([...left.keys()])) {
      this.#signal?.throwIfAborted();
      const entry = left.get(path);
      if (entry === undefined) throw new EngineBug(`${tree.label} gave ${path}, which nobody asked for`);
      left.delete(path);
      const adding = this.#writer.add(entry, data);
      if (adding !== undefined) await adding;
    }
    const [lost] = left.keys();
    if (lost !== undefined) throw new InfraError(`${lost} vanished from ${tree.label} while it was copied`);
  }

  async #writeFromArchive(archive: TreeFile, wanted: ReadonlyMap<number, NewEntry>): Promise<void> {
    let member = 0;
    let written = 0;
    for await (const { data } of archiveMembers(archive, this.#signal)) {
      const entry = wanted.get(member++);
      if (entry === undefined) continue;
      await this.#writer.add(entry, data);
      written++;
    }
    if (written !== wanted.size) throw new InfraError(`${archive.path} changed while it was copied`);
  }
}
