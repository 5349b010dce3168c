/** What a build says of all its RUN steps. It travels as a whole from the options to what runs a step. */
export interface RunSettings {
  readonly network: NetworkMode;
  /** Further lines of /etc/hosts. */
  readonly extraHosts: readonly ExtraHost[];
  /** Bytes of /dev/shm; absent: the runtime's 64 MiB. */
  readonly shmSize: number | undefined;
  readonly ulimits: readonly Ulimit[];
  /** Of the machine that a step sees. */
  readonly hostname: string;
}

export type NetworkMode = 'host' | 'none';

export interface ExtraHost {
  readonly name: string;
  readonly ip: string;
}

export interface Ulimit {
  readonly name: string;
  readonly soft: number;
  readonly hard: number;
}

/** What BuildKit calls the machine in which a step runs; some programs write it into what they make. */
export const DEFAULT_HOSTNAME = 'buildkitsandbox';

/**
 * What of the settings a RUN's key holds: all of them. The names and their order are those of keys that were made before, in
 * which the default host name does not stand.
 */
export function settingsInKey({ extraHosts, hostname, shmSize, ulimits }: RunSettings) {
  return {
    hosts: extraHosts,
    hostname: hostname === DEFAULT_HOSTNAME ? undefined : hostname,
    shmSize,
    ulimits,
  } satisfies Readonly<Record<KeyName<keyof RunSettings>, unknown>>;
}

/** The network has a place of its own in the key, since an instruction may say another. */
type KeyName<Name> = Name extends 'network' ? never : Name extends 'extraHosts' ? 'hosts' : Name;
