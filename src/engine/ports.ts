/**
 * What the engine needs of the world. Adapters implement these; the composition root wires them. Nothing here says how or
 * where: paths and addresses are the adapters' own.
 */
import type { LayerIndex } from '../layer/layer-index.js';
import type { Layer, MadeLayer } from '../layer/layer.js';
import type { MountIdentity } from '../layer/mount-key.js';
import type { SourceTree } from '../layer/source-tree.js';
import type { Digest } from '../oci/digest.js';
import type { ImageConfig } from '../oci/image-config.js';
import type { Platform } from '../oci/platform.js';
import type { TreeDigest, CacheKey } from '../oci/identity.js';
import type { Reference } from '../oci/reference.js';
import type { HitSource } from './reason.js';
import type { FileIdentities, PreviousBuild, StepRecord } from './record.js';
import type { CacheFault } from './cache-location.js';
import type { RunSettings } from './run-settings.js';

/** A base image, known by its manifest and config alone. */
export interface BaseImage {
  /** What logs and keys call it: `docker.io/library/node:18.13.0`, or the name of a context that stands in for it. */
  readonly name: string;
  /** Of the platform's manifest. */
  readonly digest: Digest;
  readonly config: ImageConfig;
  readonly layers: readonly Layer[];
}

export interface BaseImages {
  /**
   * @throws UserError when there is no such image, or none for `platform`
   * @throws InfraError when no registry answers
   */
  resolve(reference: Reference, platform: Platform, signal: AbortSignal): Promise<BaseImage>;
}

/** Layers by identity; their bytes are fetched when something really needs them. */
export interface Layers {
  /** The layer's index: kept from before, or made in one pass over the blob, which is fetched and verified for it. */
  index(layer: Layer, signal: AbortSignal): Promise<LayerIndex>;
  /** The layer's index where it is on this machine already; nothing is fetched for it. */
  indexAtHand(layer: Layer): Promise<LayerIndex | undefined>;
  /** Whether `index` would have to fetch nothing. */
  hasIndex(layer: Layer): Promise<boolean>;
  /**
   * Absolute path of the layer's blob in the local store, after it was fetched and verified if it was not there.
   *
   * @throws LayersLost, here and from `index`, when a layer that a step made can be had from nowhere
   */
  blobFile(layer: Layer, signal: AbortSignal, watch?: BlobWatch): Promise<string>;
  /** Whether there is a place to have the bytes from. Whether it keeps its word is seen when they are asked for. */
  available(layer: Layer): Promise<boolean>;
  /** Whether the bytes were asked for in this build, in vain, and nobody made them since. */
  isLost(layer: Layer): boolean;
  /** A way to make the layer's very bytes again from its index, where nobody has them. */
  addMaker(layer: Layer, make: LayerMaker): void;
  /** Puts a made layer's files below their final names; only then does it exist for others. */
  take(made: MadeLayer): Promise<Layer>;
  /** Removes the files of a made layer that is not wanted after all. */
  drop(made: MadeLayer): Promise<void>;
  /** Opens the files for a layer that is about to be made, in the store's `ingest` folder. */
  newIngest(): Promise<LayerIngest>;
}

/** @returns `undefined` when it cannot make them after all */
export type LayerMaker = (index: LayerIndex, signal: AbortSignal) => Promise<MadeLayer | undefined>;

/** Hears of a blob while it still comes. None of its bytes may be relied on before `blobFile` has ended well. */
export interface BlobWatch {
  /** It is being written to this file from its start. It may be lost and begin anew in another one. */
  begins(file: string): void;
  /** So many bytes are in the file. */
  grows(bytes: number): void;
}

/** A private folder in the store for one layer in the making. */
export interface LayerIngest {
  readonly blobFile: string;
  readonly indexFile: string;
  discard(): Promise<void>;
}

/** The build context, with .dockerignore applied. */
export interface BuildContext extends SourceTree {
  /** A directory on this machine, of which a build sees what its instructions name and no more (`SentFiles`). */
  readonly sentInParts?: true;
  /** The .dockerignore pattern that hides `path`, if one does and the path exists. */
  ignoredBy(path: string): Promise<string | undefined>;
}

/** What a `--build-context NAME=…` stands for. */
export type NamedContext =
  | { readonly kind: 'image'; readonly image: BaseImage }
  /** A directory, a repository or a download. */
  | { readonly kind: 'files'; readonly files: BuildContext }
  /** `docker-image://scratch`. */
  | { readonly kind: 'scratch' };

export interface NamedContexts {
  /** As they were given. */
  readonly names: readonly string[];
  /**
   * @param name one of `names`
   * @throws UserError when there is no such image, directory, repository or file; InfraError when a server does not answer
   */
  open(name: string, platform: Platform, signal: AbortSignal): Promise<NamedContext>;
}

/** A git repository, and what of it is wanted; as `GitAddress`. */
export interface GitSource {
  readonly remote: string;
  readonly ref: string;
  readonly subdir: string;
  readonly checksum?: string;
  readonly keepGitDir?: boolean;
  readonly submodules: boolean;
  readonly mtime: 'checkout' | 'commit';
  readonly fetchByCommit: boolean;
}

export interface RemoteRepository {
  /** What stands for the content: the commit, and what is taken of it. */
  readonly identity: string;
  /** Fetched when this is first called. @throws UserError, InfraError */
  files(signal: AbortSignal): Promise<BuildContext>;
  /** When the commit was made, in seconds since the epoch. @throws UserError, InfraError */
  time(signal: AbortSignal): Promise<number>;
}

