import { array } from '../json/containers.js';
import { type Decoder, integer, oneOf, string } from '../json/decoder.js';
import { object, optional } from '../json/object.js';

/** What a build's options set for all RUN steps. It is passed on as a whole, from the options to the runtime. */
export interface RunSettings {
  readonly network: NetworkMode;
  /** Further lines of /etc/hosts. */
  readonly extraHosts: readonly ExtraHost[];
  /** Bytes of /dev/shm; absent: the runtime's 64 MiB. */
  readonly shmSize?: number | undefined;
  readonly ulimits: readonly Ulimit[];
  /** Host name that a step sees. */
  readonly hostname: string;
}

export type NetworkMode = 'host' | 'none';

interface ExtraHost {
  readonly name: string;
  readonly ip: string;
}

interface Ulimit {
  readonly name: string;
  readonly soft: number;
  readonly hard: number;
}

/** For the settings on their way to the worker. */
export const runSettings: Decoder<RunSettings> = object<RunSettings>({
  network: oneOf('host', 'none'),
  extraHosts: array(object({ name: string, ip: string })),
  shmSize: optional(integer),
  ulimits: array(object({ name: string, soft: integer, hard: integer })),
  hostname: string,
});

/** BuildKit's. Some programs write it into their output. */
export const DEFAULT_HOSTNAME = 'buildkitsandbox';

/**
 * The settings as part of a RUN's key, all but the network. The names, their order and the missing default host name are those of
 * earlier versions: another text would make a miss of every RUN.
 */
export function settingsInKey({ extraHosts, hostname, shmSize, ulimits }: RunSettings) {
  return {
    hosts: extraHosts,
    hostname: hostname === DEFAULT_HOSTNAME ? undefined : hostname,
    shmSize,
    ulimits,
  } satisfies Readonly<Record<KeyName<keyof RunSettings>, unknown>>;
}

/** The network is a part of the key by itself, as an instruction may change it. */
type KeyName<Name> = Name extends 'network' ? never : Name extends 'extraHosts' ? 'hosts' : Name;
