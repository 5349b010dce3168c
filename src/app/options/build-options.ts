import type { CacheSettings } from './cache-settings.js';
import type { CacheExportSpec, CacheImportSpec } from './cache-spec.js';
import type { ContextSpec } from './context-spec.js';
import type { GitAddress } from '../../dockerfile/values/git-address.js';
import type { NetworkMode } from '../../engine/run-settings.js';
import type { Entitlement } from '../../plan/lowered.js';
import type { Digest } from '../../oci/digest.js';
import type { ImageId } from '../../oci/identity.js';

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

/** What a build made. */
export interface BuildResult {
  /** Digest of the manifest, or of the index for several platforms. */
  readonly digest: Digest;
  /** Of the first platform. */
  readonly imageId: ImageId;
  readonly tags: readonly string[];
  /** Size in bytes of the manifest document itself, and its media type: what a descriptor of the image says. */
  readonly descriptor: { readonly mediaType: string; readonly digest: Digest; readonly size: number };
}
