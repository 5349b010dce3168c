import type { FileContent, SourceEntry, SourceTree } from '../../src/layer/source-tree.js';
import { sha256, type Digest } from '../../src/oci/digest.js';

interface Metadata {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: number;
  readonly xattrs?: Readonly<Record<string, string>>;
}

export type MemoryNode = Metadata &
  (
    | { readonly type: 'file'; readonly content: Uint8Array; readonly inode?: string }
    | { readonly type: 'directory' }
    | { readonly type: 'symlink'; readonly target: string }
    | { readonly type: 'char' | 'block'; readonly major: number; readonly minor: number }
    | { readonly type: 'fifo' }
  );

export function file(content: string | Uint8Array, metadata: Metadata & { readonly inode?: string } = {}): MemoryNode {
  return { type: 'file', content: typeof content === 'string' ? Buffer.from(content) : content, ...metadata };
}

export function directory(metadata: Metadata = {}): MemoryNode {
  return { type: 'directory', ...metadata };
}

export function symlink(target: string, metadata: Metadata = {}): MemoryNode {
  return { type: 'symlink', target, mode: 0o777, ...metadata };
}

const DEFAULT_MODES: Readonly<Record<MemoryNode['type'], number>> = {
  file: 0o644,
  directory: 0o755,
  symlink: 0o777,
  char: 0o600,
  block: 0o600,
  fifo: 0o644,
};

/**
 * A tree in memory. Paths without leading slash; directories that are not named are root's with mode 0755. Strings stand for
 * files with that content. Everything has mtime 1 unless it says otherwise.
 */
export class MemoryTree implements SourceTree {
  readonly label: string;
  readonly #nodes = new Map<string, MemoryNode>([['', directory()]]);
  /** Paths whose content was asked for, to show that nothing else was read. */
  readonly read: string[] = [];

  constructor(nodes: Readonly<Record<string, MemoryNode | string>>, label = 'the build context') {
    this.label = label;
    for (const [path, node] of Object.entries(nodes)) {
      for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
        const parent = path.slice(0, end);
        if (!this.#nodes.has(parent)) this.#nodes.set(parent, directory());
      }
      this.#nodes.set(path, typeof node === 'string' ? file(node) : node);
    }
  }

  lstat(path: string): Promise<SourceEntry | undefined> {
    const node = this.#nodes.get(path);
    return Promise.resolve(node === undefined ? undefined : entryOf(path, node));
  }

  readdir(path: string): Promise<readonly string[]> {
    const prefix = path === '' ? '' : `${path}/`;
    const names = [...this.#nodes.keys()]
      .filter((name) => name !== '' && name.startsWith(prefix) && !name.slice(prefix.length).includes('/'))
      .map((name) => name.slice(prefix.length));
    return Promise.resolve(names.sort((a, b) => (a < b ? -1 : 1)));
  }

  digests(paths: readonly string[]): Promise<ReadonlyMap<string, Digest>> {
    return Promise.resolve(new Map(paths.map((path) => [path, sha256(this.#content(path))])));
  }

  /** Last path first, so that no consumer relies on its own order. */
  async *contents(paths: readonly string[]): AsyncGenerator<FileContent> {
    for (const path of [...paths].reverse()) {
      this.read.push(path);
      const content = this.#content(path);
      yield await Promise.resolve({ path, size: content.length, data: [content.subarray(0, 3), content.subarray(3)] });
    }
  }

  #content(path: string): Uint8Array {
    const node = this.#nodes.get(path);
    if (node?.type !== 'file') throw new Error(`${path} is no file of the memory tree`);
    return node.content;
  }
}

function entryOf(path: string, node: MemoryNode): SourceEntry {
  const { mode = DEFAULT_MODES[node.type], uid = 0, gid = 0, mtime = 1, xattrs } = node;
  const metadata = { path, mode, uid, gid, mtime, ...(xattrs === undefined ? {} : { xattrs }) };
  switch (node.type) {
    case 'file':
      return {
        ...metadata,
        type: 'file',
        size: node.content.length,
        ...(node.inode === undefined ? {} : { inode: node.inode }),
      };
    case 'symlink':
      return { ...metadata, type: 'symlink', target: node.target };
    case 'char':
    case 'block':
      return { ...metadata, type: node.type, major: node.major, minor: node.minor };
    case 'directory':
    case 'fifo':
      return { ...metadata, type: node.type };
  }
}
