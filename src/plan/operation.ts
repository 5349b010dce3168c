import type { Mount } from '../dockerfile/values/mount.js';
import type { LineRange } from '../dockerfile/syntax/ast.js';
import type { ImageState } from './image-state.js';
import type { FileSource } from './stage.js';

/** Where a here-document with a `#!` line is shown to the shell that runs it. */
export const SCRIPT_FOLDER = '/dev/pipes';

/** A file whose text stands in the Dockerfile. */
export interface InlineFile {
  readonly name: string;
  readonly content: string;
}

export interface CopyOperation {
  readonly kind: 'copy';
  readonly keyword: 'COPY' | 'ADD';
  readonly from: FileSource;
  /** How errors name the source: `the build context`, `stage build`. */
  readonly fromLabel: string;
  readonly sources: readonly string[];
  /** The same before their variables were expanded: what an excerpt marks. */
  readonly written: readonly string[];
  readonly inlineFiles: readonly InlineFile[];
  /** Absolute, with its trailing slash or dot when it has one. */
  readonly destination: string;
  readonly chown: string;
  readonly chmod: string;
  readonly link: boolean;
  readonly parents: boolean;
  readonly excludes: readonly string[];
  readonly checksum?: string;
  readonly keepGitDir: boolean;
  /** Absent: archives of the context yes, downloads no; COPY never. */
  readonly unpack: boolean | undefined;
}

export interface RunOperation {
  readonly kind: 'run';
  readonly argv: readonly string[];
  /** A script whose interpreter is named in its first line, to be shown to the process in `SCRIPT_FOLDER`. */
  readonly script?: InlineFile;
  /** What the process sees, in order. */
  readonly env: readonly string[];
  /** The part of `env` that ENV set, and the part that ARG did, for explanations. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly user: string;
  /** `--security=insecure`: with all that the builder itself may do. */
  readonly privileged: boolean;
  /** Absent: what the build's `--network` says. */
  readonly network: 'host' | 'none' | undefined;
  readonly mounts: readonly { readonly mount: Mount; readonly source: FileSource }[];
}

export interface WorkdirOperation {
  readonly kind: 'workdir';
  readonly path: string;
  /** USER at this point: owner of the directories that are made. */
  readonly user: string;
}

/** Only the image's config changes. */
export interface ConfigOperation {
  readonly kind: 'config';
  /** What an ARG declares: `NAME=value`, or the name alone. */
  readonly args?: readonly string[];
}

export type Operation = ConfigOperation | WorkdirOperation | CopyOperation | RunOperation;

/** An instruction with everything expanded, and the image's config after it. */
export interface PlannedStep {
  readonly operation: Operation;
  /** The instruction as it stands in the file, and as it reads after expansion. */
  readonly text: string;
  readonly expanded: string;
  readonly range: LineRange;
  readonly trigger: boolean;
  readonly image: ImageState;
  /** The entry of the image's history, but for its time; absent for ONBUILD, which Docker leaves out. */
  readonly history?: { readonly createdBy: string; readonly emptyLayer: boolean };
}
