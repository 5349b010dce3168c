import type { BuildPlan } from '../plan/build-plan.js';
import type { EngineOptions, EnginePorts } from '../engine-ports.js';
import type { EventSink } from '../events.js';
import type { FileSources } from './file-sources.js';
import type { SecretMask } from '../secret-mask.js';

/** What the work of any step may need. */
export interface OpContext {
  readonly plan: BuildPlan;
  readonly ports: EnginePorts;
  readonly options: EngineOptions;
  readonly sources: FileSources;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
  /** Time of what is made now, in whole seconds since the epoch; goes to mtimes, never to a key. */
  readonly createdSeconds: () => number;
  /** Over all secrets of the build, read when the first step runs. */
  readonly secretMask: () => Promise<SecretMask>;
}
