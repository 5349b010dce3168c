import type { Attestations } from './attestations.js';
import type { CACHE_OPTIONS } from './cache-options.js';
import type { CacheSettings } from './cache-settings.js';
import type { BuilderRequest } from './builder-request.js';
import type { MetadataSettings } from './process/metadata-settings.js';
import type { CacheExportSpec, CacheImportSpec } from './values/cache-spec.js';
import type { ContextSource } from './values/context-source.js';
import type { IMAGE_OPTIONS } from './image-options.js';
import type { OUTPUT_OPTIONS } from './output-options.js';
import type { OutputSpec } from './values/output-spec.js';
import type { SharedValues } from './read-options.js';
import type { RUN_OPTIONS } from './run-options.js';
import type { RunSettings } from '../../engine/run-settings.js';
import type { SecretSource } from './values/secret-spec.js';
import type { Descriptor } from '../../oci/descriptor.js';
import type { Digest } from '../../oci/digest.js';
import type { ImageId } from '../../oci/identity.js';
import type { TaggedReference } from '../../oci/reference.js';

/** The values of the table that go into a build as they are. */
type FromTable = Omit<SharedValues<typeof IMAGE_OPTIONS>, 'call' | 'file'> &
  Pick<SharedValues<typeof RUN_OPTIONS>, 'cgroupParent' | 'entitlements' | 'ssh' | 'emulation' | 'emulatorImage'> &
  Omit<SharedValues<typeof OUTPUT_OPTIONS>, 'outputs' | 'push' | 'load'> &
  Omit<SharedValues<typeof CACHE_OPTIONS>, 'cacheFrom' | 'cacheTo'>;

/** What a build was asked for, with nothing left to look up in the environment. */
export interface BuildOptions extends FromTable {
  readonly context: ContextSource;
  /** Its names. None: the image has its digest alone. */
  readonly tags: readonly TaggedReference[];
  /** Absolute path, or a path in a context that is not a folder of this machine. Default: `Dockerfile` in the context. */
  readonly dockerfile?: string;
  /** The Dockerfile itself, where it came on standard input beside a context (`-f -`). */
  readonly dockerfileText?: Uint8Array;
  /** None: the local store. */
  readonly outputs: readonly OutputSpec[];
  readonly attestations: Attestations;
  /** What all RUN steps get; their host name is a build argument. */
  readonly run: Omit<RunSettings, 'hostname'>;
  readonly secrets: readonly SecretSource[];
  /** Builders that are to build in place of the own engine. */
  readonly builder?: BuilderRequest;
  /** Tells builds that share a scope from each other, e.g. the jobs of a matrix: each has its own cache. */
  readonly variant?: string;
  readonly cache: CacheSettings;
  /** The first that has a step is used. */
  readonly cacheFrom: readonly CacheImportSpec[];
  readonly cacheTo: readonly CacheExportSpec[];
  /** Absolute paths of what the command itself writes besides the outputs, such as its root folder. They are not part of a context. */
  readonly written?: readonly string[];
  /** Report where the bytes of each layer are at the end. This reads every layer that is at hand. */
  readonly reportPaths?: boolean;
  /** How much provenance the build's result has, whether or not the image has some. Default: none. */
  readonly toldProvenance?: MetadataSettings['provenance'];
}

/** What a build made. */
export interface BuildResult {
  /** Digest of the manifest, or of the index if there is one. */
  readonly digest: Digest;
  /** Digest of the config, or of the index if there is one. */
  readonly imageId: ImageId;
  /** Full names; without a tag where the image was pushed by its digest. */
  readonly tags: readonly string[];
  /** Of the manifest or index. */
  readonly descriptor: Descriptor;
  /** Predicates of SLSA 0.2, by platform; by `''` where the image is not one of several. Empty if nobody asked for them. */
  readonly provenance: Readonly<Record<string, object>>;
  /** What was built from, without secrets. */
  readonly dockerfile: { readonly name: string; readonly text: string };
}
