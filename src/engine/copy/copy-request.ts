import type { FileMode } from '../../dockerfile/values/file-mode.js';
import type { SourceLocation } from '../../errors.js';
import type { SourceEntry, SourceTree } from '../../layer/source-tree.js';

/** A source of COPY or ADD, with everything remote already fetched. */
export type CopySource =
  /** A path or pattern of the build context, a stage, an image or a named context. */
  | {
      readonly kind: 'pattern';
      readonly tree: SourceTree;
      /** As expanded; `..` does not lead out of the tree. */
      readonly pattern: string;
      /** As the Dockerfile has it, where that is known. */
      readonly written?: string | undefined;
      /** Files of stages and images keep their owners; those of a directory on this machine become root's. */
      readonly keepOwners: boolean;
      /** ADD: unpack what is a local archive. */
      readonly unpack: boolean;
      /** A directory comes with its own mode, which a mount shows, and not its contents alone. */
      readonly whole?: true;
      /** Whether anything at or below a path gets to the build at all (`SentFiles`); absent: everything does. */
      readonly isSent?: (path: string) => Promise<boolean>;
      /** Which .dockerignore pattern hides a path, for errors. */
      readonly ignoredBy?: (path: string) => Promise<string | undefined>;
    }
  /** A here-document. */
  | { readonly kind: 'inline'; readonly name: string; readonly content: string }
  /** One file that a tree holds for this purpose: a download of ADD. */
  | {
      readonly kind: 'file';
      readonly tree: SourceTree;
      /** Path in the tree; its last component names the file in a destination directory. */
      readonly path: string;
      /** How reports name it: the URL without credentials. */
      readonly shownAs: string;
      readonly unpack: boolean;
    }
  /** A whole tree: a repository that ADD cloned. Unlike a COPY of `.`, a new destination gets the root's own metadata. */
  | { readonly kind: 'tree'; readonly tree: SourceTree; readonly shownAs: string };

export interface CopyRequest {
  readonly keyword: 'COPY' | 'ADD';
  readonly sources: readonly CopySource[];
  /** Absolute, with the trailing `/` or `/.` that it was written with. */
  readonly destination: string;
  /** As expanded; absent or empty: owners as `keepOwners` says. */
  readonly chown?: string | undefined;
  readonly chmod?: FileMode | undefined;
  readonly parents: boolean;
  readonly excludes: readonly string[];
  /** The layer is laid out on an empty root, whatever the image holds. */
  readonly link: boolean;
  /** Seconds since the epoch: mtime of directories that are made on the way, and of here-documents. Never part of a key. */
  readonly created: number;
  readonly location?: SourceLocation | undefined;
}

/** One thing that was picked from a source. */
export interface SelectedEntry {
  /** Path below the source, `''` for itself. */
  readonly path: string;
  /** Path in the source's tree, where its content is; links on the way were followed. */
  readonly source: string;
  /** With the owner that it has by itself: `0:0` where the source does not keep owners. */
  readonly entry: SourceEntry;
  /** A directory that is only there because of something in it; one that exists keeps its owner. */
  readonly implied?: true;
}

/** A source after patterns were resolved; BuildKit copies each by itself, one after the other. */
export interface SelectedSource {
  readonly tree: SourceTree;
  /** What it is called in a destination that is a directory. */
  readonly baseName: string;
  readonly top: SelectedEntry;
  /** A directory's contents go to the destination, and not the directory itself. */
  readonly contentsOnly: boolean;
  /** What is below `top`, in the order of copying: parents before children. */
  readonly below: readonly SelectedEntry[];
  /** Unpack it if it is an archive. */
  readonly unpack: boolean;
}

export interface CopySelection {
  readonly request: CopyRequest;
  readonly sources: readonly SelectedSource[];
  /**
   * Everything that was picked, sorted by path as the user knows it, with a digest over what of it can come to show in the
   * layer: type, mode, owner, extended attributes, link target and content, as far as the instruction keeps them.
   */
  readonly files: readonly (readonly [path: string, digest: string])[];
}
