import type { ActionsCacheAccess } from '../../cache/actions/open.js';
import type { CacheSettings } from './cache-settings.js';
import type { CacheExportSpec, CacheImportSpec } from './cache-spec.js';
import type { ContextSpec } from './context-spec.js';
import type { GitAddress } from '../../dockerfile/values/git-address.js';
import type { NetworkMode } from '../../engine/ports.js';
import type { Entitlement } from '../../plan/lowered.js';

/** Where the build context and the Dockerfile come from. */
export type ContextSource =
  | { readonly kind: 'directory'; readonly path: string }
  /** `-`: a tar (plain or compressed) or a lone Dockerfile on standard input; which of the two is seen from its bytes. */
  | { readonly kind: 'stdin'; readonly stream: AsyncIterable<Uint8Array> }
  | { readonly kind: 'git'; readonly address: GitAddress }
  /** A tar or a lone Dockerfile on a web server. */
  | { readonly kind: 'download'; readonly url: string };

/** Where an image goes. `dest` is absolute; `-` is standard output, for the archive types. */
export type OutputPlace =
  | { readonly type: 'oci'; readonly dest: string; readonly tar: boolean }
  | { readonly type: 'docker'; readonly dest: string }
  | { readonly type: 'registry' }
  /** The local store. */
  | { readonly type: 'store' };

/** One `-o type=…`. */
export type OutputSpec = OutputPlace & {
  /** The files of its layers are no later than SOURCE_DATE_EPOCH. */
  readonly rewriteTimestamp?: true;
};

/** What a build was asked for, with nothing left to look up in the environment. */
export interface BuildOptions {
  readonly context: ContextSource;
  /** Absolute path of the Dockerfile, or its path in a context that is no directory; absent: `Dockerfile` in the context. */
  readonly dockerfile?: string;
  readonly tags: readonly string[];
  readonly target?: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** As given to `--platform`; empty: this machine's. More than one makes an image index. */
  readonly platforms: readonly string[];
  readonly noCache: boolean;
  /** Empty: the local store. */
  readonly outputs: readonly OutputSpec[];
  readonly network: NetworkMode;
  readonly entitlements: readonly Entitlement[];
  readonly extraHosts: readonly { readonly name: string; readonly ip: string }[];
  /** Bytes of /dev/shm in RUN. */
  readonly shmSize?: number;
  readonly ulimits: readonly { readonly name: string; readonly soft: number; readonly hard: number }[];
  /** Tag for the last good image when a step fails. */
  readonly saveFailed?: string;
  /** By name. */
  readonly buildContexts: Readonly<Record<string, ContextSpec>>;
  readonly secrets: readonly SecretSource[];
  /** By id. */
  readonly ssh: Readonly<Record<string, SshSource>>;
  /** Keeps the caches of different builds apart, e.g. `owner/repo:path/Dockerfile`; absent: derived from the context's folder. */
  readonly scope?: string;
  /** Which of the builds that share a scope this one is, e.g. a job of a matrix: they keep their caches beside each other. */
  readonly variant?: string;
  readonly cache: CacheSettings;
  /** The first that has it wins. */
  readonly cacheFrom: readonly CacheImportSpec[];
  readonly cacheTo: readonly CacheExportSpec[];
  /** Tell at the end where the bytes of the image's layers are: it costs a look into each that is at hand. */
  readonly tellPaths?: boolean;
}

export type SecretSource =
  | { readonly id: string; readonly kind: 'file'; readonly path: string }
  | { readonly id: string; readonly kind: 'value'; readonly value: Uint8Array };

/** What answers for an ssh agent; paths are absolute. */
export type SshSource =
  { readonly kind: 'socket'; readonly path: string } | { readonly kind: 'keys'; readonly files: readonly string[] };

/** The machine that the build runs on: what `action/` and `cli/` read from the environment, once. */
export interface Machine {
  /** Absolute path of the folder below which everything is kept. */
  readonly root: string;
  /** Host names or `host:port` of registries that may be spoken to in plain HTTP. Loopback addresses always may. */
  readonly insecureRegistries: readonly string[];
  /** Base URLs, as in Docker's daemon.json: asked first for images of docker.io. */
  readonly registryMirrors: readonly string[];
  /** Folder with Docker's `config.json`, where credentials are read from. */
  readonly dockerConfigDir: string;
  /** Absolute path of the worker's bundled entry point. */
  readonly workerEntry: string;
  /** `:`-separated folders to look for programs in (PATH). */
  readonly programPath: string;
  /** The Actions cache, where this process has been given one. */
  readonly actionsCache?: ActionsCacheAccess;
  /** Another process saves the cache when this one has ended: an action's post. */
  readonly cacheSavedLater?: true;
  /** Absolute path of the folder for container runtimes that are fetched where the machine has none; else below the root. */
  readonly runtimeFolder?: string;
  /** Folder for short-lived files outside the root (a tar context from standard input). */
  readonly tempDir: string;
  /** `HTTP_PROXY` and its like, names as written. They reach RUN as predefined ARGs, and the registry client. */
  readonly proxies: Readonly<Record<string, string>>;
  /** SOURCE_DATE_EPOCH of the environment. */
  readonly sourceDateEpoch?: string;
}

/** What a build made. */
export interface BuildResult {
  /** Digest of the manifest, or of the index for several platforms. */
  readonly digest: string;
  /** Digest of the config (of the first platform). */
  readonly imageId: string;
  readonly tags: readonly string[];
  /** Size in bytes of the manifest document itself, and its media type: what a descriptor of the image says. */
  readonly descriptor: { readonly mediaType: string; readonly digest: string; readonly size: number };
}
