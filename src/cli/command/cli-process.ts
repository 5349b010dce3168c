import type { BuildFunction } from '../../app/build-function.js';
import type * as BakeModule from '../../app/bake.js';
import type { CheckFunction } from '../../app/check-function.js';
import type { DescribeFunction } from '../../app/describe-function.js';
import type * as ExplainBuildModule from '../../app/dry-run.js';
import type * as CacheVerbsModule from '../../app/caching/cache-verbs.js';
import type { MergeFunction } from '../../app/merging/merge-images.js';
import type * as LoginsModule from '../../app/logins.js';
import type * as LocalImagesModule from '../../app/local-images.js';
import type * as PruneActionsModule from '../../app/caching/prune-actions.js';
import type * as ContainersModule from '../../app/containers/containers.js';
import type { ProcessEnvironment } from '../../app/options/process/process-environment.js';

/** Standard output or error. */
export interface OutputStream {
  write(text: string | Uint8Array): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** Rows and columns of a terminal. */
export interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** The signals that can be passed on, without SIG. */
export type PassedSignal = 'HUP' | 'INT' | 'QUIT' | 'TERM' | 'USR1' | 'USR2';

/** The terminal and the signals of the process, for a command in a container. */
export interface CliTerminal {
  /** Whether standard input is a terminal. */
  readonly isInput: boolean;
  /** `undefined` if standard output is no terminal. */
  size(): Size | undefined;
  /** Passes on every key as it is typed. @returns a function that ends that, as all below do */
  raw(): () => void;
  onResize(listener: (size: Size) => void): () => void;
  /** From now on signals do not end the process. @param listener gets their names, as `TERM` */
  onSignal(listener: (name: PassedSignal) => void): () => void;
  /** Nothing more is read from standard input. */
  stopInput(): void;
}

/** The process that a verb runs in. Tests give their own. */
export interface CliProcess extends ProcessEnvironment {
  /** Every error is printed with its stack: `-D` is before the verb. */
  readonly debug?: boolean;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Aborted with an `Interruption`. */
  readonly signal: AbortSignal;
  /** Loads the engine. It is loaded only for a build, so that `--help` need not wait for it. */
  readonly loadBuild: () => Promise<BuildFunction>;
  readonly loadBake: () => Promise<typeof BakeModule>;
  readonly loadCheck: () => Promise<CheckFunction>;
  readonly loadDescribe: () => Promise<DescribeFunction>;
  readonly loadImages: () => Promise<typeof LocalImagesModule>;
  readonly loadLogins: () => Promise<typeof LoginsModule>;
  readonly loadMerge: () => Promise<MergeFunction>;
  readonly loadCaches: () => Promise<typeof CacheVerbsModule>;
  readonly loadExplain: () => Promise<typeof ExplainBuildModule>;
  readonly loadPruneActions: () => Promise<typeof PruneActionsModule>;
  /** Asks for a line; `hidden`, for a password. Absent where nobody sits at a terminal. */
  readonly ask?: ((question: string, hidden?: 'hidden') => Promise<string>) | undefined;
  readonly loadContainers: () => Promise<typeof ContainersModule>;
  /** Absolute path of the bundled program of containers' supervisors. */
  readonly supervisorEntry: string;
  /** Absent where there is none, as in tests. */
  readonly terminal?: CliTerminal;
  /** Writes to standard output, and waits until it has taken the bytes. */
  readonly writeBytes: (bytes: Uint8Array, stream?: 'stdout' | 'stderr') => Promise<void>;
  /** What was written and nobody has taken is not waited for at the end. Absent where nothing waits for it, as in tests. */
  readonly dropOutput?: () => void;
  /** @param path absolute. A file that cannot be read fails when its first chunk is asked for. */
  readonly readFile: (path: string) => AsyncIterable<Uint8Array>;
  readonly writeFile: (path: string, text: string) => Promise<void>;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  readonly every: (milliseconds: number, callback: () => void) => () => void;
}
