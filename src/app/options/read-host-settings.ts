import { readConfigFile } from './config-file.js';
import {
  daemonSettingsOf,
  dockerConfigDirOf,
  programPathOf,
  proxiesOf,
  sourceDateEpochOf,
} from './process/environment.js';
import type { HOST_OPTIONS } from './host-options.js';
import type { HostSettings } from './host-settings.js';
import { usualBuildersOf } from './process/usual-builders.js';
import { signingSettingsOf } from './process/signing-environment.js';
import type { ProcessEnvironment } from './process/process-environment.js';
import type { SharedValues } from './read-options.js';

/** Where the command line and the Action keep their files when no option says so; absolute paths. */
export interface DefaultFolders {
  readonly root: string;
  readonly tempDir: string;
  /** For container runtimes that are fetched. Default: a folder below the root. */
  readonly runtimeFolder?: string;
}

/**
 * Options come first, then the environment, then `$XDG_CONFIG_HOME/layer-build/config.json`, then defaults.
 *
 * @throws UserError for a configuration file or a variable that makes no sense
 */
export function readHostSettings(
  given: SharedValues<typeof HOST_OPTIONS>,
  defaults: DefaultFolders,
  environment: ProcessEnvironment,
): HostSettings {
  const { env, cwd, home, workerEntry } = environment;
  const config = readConfigFile(environment);
  const epoch = sourceDateEpochOf(env);
  return {
    root: given.root ?? defaults.root,
    ...(given.storageDriver !== undefined && { storageDriver: given.storageDriver }),
    registryMirrors: unique([...given.registryMirrors, ...config.mirrors]),
    insecureRegistries: unique([...given.insecureRegistries, ...config.insecure]),
    dockerConfigDir: dockerConfigDirOf(env, home, cwd),
    workerEntry,
    programPath: programPathOf(env),
    tempDir: defaults.tempDir,
    ...(defaults.runtimeFolder !== undefined && { runtimeFolder: defaults.runtimeFolder }),
    proxies: proxiesOf(env),
    daemon: daemonSettingsOf(env, home, cwd),
    builders: usualBuildersOf(env, home, cwd),
    signing: signingSettingsOf(env),
    ...(epoch !== undefined && { sourceDateEpoch: epoch }),
  };
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
