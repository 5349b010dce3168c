import type { EventSink } from '../engine/events.js';
import type { BuildOptions, BuildResult } from './options/build-options.js';
import type { HostSettings } from './options/host-settings.js';

/** A whole build, as the two faces call it. Fails with one of the errors of `errors.ts`, a failed RUN included. */
export type BuildFunction = (
  options: BuildOptions,
  host: HostSettings,
  sink: EventSink,
  signal: AbortSignal,
) => Promise<BuildResult>;

/** Saves the cache of the build that these options were for, on the machine that it ran on. What goes wrong is a warning. */
export type SaveFunction = (
  options: BuildOptions,
  host: HostSettings,
  sink: EventSink,
  signal: AbortSignal,
) => Promise<void>;
