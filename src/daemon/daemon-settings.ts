/** Where a daemon is looked for: variables and folders of Docker's command line, and of podman. */
export interface DaemonSettings {
  /** DOCKER_HOST. */
  readonly host?: string | undefined;
  /** DOCKER_CONTEXT; it counts only without DOCKER_HOST. */
  readonly context?: string | undefined;
  /** Of DOCKER_TLS_VERIFY and DOCKER_TLS: how the server of a `tcp://` address is spoken to. */
  readonly tls: 'none' | 'unverified' | 'verified';
  /** DOCKER_CERT_PATH, else `configFolder`: the folder of `ca.pem`, `cert.pem` and `key.pem`; absolute. */
  readonly certFolder: string;
  /** DOCKER_CONFIG, else `~/.docker`: the folder of `config.json` and of the contexts; absolute. */
  readonly configFolder: string;
  /** XDG_RUNTIME_DIR: the folder of the user's own sockets. */
  readonly runtimeFolder?: string | undefined;
  /** `:`-separated folders to look for programs in. */
  readonly programPath: string;
}
