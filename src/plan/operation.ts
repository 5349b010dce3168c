import type { Mount } from '../dockerfile/values/mount.js';
import type { LineRange } from '../dockerfile/syntax/ast.js';
import type { ImageState } from './image-state.js';
import type { FileSource } from './stage.js';

/** The folder in which a shell finds a here-document that begins with `#!`. */
export const SCRIPT_FOLDER = '/dev/pipes';

/** A file whose content is in the Dockerfile. */
export interface InlineFile {
  readonly name: string;
  readonly content: string;
}

export interface CopyOperation {
  readonly kind: 'copy';
  readonly keyword: 'COPY' | 'ADD';
  readonly from: FileSource;
  /** The name of the source in errors: `the build context`, `stage build`. */
  readonly fromLabel: string;
  readonly sources: readonly string[];
  /** The sources before expansion, to be marked in the excerpt of an error. */
  readonly written: readonly string[];
  readonly inlineFiles: readonly InlineFile[];
  /** An absolute path. A trailing slash or dot is kept. */
  readonly destination: string;
  readonly chown: string;
  readonly chmod: string;
  readonly link: boolean;
  readonly parents: boolean;
  readonly excludes: readonly string[];
  readonly checksum?: string;
  readonly keepGitDir: boolean;
  /** `undefined`: ADD unpacks archives of the context, but not downloads. */
  readonly unpack: boolean | undefined;
}

export interface RunOperation {
  readonly kind: 'run';
  readonly argv: readonly string[];
  /** A script with a `#!` line, which the process finds in `SCRIPT_FOLDER`. */
  readonly script?: InlineFile;
  /** The environment of the process, in order. */
  readonly env: readonly string[];
  /** The variables of `env` that ARG declared, for explanations of a miss. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly user: string;
  /** `--security=insecure`: the process has all rights of the builder. */
  readonly privileged: boolean;
  /** `undefined`: as the build's `--network` says. */
  readonly network: 'host' | 'none' | undefined;
  readonly mounts: readonly { readonly mount: Mount; readonly source: FileSource }[];
}

export interface WorkdirOperation {
  readonly kind: 'workdir';
  readonly path: string;
  /** USER at this point, who owns the directories that are made. */
  readonly user: string;
}

/** Only the image's config changes. */
interface ConfigOperation {
  readonly kind: 'config';
  /** Of an ARG: `NAME=value`, or the name alone. */
  readonly args?: readonly string[];
}

type Operation = ConfigOperation | WorkdirOperation | CopyOperation | RunOperation;

/** An instruction after expansion, and the image's config after it. */
export interface PlannedStep {
  readonly operation: Operation;
  /** The instruction as it is written, and after expansion. */
  readonly text: string;
  readonly expanded: string;
  readonly range: LineRange;
  readonly trigger: boolean;
  readonly image: ImageState;
  /** The entry in the image's history, without its time. ONBUILD has none, as in Docker. */
  readonly history?: { readonly createdBy: string; readonly emptyLayer: boolean };
}
