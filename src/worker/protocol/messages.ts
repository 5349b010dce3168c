import { runSettings } from '../../engine/run-settings.js';
import type { StepUsage } from '../../engine/step-times.js';
import { array, mapOf } from '../../json/containers.js';
import {
  boolean,
  integer,
  nonNegative,
  nonNegativeInteger,
  oneOf,
  positiveInteger,
  string,
} from '../../json/decoder.js';
import { type Decoded, nullish, object, optional } from '../../json/object.js';
import { union } from '../../json/union.js';
import type { MadeLayer } from '../../layer/layer.js';
import { digest } from '../../oci/digest-schema.js';
import { diffId, mountKey } from '../../oci/identity-schema.js';
import type { Span } from '../../trace/span.js';
import { CONTAINER_REQUESTS } from './container-messages.js';
import { ARCHITECTURES } from './elf-machines.js';
import { fromPipe } from './from-pipe.js';
import { layer, layerIngest, made } from './layer-messages.js';
import { STORAGE_DRIVERS } from './storage-drivers.js';

/** Both sides come from the same build. The number guards against an old bundle: raise it with every change here. */
export const PROTOCOL_VERSION = 15;

/**
 * Channels of binary frames from the worker. Binary frames to the worker have an attachment's position instead, or `STDIN` once the
 * request that they belong to runs.
 */
export const STDOUT = 1;
export const STDERR = 2;

const owned = { mode: integer, uid: integer, gid: integer };

const mount = union('type', {
  bind: object({ layers: array(layer), source: string, target: string, writable: boolean }),
  cache: object({
    id: string,
    target: string,
    sharing: oneOf('shared', 'private', 'locked'),
    readonly: boolean,
    ...owned,
    source: nullish(string),
    variant: nullish(string),
    from: nullish(object({ layers: array(layer), source: string })),
    restored: array(layer),
  }),
  tmpfs: object({ target: string, readonly: boolean, size: nullish(integer) }),
  /** `content` is the position of the attachment that holds the value, here and in a script. */
  secret: object({ target: string, content: integer, ...owned }),
  script: object({ target: string, name: string, content: integer }),
  ssh: object({ target: string, socket: string, ...owned }),
});
export type WireMount = Decoded<typeof mount>;

const runRequest = object({
  id: integer,
  layers: array(layer),
  process: object({
    argv: array(string),
    env: array(string),
    cwd: string,
    user: string,
    /** Position of the attachment with the bytes for standard input. */
    stdin: nullish(integer),
  }),
  settings: runSettings,
  privileged: boolean,
  mounts: array(mount),
  /** Absent: what the process writes is thrown away, and `finished` is the answer. */
  ingest: nullish(layerIngest),
});
export type WireRun = Decoded<typeof runRequest>;

const exportRequest = object({
  id: integer,
  key: mountKey,
  /** Positions of the attachments that hold the indexes of the layers that it was saved as, lowest first. */
  previous: array(integer),
  /** Positions of the texts that must not be saved: a mount that contains one of them is not saved. */
  secrets: array(integer),
  ingest: layerIngest,
});
export type WireExport = Decoded<typeof exportRequest>;

/** An emulator to be registered with the kernel. What is registered for it is in the worker's own table. */
const emulator = object({
  architecture: oneOf(...ARCHITECTURES),
  /** Absolute path. */
  file: string,
  /** Of the file, which must still have this content. */
  digest,
  keepsArgv0: boolean,
});
export type WireEmulator = Decoded<typeof emulator>;

const clientMessage = union('type', {
  hello: object({
    version: integer,
    /** Absolute path of the folder below which everything is kept. */
    root: string,
    /** Who owns the files that the worker leaves in the store. */
    owner: object({ uid: integer, gid: integer }),
    runtime: oneOf('auto', 'crun', 'runc'),
    storage: oneOf(...STORAGE_DRIVERS),
    /** The control group below which steps run, `''` for the highest; absent: that of the worker. */
    cgroupParent: optional(string),
    /** `:`-separated folders to look for programs in. */
    path: string,
    unpackers: integer,
    /** The worker says how long its work takes. */
    isTraced: boolean,
    /** The machine has emulators that an earlier build registered and did not remove. */
    sweepEmulators: boolean,
  }),
  run: runRequest,
  prepare: object({ id: integer, layers: array(layer) }),
  /** Before the first step that needs them. */
  emulate: object({ id: integer, emulators: array(emulator) }),
  'export-mount': exportRequest,
  /** The snapshot of the layer `made` becomes the snapshot of `kept`, whose index is the attachment. */
  'keep-snapshot': object({ id: integer, made: diffId, kept: diffId }),
  'remove-kept': object({ id: integer }),
  /** Answer to `need-index`: the file with the layer's index, if there is one. */
  index: object({ id: integer, diffId, file: nullish(string) }),
  /** After `need`, before its answer: the file that the blob is being written to. */
  growing: object({ id: integer, diffId, blobFile: string, indexFile: nullish(string) }),
  /** After `growing`: there is more in the file. */
  grown: object({ id: integer, diffId }),
  /** Answer to `need`: where the verified blob is. */
  blob: object({ id: integer, diffId, blobFile: string, indexFile: nullish(string) }),
  /**
   * Answer to `need`: the blob is not available. The client keeps the error, and throws it if the request fails because of
   * this.
   */
  'no-blob': object({ id: integer, diffId, reason: string }),
  /** Answer to `need-part`: the file that has the part, at its own place. It was not verified. */
  part: object({ diffId, number: integer, file: string }),
  'no-part': object({ diffId, number: integer, reason: string }),
  cancel: object({ id: integer }),
  ...CONTAINER_REQUESTS,
});
export type ClientMessage = Decoded<typeof clientMessage>;

