import type { Environment } from './environment.js';
import type { FileProbe } from './file-probe.js';

/** The process that options were given to: what the meaning of an option's text can depend on. Tests give their own. */
export interface ProcessEnvironment {
  readonly env: Environment;
  /** Folder that relative paths start from; absolute. */
  readonly cwd: string;
  /** The user's home folder, and the system's folder for temporary files; both absolute. */
  readonly home: string;
  readonly tempDir: string;
  readonly files: FileProbe;
  /** Absolute path of the worker's bundled entry point. */
  readonly workerEntry: string;
  /** Absolute paths of the files that this process's output goes to; absent if none is known. */
  readonly outputFiles?: () => readonly string[];
  /** Gives a word that nobody can guess, a new one with each call. */
  readonly newToken: () => string;
}
