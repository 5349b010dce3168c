import type { DryRun } from './dry-run.js';
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
}

export interface EngineOptions {
  readonly noCache: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** Name under which the image is kept as it was before a step that fails; absent: it is not kept. */
  readonly saveFailed?: string;
  readonly run: RunSettings;
  /** Environment of RUN that is no part of any key, as proxies are. */
  readonly proxyEnv: readonly string[];
  readonly secrets: ReadonlyMap<string, () => Promise<Uint8Array>>;
  /** Agent sockets of this machine, by id. */
  readonly sshSockets: ReadonlyMap<string, string>;
  /** Only looks the steps up, and does none; the run then ends with a `BlockedByStep` where a step would miss. */
  readonly dryRun?: DryRun;
  /** Seconds since the epoch; absent: the clock's time when a step really runs. */
  readonly sourceDateEpoch?: number;
}
