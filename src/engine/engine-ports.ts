import type { Layer } from '../layer/layer.js';
import type { DryRun } from './dry-run.js';
import type { NoCache } from './no-cache.js';
import type { BuildContext, Layers, MountContents, RemoteFiles, StepCache, StepRunner } from './ports.js';
import type { RunSettings } from './run-settings.js';

export interface EnginePorts {
  readonly context: BuildContext;
  readonly remote: RemoteFiles;
  readonly layers: Layers;
  readonly cache: StepCache;
  readonly mounts: MountContents;
  readonly runner: StepRunner;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told of each layer of the image that is built as soon as it is known, perhaps more than once; absent: nobody wants to know. */
  readonly imageLayer?: (layer: Layer) => void;
}

export interface EngineOptions {
  readonly noCache: NoCache;
  readonly labels: Readonly<Record<string, string>>;
  readonly run: RunSettings;
  /** Environment of RUN that is not part of its key, such as proxies. */
  readonly proxyEnv: readonly string[];
  readonly secrets: ReadonlyMap<string, () => Promise<Uint8Array>>;
  /** Agent sockets of this machine, by id. */
  readonly sshSockets: ReadonlyMap<string, string>;
  /** Steps are only looked up. A stage ends with `BlockedByStep` at a step that would have to run. */
  readonly dryRun?: DryRun;
  /** Keeps the cache mounts of builds apart that use the same ids (BUILDKIT_CACHE_MOUNT_NS); absent: they share them. */
  readonly cacheMountNamespace?: string;
  /** Seconds since the epoch; absent: the time when a step runs. */
  readonly sourceDateEpoch?: number;
}
