import type { BuildFunction } from '../app/build-function.js';
import type { CheckFunction } from '../app/check-function.js';
import type * as ExplainBuildModule from '../app/dry-run.js';
import type * as CacheVerbsModule from '../app/caching/cache-verbs.js';
import type * as LocalImagesModule from '../app/local-images.js';
import type * as PruneActionsModule from '../app/caching/prune-actions.js';
import type { ProcessEnvironment } from './settings.js';

/** Standard output or error. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** A process, as a verb sees it; tests give a make-believe one. */
export interface CliProcess extends ProcessEnvironment {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Aborted with an `Interruption`. */
  readonly signal: AbortSignal;
  /** Loaded when a build is really wanted: `--help` shall not wait for the engine. */
  readonly loadBuild: () => Promise<BuildFunction>;
  readonly loadCheck: () => Promise<CheckFunction>;
  readonly loadImages: () => Promise<typeof LocalImagesModule>;
  readonly loadCaches: () => Promise<typeof CacheVerbsModule>;
  readonly loadExplain: () => Promise<typeof ExplainBuildModule>;
  readonly loadPruneActions: () => Promise<typeof PruneActionsModule>;
  /** Bytes to standard output, as fast as it takes them. */
  readonly writeBytes: (bytes: Uint8Array) => Promise<void>;
  /** Absolute path. A file that cannot be read fails when the first chunk is asked for. */
  readonly readFile: (path: string) => AsyncIterable<Uint8Array>;
  readonly writeFile: (path: string, text: string) => Promise<void>;
  /** Milliseconds on a clock that only runs forward. */
  readonly now: () => number;
  readonly every: (milliseconds: number, callback: () => void) => () => void;
  readonly newToken: () => string;
}
