import type { WarningEvent } from '../engine/events.js';
import type { BuildOptions, Machine } from './options/build-options.js';

/** What the checks found in a Dockerfile. */
export interface CheckResult {
  readonly dockerfile: { readonly name: string; readonly text: string };
  readonly findings: readonly WarningEvent[];
  /** What a build would fail with before its first step: an error in the file, a base that is not there, `error=true`. */
  readonly failure?: unknown;
}

/**
 * `--call=check`: plans a build and looks at it, but builds nothing. Without a target, all stages are looked at.
 *
 * @throws UserError when there is no Dockerfile to look at
 */
export type CheckFunction = (options: BuildOptions, machine: Machine, signal: AbortSignal) => Promise<CheckResult>;
