import type { WarningEvent } from '../engine/events.js';
import type { BuildOptions } from './options/build-options.js';
import type { HostSettings } from './options/host-settings.js';

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
export type CheckFunction = (options: BuildOptions, host: HostSettings, signal: AbortSignal) => Promise<CheckResult>;
