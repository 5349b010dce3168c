/**
 * What the engine needs from outside. Adapters implement these interfaces and `app/` joins them. Nothing here says how a need
 * is met: paths and addresses belong to the adapters.
 */
import type { GroupFormat } from '../layer/compression/group.js';
import type { LayerIndex } from '../layer/layer-index.js';
import type { Layer, MadeLayer } from '../layer/layer.js';
import type { MountIdentity } from '../layer/mount-key.js';
import type { SourceTree } from '../layer/source-tree.js';
import type { BlobPart } from '../oci/blob-part.js';
import type { Digest } from '../oci/digest.js';
import type { ImageConfig } from '../oci/image-config.js';
import type { Platform } from '../oci/platform.js';
import type { TreeDigest, CacheKey } from '../oci/identity.js';
import type { Reference } from '../oci/reference.js';
import type { HitSource } from './reason.js';
import type { FileIdentities, PreviousBuild, StepRecord } from './record.js';
import type { CacheFault } from './cache-location.js';
import type { RunSettings } from './run-settings.js';
import type { StepUsage } from './step-times.js';

/** A base image, known by its manifest and config alone. */
export interface BaseImage {
  /** What logs and keys call it: `docker.io/library/node:18.13.0`, or the name of a context that replaces it. */
  readonly name: string;
  /** Of the platform's manifest. */
  readonly digest: Digest;
  /** Of the index that it was chosen from, if that is known. */
  readonly indexDigest?: Digest;
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

/** Layers by their digests. Bytes are fetched only when something needs them. */
export interface Layers {
  /** The layer's index. If it is not stored yet, the blob is fetched and verified, and the index is made in one pass over it. */
  index(layer: Layer, signal: AbortSignal): Promise<LayerIndex>;
  /** The layer's index, if it is on this machine. Nothing is fetched. */
  indexAtHand(layer: Layer): Promise<LayerIndex | undefined>;
  /** Whether `index` can answer without fetching anything. */
  hasIndex(layer: Layer): Promise<boolean>;
  /**
   * Absolute path of the layer's blob in the local store, after it was fetched and verified if it was not there.
   *
   * @throws LayersLost, here and from `index`, when a layer that a step made cannot be fetched from anywhere
   */
  blobFile(layer: Layer, signal: AbortSignal, watch?: BlobWatch): Promise<string>;
  /**
   * Absolute path of a file that has a part of the layer's blob, at its own place. Nothing in it is verified: the caller must check what it
   * makes of it. If the part cannot be had alone, the whole blob is fetched.
   *
   * @throws as `blobFile`
   */
  blobPart(layer: Layer, part: BlobPart, signal: AbortSignal): Promise<string>;
  /** Whether the bytes are expected to be here, in a registry or in a cache. Only fetching them shows whether they are. */
  available(layer: Layer): Promise<boolean>;
  /** Whether this build failed to get the bytes, and no step has made them again since. */
  isLost(layer: Layer): boolean;
  /**
   * Checks the layers that this build read and did not make itself against their digests. Forgets the content of caches that does not
   * match: the next pass over the plan gets it from another source, or makes it again.
   *
   * @returns descriptions of what was wrong, for people
   */
  recheck(signal: AbortSignal): Promise<readonly string[]>;
  /** Adds a way to make exactly the same bytes again from the layer's index, for when nobody has them. */
  addMaker(layer: Layer, make: LayerMaker): void;
  /** Moves a made layer's files to their final names. From then on others see the layer. */
  take(made: MadeLayer): Promise<Layer>;
  /** Removes the files of a made layer that is not needed after all. */
  drop(made: MadeLayer): Promise<void>;
  /** Makes a folder in the store's `ingest` folder for a layer that is about to be written. */
  newIngest(): Promise<LayerIngest>;
}

/** @returns `undefined` when it cannot make them after all */
export type LayerMaker = (
  wanted: { readonly index: LayerIndex; readonly format: GroupFormat },
  signal: AbortSignal,
) => Promise<MadeLayer | undefined>;

/** Receives the progress of a blob that is being fetched. Its bytes must not be trusted before `blobFile` has succeeded. */
export interface BlobWatch {
  /** The blob is being written to this file. If that fails, it may start again in another file. */
  begins(file: string): void;
  /** The file has this many bytes now. */
  grows(bytes: number): void;
}

/** A private folder in the store in which one layer is written. */
export interface LayerIngest {
  readonly blobFile: string;
  readonly indexFile: string;
  discard(): Promise<void>;
}

/** The build context, with .dockerignore applied. */
export interface BuildContext extends SourceTree {
  /** A directory on this machine. As with BuildKit, a build sees only what its instructions name (`SentFiles`). */
  readonly sentInParts?: true;
  /** The .dockerignore pattern that hides `path`, if one does and the path exists. */
  ignoredBy(path: string): Promise<string | undefined>;
  /**
   * What people should know if an instruction takes these real paths of it into a layer. Absent: nothing.
   *
   * @param line of the instruction; a concern is given once for each line
   */
  concerns?(line: number, paths: Iterable<string> | AsyncIterable<string>): Promise<readonly ContextConcern[]>;
}

/** Something that does not stop a build. */
export interface ContextConcern {
  readonly message: string;
  readonly hint: string;
  /** To be shown as an error. */
  readonly severe?: true;
}

/** The source that `--build-context NAME=…` names. */
export type NamedContext =
  | { readonly kind: 'image'; readonly image: BaseImage }
  /** A directory, a repository or a download. */
  | { readonly kind: 'files'; readonly files: BuildContext }
  /** `docker-image://scratch`. */
  | { readonly kind: 'scratch' };

export interface NamedContexts {
  /** As they were given to `--build-context`. */
  readonly names: readonly string[];
  /**
   * @param name one of `names`
   * @throws UserError when there is no such image, directory, repository or file; InfraError when a server does not answer
   */
  open(name: string, platform: Platform, signal: AbortSignal): Promise<NamedContext>;
  /**
   * When the repository or download of this name was changed last, in seconds since the epoch; absent for a set that does not know
   *
   * @returns `undefined` if it is not known, as for a directory or an image
   */
  time?(name: string, signal: AbortSignal): Promise<number | undefined>;
}

/** A git repository and the part of it that is wanted. The fields are those of `GitAddress`. */
export interface GitSource {
  readonly remote: string;
  readonly ref: string;
  readonly refName?: string;
  readonly subdir: string;
  readonly checksum?: string;
  readonly keepGitDir?: boolean;
  readonly submodules: boolean;
  readonly mtime: 'checkout' | 'commit';
  readonly fetchByCommit: boolean;
}

export interface RemoteRepository {
  /** Identifies the content: the commit, and which part of it is taken. */
  readonly identity: string;
  /** 40 or 64 hexadecimal digits. */
  readonly commit: string;
  /** Fetches the repository when it is first called. @throws UserError, InfraError */
  files(signal: AbortSignal): Promise<BuildContext>;
  /** When the commit was made, in seconds since the epoch. @throws UserError, InfraError */
  time(signal: AbortSignal): Promise<number>;
  /**
   * Files of the folder that the job has checked this repository out to, if they are not as in the commit. Files that git ignores do not
   * count. A folder of new files has a slash at the end.
   *
   * @returns absolute path of that folder, and paths below it; `undefined` if there is no such folder
   * @throws InfraError if it cannot be told
   */
  changes(signal: AbortSignal): Promise<{ readonly folder: string; readonly files: readonly string[] } | undefined>;
}

/** What ADD fetches from outside of the build context. */
export interface RemoteFiles {
  /**
   * A tree with one file, `name`, that holds what `url` answers with.
   *
   * @throws UserError when the server refuses it, or when `checksum` is of other content; InfraError without an answer
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
  /** Where a record that `find` returned came from. */
  sourceOf(key: CacheKey): HitSource;
  /** Caches that could not be asked for records. */
  readonly faults: readonly CacheFault[];
  find(key: CacheKey): Promise<StepRecord | undefined>;
  /** Asks caches that `find` did not ask yet. To be called when a step has no record. @returns whether `find` may find more now */
  findMore(): Promise<boolean>;
  save(record: StepRecord): Promise<void>;
  /** Forgets what came from other machines. Also forgets what this build has recorded, which may depend on it. */
  distrust(): Promise<void>;
  /** The files that a record's step used; `undefined` if they are no longer known. */
  filesOf(record: StepRecord): Promise<FileIdentities | undefined>;
  /** A layer with this tree that an earlier run made. */
  layerWithTree(tree: TreeDigest): Promise<DatedLayer | undefined>;
  /** The last build in this scope, to explain misses against. */
  previous(): Promise<PreviousBuild>;
  savePrevious(build: PreviousBuild): Promise<void>;
}

/** What cache mounts (`RUN --mount=type=cache`) held on other machines. */
export interface MountContents {
  /** The layers that the mount was last saved as, lowest first; `undefined` if it was never saved. */
  of(mount: MountIdentity): Promise<readonly Layer[] | undefined>;
  /** Says that a step which may write to the mount is about to run. */
  noteUse(mount: MountIdentity): void;
}

export interface ProcessSpec {
  readonly argv: readonly string[];
  /** `KEY=value`, in order. */
  readonly env: readonly string[];
  /** Absolute path in the image; made if missing. */
  readonly cwd: string;
  /** As in USER: a name or a number, with an optional `:group`; `''` is root. Names are looked up in the image. */
  readonly user: string;
  /** Absent: an empty standard input. */
  readonly stdin?: Uint8Array;
}

export type RunMount =
  | {
      readonly type: 'bind';
      readonly layers: readonly Layer[];
      /** Path in the flattened layers. */
      readonly source: string;
      readonly target: string;
      /** Writes are discarded after the step. */
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
      /** Path in the cache that is mounted instead of its root. */
      readonly source?: string;
      /** Separates caches that have the same id but different owners or modes, as BuildKit does. */
      readonly variant?: string;
      /** First content of a new cache. */
      readonly from?: { readonly layers: readonly Layer[]; readonly source: string };
      /**
       * The layers that another machine saved, lowest first. If they can be fetched, a new cache starts with them instead.
       */
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
  /** A read-only folder with one executable file. */
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
  /** Of the programs in the layers. The machine may need an emulator for them. */
  readonly platform: Platform;
  readonly process: ProcessSpec;
  readonly settings: RunSettings;
  /** `--security=insecure`: all of the runner's own capabilities, and no masked paths. */
  readonly privileged: boolean;
  readonly mounts: readonly RunMount[];
  /** No image will have the layer that it makes. Absent: one may. */
  readonly cacheOnly?: boolean;
}

export type RunOutput = (stream: 'stdout' | 'stderr', data: Uint8Array) => void;

export type RunResult = {
  /** What of the time was not the step's own; absent: nothing. */
  readonly delays?: RunDelays;
  /** Absent: not known. */
  readonly usage?: StepUsage;
} & (
  | { readonly kind: 'done'; readonly made: MadeLayer }
  /** The command's exit code was not 0. For a signal it is 128 and the signal's number. */
  | { readonly kind: 'failed'; readonly exitCode: number }
);

/** Milliseconds of a run that passed before its process started. */
interface RunDelays {
  /** For a cache mount that another step had locked. */
  readonly waitingMs: number;
  /** For layers and cache mounts to be fetched and unpacked, and for an emulator. */
  readonly restoringMs: number;
}

/** Runs RUN steps in the privileged worker, which starts when the first step must run. */
export interface StepRunner {
  /**
   * Unpacks the parents that are not unpacked yet, runs the process, and captures what it wrote as a layer in the store's
   * `ingest` folder.
   *
   * @throws InfraError when this machine cannot run steps; it says what is missing and how to get it
   */
  run(request: RunRequest, output: RunOutput, signal: AbortSignal): Promise<RunResult>;
  /** Unpacks layers that a later `run` needs, and stores their indexes. */
  prepare(layers: readonly Layer[], signal: AbortSignal): Promise<void>;
  /**
   * Reuses the snapshot of a layer that `run` just made for an earlier layer with the same tree, which the build keeps instead.
   * A later `run` then need not unpack it. Does nothing for a layer that `run` did not make.
   *
   * @param index of the layer that is kept
   * @throws InfraError; the kept layer is then unpacked when it is needed
   */
  keepSnapshot?(made: MadeLayer, kept: Layer, index: LayerIndex, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
