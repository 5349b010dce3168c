import type { ProjectFile } from '../../support/project-files.js';

/** One build that buildah and this project make from the same input. */
export interface EquivalenceCase {
  readonly name: string;
  readonly dockerfile: string;
  readonly context?: Readonly<Record<string, ProjectFile>>;
  /** A bash script that runs in the context afterwards, for what a table of texts cannot say. */
  readonly prepare?: string;
  /** Options that both command lines understand. */
  readonly flags?: readonly string[];
}