/** What ADD takes from elsewhere. */
export interface RemoteFiles {
  /**
   * A tree whose one file `name` is what lies at `url`.
   *
   * @throws UserError when the server refuses it, or its content is not that of `checksum`; InfraError without an answer
   */
  download(
    url: string,
    options: { readonly name: string; readonly checksum: Digest | undefined },
    signal: AbortSignal,
  ): Promise<SourceTree>;
  /** @throws UserError when there is no such commit; InfraError without an answer */
  repository(source: GitSource, signal: AbortSignal): Promise<RemoteRepository>;
}

/** A layer with the time at which the step that made it ran, as ISO 8601. */
export interface DatedLayer {
  readonly layer: Layer;
  readonly created: string;
}

export interface StepCache {
  /** Where a record that `find` gives came from. */
  sourceOf(key: CacheKey): HitSource;
  /** Locations that records should have come from, and that could not be asked. */
  readonly faults: readonly CacheFault[];
  find(key: CacheKey): Promise<StepRecord | undefined>;
  save(record: StepRecord): Promise<void>;
  /** The files that a record's step took; `undefined` where they are not known any more. */
  filesOf(record: StepRecord): Promise<FileIdentities | undefined>;
  /** A layer that an earlier run made with the same content, whatever its mtimes. */
  layerWithTree(tree: TreeDigest): Promise<DatedLayer | undefined>;
  /** The last build in this scope, to explain misses against. */
  previous(): Promise<PreviousBuild>;
  savePrevious(build: PreviousBuild): Promise<void>;
}

/** What `RUN --mount=type=cache` held on other machines. */
export interface MountContents {
  /** The layers that it was last saved as, lowest first; `undefined` when nobody saved it. */
  of(mount: MountIdentity): Promise<readonly Layer[] | undefined>;
  /** A step that may write to it is about to run. */
  noteUse(mount: MountIdentity): void;
}

export interface ProcessSpec {
  readonly argv: readonly string[];
  /** `KEY=value`, in order. */
  readonly env: readonly string[];
  /** Absolute path in the image; made if missing. */
  readonly cwd: string;
  /** As in USER: name or number, with an optional `:group`; `''` is root. Resolved against the image. */
  readonly user: string;
  /** Bytes for standard input; none means an empty one. */
  readonly stdin?: Uint8Array;
}

export type RunMount =
  | {
      readonly type: 'bind';
      /** The layers to show, and the path in their flattened tree. */
      readonly layers: readonly Layer[];
      readonly source: string;
      readonly target: string;
      /** Writes go to a scratch copy that is thrown away. */
      readonly writable: boolean;
    }
  | {
      readonly type: 'cache';
      readonly id: string;
      readonly target: string;
      readonly sharing: 'shared' | 'private' | 'locked';
      readonly readonly: boolean;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
      /** Path in the cache that is shown instead of its root. */
      readonly source?: string;
      /** Keeps caches of one id apart, as BuildKit does with those that are given different owners or modes. */
      readonly variant?: string;
      /** What an empty cache starts as. */
      readonly from?: { readonly layers: readonly Layer[]; readonly source: string };
      /** What a cache that is new on this machine starts as instead, where it can be had: as it was saved, lowest first. */
      readonly restored?: readonly Layer[];
    }
  | { readonly type: 'tmpfs'; readonly target: string; readonly readonly: boolean; readonly size?: number }
  | {
      readonly type: 'secret';
      readonly target: string;
      readonly content: Uint8Array;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
    }
  /** A folder that cannot be written to, with one file in it that can be run. */
  | { readonly type: 'script'; readonly target: string; readonly name: string; readonly content: Uint8Array }
  | {
      readonly type: 'ssh';
      readonly target: string;
      /** Absolute path of the agent's socket on this machine. */
      readonly socket: string;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
    };

export interface RunRequest {
  /** The step's number, for its output events. */
  readonly step: number;
  /** Parents, lowest first. */
  readonly layers: readonly Layer[];
  readonly process: ProcessSpec;
  readonly settings: RunSettings;
  /** With all that the runner itself may do, and nothing masked. */
  readonly privileged: boolean;
  readonly mounts: readonly RunMount[];
}

export type RunOutput = (stream: 'stdout' | 'stderr', data: Uint8Array) => void;

export type RunResult =
  | { readonly kind: 'done'; readonly made: MadeLayer }
  /** The command ended with another code than 0, or was killed by a signal (then 128 + its number). */
  | { readonly kind: 'failed'; readonly exitCode: number };

/** Runs RUN steps: the privileged half. Started at the first step that must run, never before. */
export interface StepRunner {
  /**
   * Materialises the parents (side by side, each layer at most once on this machine), runs the process, and captures what
   * it wrote as a layer in the store's `ingest` folder.
   *
   * @throws InfraError when this machine cannot run steps: what is missing, and how to get it
   */
  run(request: RunRequest, output: RunOutput, signal: AbortSignal): Promise<RunResult>;
  /** Starts unpacking layers that a later `run` will stand on, and leaves their indexes in the store; returns when done. */
  prepare(layers: readonly Layer[], signal: AbortSignal): Promise<void>;
  /**
   * Lets what this machine has of a layer that `run` made serve for an earlier one with the same tree, which is kept in its
   * place, so that a later `run` on it need not unpack it. Does nothing for a layer that was not made by `run`.
   *
   * @param index of the layer that is kept
   * @throws InfraError; the layer is then unpacked like any other
   */
  keepSnapshot?(made: MadeLayer, kept: Layer, index: LayerIndex, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
