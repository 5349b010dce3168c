import type { FileMode } from '../../src/dockerfile/values/file-mode.js';
import type { CopyRequest, CopySource } from '../../src/engine/copy/copy-request.js';
import { layOut, layOutWorkdir, type CopyLayout } from '../../src/engine/copy/lay-out.js';
import { selectSources } from '../../src/engine/copy/select-sources.js';
import { writeCopyLayer } from '../../src/engine/copy/write-copy-layer.js';
import type { NewEntry } from '../../src/layer/entry.js';
import { UserError } from '../../src/errors.js';
import type { SourceTree } from '../../src/layer/source-tree.js';

/** Seconds; what new directories get in these tests. */
export const CREATED = 99;

export interface CopyCase {
  /** The build context, unless `from` is set. */
  readonly context?: SourceTree;
  /** A stage or image: owners are kept. */
  readonly from?: SourceTree;
  readonly image?: SourceTree;
  /** Patterns, or whole sources. */
  readonly sources: readonly (string | CopySource)[];
  readonly to: string;
  readonly add?: boolean;
  readonly unpack?: boolean;
  readonly chown?: string;
  readonly chmod?: FileMode;
  readonly parents?: boolean;
  readonly exclude?: readonly string[];
  readonly link?: boolean;
  readonly mostEntries?: number;
  readonly ignoredBy?: (path: string) => Promise<string | undefined>;
}

export function octal(mode: number): FileMode {
  return { octal: mode, apply: () => mode };
}

export function requestOf(row: CopyCase): CopyRequest {
  const tree = row.from ?? row.context;
  return {
    keyword: row.add === true ? 'ADD' : 'COPY',
    sources: row.sources.map((source): CopySource => {
      if (typeof source !== 'string') return source;
      if (tree === undefined) throw new Error('a pattern needs a tree');
      const unpack = row.unpack ?? row.add === true;
      const keepOwners = row.from !== undefined;
      const { ignoredBy } = row;
      return {
        kind: 'pattern',
        tree,
        pattern: source,
        keepOwners,
        unpack,
        ...(ignoredBy === undefined ? {} : { ignoredBy }),
      };
    }),
    destination: row.to,
    chown: row.chown,
    chmod: row.chmod,
    parents: row.parents === true,
    excludes: row.exclude ?? [],
    link: row.link === true,
    created: CREATED,
    ...(row.mostEntries !== undefined && {
      limit: { most: row.mostEntries, passed: () => new UserError('too many entries') },
    }),
    location: { file: 'Dockerfile', line: 3 },
  };
}

export async function layoutOf(row: CopyCase): Promise<CopyLayout> {
  return layOut(await selectSources(requestOf(row)), row.image);
}

/** The layer as text: one line an entry, sorted by path, contents included: `usr/bin/app file 755 0:0 "text"`. */
export async function layerOf(row: CopyCase): Promise<readonly string[]> {
  return linesOf(await layoutOf(row));
}

export async function workdirOf(path: string, user: string, image: SourceTree | undefined): Promise<readonly string[]> {
  return linesOf(await layOutWorkdir({ path, user, created: CREATED }, image));
}

export interface Written {
  readonly entry: NewEntry;
  readonly content: string;
}

/** Everything that goes to the writer, in order. */
export async function written(layout: CopyLayout): Promise<readonly Written[]> {
  const taken: Written[] = [];
  await writeCopyLayer(layout, {
    async add(entry, content) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of content ?? []) chunks.push(Buffer.from(chunk));
      taken.push({ entry, content: Buffer.concat(chunks).toString() });
    },
  });
  return taken;
}

async function linesOf(layout: CopyLayout): Promise<readonly string[]> {
  const lines = (await written(layout)).map(({ entry, content }) => `${entry.path} ${described(entry, content)}`);
  return lines.sort((a, b) => (a < b ? -1 : 1));
}

function described(entry: NewEntry, content: string): string {
  switch (entry.type) {
    case 'hardlink':
      return `same as ${entry.target}`;
    case 'whiteout':
      return 'gone';
    default: {
      const owned = `${entry.mode.toString(8)} ${entry.uid}:${entry.gid}`;
      const xattrs = Object.keys(entry.xattrs ?? {}).map((name) => ` +${name}`);
      return `${nature(entry)} ${owned}${tail(entry, content)}${xattrs.join('')}`;
    }
  }
}

function nature(entry: Exclude<NewEntry, { type: 'hardlink' | 'whiteout' }>): string {
  if (entry.type === 'directory') return entry.opaque === true ? 'opaque dir' : 'dir';
  return entry.type;
}

function tail(entry: Exclude<NewEntry, { type: 'hardlink' | 'whiteout' }>, content: string): string {
  switch (entry.type) {
    case 'file':
      if (Buffer.byteLength(content) !== entry.size)
        throw new Error(`${entry.path}: size ${entry.size} is not that of its content`);
      return ` ${JSON.stringify(content)}`;
    case 'symlink':
      return ` -> ${entry.target}`;
    case 'char':
    case 'block':
      return ` ${entry.major}:${entry.minor}`;
    case 'directory':
    case 'fifo':
      return '';
  }
}
