import type { FileMode } from '../../dockerfile/values/file-mode.js';
import type { SourceLocation, UserError } from '../../errors.js';
import type { FileIdentities } from '../record.js';
import type { SourceEntry, SourceTree } from '../../layer/source-tree.js';

/** A source of COPY or ADD. What is remote has been fetched. */
export type CopySource =
  /** A path or pattern of the build context, a stage, an image or a named context. */
  | {
      readonly kind: 'pattern';
      readonly tree: SourceTree;
      /** As expanded; `..` does not lead out of the tree. */
      readonly pattern: string;
      /** As in the Dockerfile, before expansion, if that is known. */
      readonly written?: string | undefined;
      /** Files of stages and images keep their owners; those of a directory on this machine become root's. */
      readonly keepOwners: boolean;
      /** ADD: unpack what is a local archive. */
      readonly unpack: boolean;
      /** A directory is taken with its own mode, as a mount shows it, not only its contents. */
      readonly whole?: true;
      /** Whether the build sees anything at or below a path (`SentFiles`); absent: it sees everything. */
      readonly isSent?: (path: string) => Promise<boolean>;
      /** Which .dockerignore pattern hides a path, for errors. */
      readonly ignoredBy?: (path: string) => Promise<string | undefined>;
    }
  /** A here-document. */
  | { readonly kind: 'inline'; readonly name: string; readonly content: string }
  /** One file of a tree: what ADD downloads. */
  | {
      readonly kind: 'file';
      readonly tree: SourceTree;
      /** Path in the tree; its last component names the file in a destination directory. */
      readonly path: string;
      /** For reports: the URL without credentials. */
      readonly shownAs: string;
      readonly unpack: boolean;
    }
  /** A whole tree: a repository of ADD. Unlike with `COPY .`, a new destination gets the metadata of the tree's root. */
  | { readonly kind: 'tree'; readonly tree: SourceTree; readonly shownAs: string };

export interface CopyRequest {
  readonly keyword: 'COPY' | 'ADD';
  readonly sources: readonly CopySource[];
  /** Absolute, with a trailing `/` or `/.` if it was written so. */
  readonly destination: string;
  /** As expanded; absent or empty: see `keepOwners`. */
  readonly chown?: string | undefined;
  readonly chmod?: FileMode | undefined;
  readonly parents: boolean;
  readonly excludes: readonly string[];
  /** The layer is made for an empty root, whatever the image has. */
  readonly link: boolean;
  /** Seconds since the epoch: mtime of here-documents and of missing directories that are made. Never part of a key. */
  readonly created: number;
  /** Absent: a layer of these files is not made, or may have any number of entries. */
  readonly limit?: EntryLimit;
  readonly location?: SourceLocation | undefined;
}

/** How many entries a layer may have. It is known long before the layer is written when there are more. */
export interface EntryLimit {
  readonly most: number;
  /** The error for more. */
  readonly passed: () => UserError;
}

/** One entry that was taken from a source. */
export interface SelectedEntry {
  /** Path below the source; `''` for the source itself. */
  readonly path: string;
  /** Path in the source's tree, with links followed. */
  readonly source: string;
  /** Its owner is `0:0` if the source does not keep owners. */
  readonly entry: SourceEntry;
  /** A directory that is only taken because of something in it. If it exists in the image, it keeps its owner. */
  readonly implied?: true;
}

/** A source after its pattern was resolved. As in BuildKit, each is copied by itself, one after the other. */
export interface SelectedSource {
  readonly tree: SourceTree;
  /** Its name in a destination that is a directory. */
  readonly baseName: string;
  readonly top: SelectedEntry;
  /** Only the contents of a directory go to the destination, not the directory itself. */
  readonly contentsOnly: boolean;
  /** What is below `top`, parents before children. Each time, the tree is walked again: an entry may be one of millions. */
  readonly below: AsyncIterable<SelectedEntry>;
  /** An archive is unpacked. */
  readonly unpack: boolean;
}

export interface CopySelection {
  readonly request: CopyRequest;
  readonly sources: readonly SelectedSource[];
  /**
   * Everything that was taken, sorted by path as the user knows it, with what of it can show in the layer: type, mode, owner,
   * extended attributes, link target and content, as far as the instruction keeps them.
   */
  readonly files: FileIdentities;
}

/** The source itself, and what is below it. */
export async function* entriesOf({ top, below }: SelectedSource): AsyncGenerator<SelectedEntry, void, undefined> {
  yield top;
  yield* below;
}

/** The files that were selected, by their paths in their trees. */
export async function* filesOf(source: SelectedSource): AsyncGenerator<string, void, undefined> {
  for await (const { entry, source: path } of entriesOf(source)) if (entry.type === 'file') yield path;
}
