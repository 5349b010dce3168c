import type { BuildPlan } from '../plan/build-plan.js';
import type { EngineOptions, EnginePorts } from '../engine-ports.js';
import type { EventSink } from '../events.js';
import type { FileSources } from './file-sources.js';
import type { SecretMask } from '../secret-mask.js';

/** What all operations of a build share. */
export interface OpContext {
  readonly plan: BuildPlan;
  readonly ports: EnginePorts;
  readonly options: EngineOptions;
  readonly sources: FileSources;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
  /** The numbers of the steps whose layers only caches will have. */
  readonly cacheOnly: ReadonlySet<number>;
  /** Time for what is made now, in whole seconds since the epoch. It is for mtimes and never part of a key. */
  readonly createdSeconds: () => number;
  /** Masks all secrets of the build. They are read when the first step runs. */
  readonly secretMask: () => Promise<SecretMask>;
}
