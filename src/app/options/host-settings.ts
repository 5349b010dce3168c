import type { DaemonSettings } from '../../daemon/daemon-settings.js';
import type { ActionsCacheAccess } from '../../cache/actions/open.js';
import type { CheckedOut } from '../../remote/checkout.js';
import type { SigningSettings } from '../../signing/signing-settings.js';
import type { StorageDriver } from '../../worker/protocol/storage-drivers.js';
import type { UsualBuilders } from './process/usual-builders.js';
import type { RegistryLogin } from './values/registry-login.js';

/** Where a build runs: its folders, programs, registries and proxies, read once from options and the environment. */
export interface HostSettings {
  /** Absolute path of the folder below which everything is kept. */
  readonly root: string;
  /** How layers are kept for RUN; `auto` if absent. */
  readonly storageDriver?: StorageDriver;
  /** Host names or `host:port` of registries that may be spoken to in plain HTTP. Loopback addresses always may. */
  readonly insecureRegistries: readonly string[];
  /** Base URLs, as in Docker's daemon.json: asked first for images of docker.io. */
  readonly registryMirrors: readonly string[];
  /** Folder with Docker's `config.json`, where credentials are read from. */
  readonly dockerConfigDir: string;
  /** Logins for this build alone. They count more than Docker's `config.json`. */
  readonly logins?: readonly RegistryLogin[];
  /** Absolute path of the worker's bundled entry point. */
  readonly workerEntry: string;
  /** `:`-separated folders to look for programs in (PATH). */
  readonly programPath: string;
  /** The Actions cache, where the job has one. */
  readonly actionsCache?: ActionsCacheAccess;
  /** A later process saves the cache: the post stage of an action. */
  readonly cacheSavedLater?: true;
  /** Absolute path of the folder for container runtimes that are fetched where the machine has none; else below the root. */
  readonly runtimeFolder?: string;
  /** Folder for short-lived files outside the root (a tar context from standard input). */
  readonly tempDir: string;
  /** `HTTP_PROXY` and the like, by their names as written. RUN gets them as predefined ARGs; our own requests use them. */
  readonly proxies: Readonly<Record<string, string>>;
  /** Where the daemon is looked for that images are loaded into. */
  readonly daemon: DaemonSettings;
  /** Where the builders of docker buildx are described. */
  readonly builders?: UsualBuilders;
  /** The job's own repository, and the folder that the job may have checked it out to. */
  readonly checkedOut?: CheckedOut;
  /** For builds that sign. */
  readonly signing?: SigningSettings;
  /** The environment's SOURCE_DATE_EPOCH. */
  readonly sourceDateEpoch?: string;
}