/** @throws EngineBug when the value is not one */
export function toClientMessage(value: unknown): ClientMessage {
  return fromPipe(() => clientMessage(value));
}

/** As `RunDelays` of the engine. */
const delays = object({ waitingMs: nonNegative, restoringMs: nonNegative });

/** As `StepUsage` of the engine. */
const usage = object<StepUsage>({ cpuMs: nonNegative, memoryBytes: optional(nonNegativeInteger) });

/** As `Span` of a trace. */
const span = object<Span>({
  track: string,
  row: optional(string),
  process: optional(oneOf('worker')),
  name: string,
  from: nonNegative,
  to: nonNegative,
  facts: mapOf<string | number>((value) => (typeof value === 'string' ? value : nonNegative(value))),
});

const workerMessage = union('type', {
  ready: object({ version: integer, runtime: string }),
  /** A layer has to be unpacked: the worker waits for its blob. */
  need: object({ id: integer, diffId }),
  'need-index': object({ id: integer, diffId }),
  /** A step reads what is in this part of the blob of a layer that some request has named. `number` is that of the question. */
  'need-part': object({ diffId, number: integer, offset: nonNegativeInteger, length: positiveInteger }),
  unpacked: object({ digest, size: integer }),
  span: object({ span }),
  warning: object({ message: string, hint: nullish(string) }),
  done: object({ id: integer, made, delays, usage }),
  failed: object({ id: integer, exitCode: integer, delays, usage }),
  /** The answer to a request that has no result. `bytes`: of the files that it removed, if that is known. */
  finished: object({ id: integer, bytes: nullish(integer) }),
  /** The process of a container has started; `exited` follows when it has ended. */
  started: object({ id: integer }),
  /** It has ended, and not all that it printed was sent yet. */
  ended: object({ id: integer }),
  exited: object({ id: integer, exitCode: integer }),
  captured: object({ id: integer, made }),
  /** What is at a path in a container. */
  found: object({
    id: integer,
    kind: oneOf('file', 'directory', 'other', 'absent'),
  }),
  exported: object({
    id: integer,
    kind: oneOf('full', 'delta', 'unchanged', 'absent', 'busy', 'failed', 'secret'),
    /** Only for a mount with a secret: the file that has it. */
    path: nullish(string),
    /** Only for a full export or a delta. */
    made: nullish(made),
  }),
  error: object({
    id: integer,
    kind: oneOf('user', 'infra', 'bug', 'aborted', 'no-blob'),
    message: string,
    hint: nullish(string),
    stack: nullish(string),
  }),
  /** The worker cannot start at all. */
  unfit: object({ message: string, hint: nullish(string) }),
});
export type WorkerMessage = Decoded<typeof workerMessage>;

/** @throws EngineBug when the value is not one */
export function toWorkerMessage(value: unknown): WorkerMessage {
  return fromPipe(() => workerMessage(value));
}

export type RuntimeChoice = 'auto' | 'crun' | 'runc';

export type MountExport =
  /** A layer was made: of all that the mount holds, or of what has changed on top of the previous layers. */
  | { readonly kind: 'full' | 'delta'; readonly made: MadeLayer }
  /** It holds what the previous layers say, apart from times. */
  | { readonly kind: 'unchanged' }
  /** The value of a secret was found in this file of it. */
  | { readonly kind: 'secret'; readonly path: string }
  /** It is not on this machine; a step has it for itself; something went wrong, and a warning was sent. */
  | { readonly kind: 'absent' | 'busy' | 'failed' };
