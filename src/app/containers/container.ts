import { runSettings, type RunSettings } from '../../engine/run-settings.js';
import { STORAGE_DRIVERS, type StorageDriver } from '../../worker/protocol/storage-drivers.js';
import { array, mapOf } from '../../json/containers.js';
import { boolean, type Decoder, integer, oneOf, stringMatching, stringUpTo, utcTime } from '../../json/decoder.js';
import { nullish, object, optional } from '../../json/object.js';
import { union } from '../../json/union.js';
import type { Layer } from '../../layer/layer.js';
import type { Descriptor } from '../../oci/descriptor.js';
import { digest } from '../../oci/digest-schema.js';
import type { ImageId } from '../../oci/identity.js';
import { contentId, diffId, imageId } from '../../oci/identity-schema.js';

/** 64 hexadecimal digits. */
export type ContainerId = string;

/** What a container is. Only its name can change. */
export interface Container {
  readonly id: ContainerId;
  readonly name: string;
  /** As the user wrote it. */
  readonly image: string;
  readonly imageId: ImageId;
  /** The manifest and the config of its image, blobs of the store. */
  readonly imageManifest: Pick<Descriptor, 'mediaType' | 'digest' | 'size'>;
  readonly imageConfig: Pick<Descriptor, 'mediaType' | 'digest' | 'size'>;
  /** Of its image, lowest first. */
  readonly layers: readonly Layer[];
  /** ISO 8601. */
  readonly created: string;
  readonly process: ContainerProcessSpec;
  readonly settings: RunSettings;
  readonly readonlyRoot: boolean;
  readonly mounts: readonly MountSpec[];
  readonly labels: Readonly<Record<string, string>>;
  /** By its name in kill(1). */
  readonly stopSignal: string;
  /** Seconds that it gets after that signal; absent: docker's. */
  readonly stopTimeout?: number | undefined;
  /** It is removed when it ends. */
  readonly autoRemove: boolean;
  /** Bytes that all its processes together may use; absent: as much as there is. */
  readonly memory?: number | undefined;
  /** How its layers are kept; absent: as the machine allows. */
  readonly storage?: StorageDriver | undefined;
}

interface ContainerProcessSpec {
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly env: readonly string[];
  readonly cwd: string;
  readonly user: string;
  readonly capabilities: readonly string[];
  readonly terminal: boolean;
  /** Whether standard input stays open. */
  readonly stdin: boolean;
}

/** Something that is mounted in a container. Paths are absolute. */
export type MountSpec =
  | { readonly type: 'host'; readonly source: string; readonly target: string; readonly readonly: boolean }
  | {
      readonly type: 'tmpfs';
      readonly target: string;
      readonly readonly: boolean;
      readonly exec: boolean;
      /** Bytes. */
      readonly size?: number | undefined;
      readonly mode?: number | undefined;
    };

export type ContainerState =
  | { readonly status: 'created' }
  /** `supervisor` is the identity of the process that runs it, see `files/process-identity.ts`. */
  | { readonly status: 'running'; readonly started: string; readonly supervisor: string }
  | {
      readonly status: 'exited';
      /** Absent if it could not be started. */
      readonly started?: string | undefined;
      readonly finished: string;
      readonly exitCode: number;
      readonly error?: string | undefined;
    };

const text = stringUpTo(128 * 1024);
const texts = array(text, 10_000);
const path = stringMatching(/^\/[^\0]*$/, 'an absolute path');

/** A name that is safe as the name of a file. */
export const CONTAINER_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/;
export const CONTAINER_ID = /^[0-9a-f]{64}$/;

const document = object<Container['imageConfig']>({ mediaType: stringUpTo(256), digest, size: integer });
const layer = object<Layer>({
  diffId,
  contentId,
  blob: object({ digest, size: integer, mediaType: stringUpTo(256) }),
  indexDigest: optional(digest),
});

export const containerDocument: Decoder<Container> = object<Container>({
  id: stringMatching(CONTAINER_ID, 'the id of a container'),
  name: stringMatching(CONTAINER_NAME, 'the name of a container'),
  image: stringUpTo(4096),
  imageId,
  imageManifest: document,
  imageConfig: document,
  layers: array(layer, 1000),
  created: utcTime,
  process: object<ContainerProcessSpec>({
    entrypoint: texts,
    cmd: texts,
    env: texts,
    cwd: path,
    user: stringUpTo(1024),
    capabilities: array(stringMatching(/^CAP_[A-Z_]+$/, 'a capability'), 64),
    terminal: boolean,
    stdin: boolean,
  }),
  settings: runSettings,
  readonlyRoot: boolean,
  mounts: array(
    union<MountSpec>('type', {
      host: object({ source: path, target: path, readonly: boolean }),
      tmpfs: object({ target: path, readonly: boolean, exec: boolean, size: nullish(integer), mode: nullish(integer) }),
    }),
    1000,
  ),
  labels: mapOf(text),
  stopSignal: stringMatching(/^[A-Z0-9]+$/, 'the name of a signal'),
  stopTimeout: optional(integer),
  autoRemove: boolean,
  memory: optional(integer),
  storage: optional(oneOf(...STORAGE_DRIVERS)),
});

export const containerState: Decoder<ContainerState> = union<ContainerState>('status', {
  created: object({}),
  running: object({ started: utcTime, supervisor: stringUpTo(128) }),
  exited: object({
    started: optional(utcTime),
    finished: utcTime,
    exitCode: integer,
    error: optional(stringUpTo(64 * 1024)),
  }),
});
