import type { RunSettings } from '../../engine/run-settings.js';
import { EngineBug } from '../../errors.js';
import { isDigest, type Digest } from '../../oci/digest.js';
import { type DiffId, type TreeDigest, type MountKey, isMountKey } from '../../oci/identity.js';
import { flag, integer, list, oneOf, optional, record, text, variants, type Check, type Checked } from './shape.js';
import type { MadeLayer } from '../../layer/layer.js';

/** Both sides come from the same build; the number guards against a stale bundle. Raise it with every change here. */
export const PROTOCOL_VERSION = 7;

/** Channels of binary frames from the worker. Frames to the worker carry an attachment's position instead. */
export const STDOUT = 1;
export const STDERR = 2;

const digest: Check<Digest> = (value, at) => {
  const given = text(value, at);
  if (!isDigest(given)) throw new EngineBug(`worker protocol: ${at} is not a digest`);
  return given;
};

const diffId: Check<DiffId> = (value, at) => digest(value, at) as string as DiffId;

const treeDigest: Check<TreeDigest> = (value, at) => digest(value, at) as string as TreeDigest;

const mountKey: Check<MountKey> = (value, at) => {
  const given = text(value, at);
  if (!isMountKey(given)) throw new EngineBug(`worker protocol: ${at} is not the key of a cache mount`);
  return given;
};

const layer = record({
  diffId,
  blob: record({ digest, size: integer, mediaType: text }),
});
export type WireLayer = Checked<typeof layer>;

const owned = { mode: integer, uid: integer, gid: integer };

const mount = variants({
  bind: record({ layers: list(layer), source: text, target: text, writable: flag }),
  cache: record({
    id: text,
    target: text,
    sharing: oneOf('shared', 'private', 'locked'),
    readonly: flag,
    ...owned,
    source: optional(text),
    variant: optional(text),
    from: optional(record({ layers: list(layer), source: text })),
    restored: list(layer),
  }),
  tmpfs: record({ target: text, readonly: flag, size: optional(integer) }),
  /** `content` is the position of the attachment that holds the value, here and in a script. */
  secret: record({ target: text, content: integer, ...owned }),
  script: record({ target: text, name: text, content: integer }),
  ssh: record({ target: text, socket: text, ...owned }),
});
export type WireMount = Checked<typeof mount>;

/** Where a layer's blob and index are written: files of the store, not yet below their final names. */
const ingest = record({ blobFile: text, indexFile: text });

const settings: Check<RunSettings> = record({
  network: oneOf('host', 'none'),
  extraHosts: list(record({ name: text, ip: text })),
  shmSize: optional(integer),
  ulimits: list(record({ name: text, soft: integer, hard: integer })),
  hostname: text,
});

const runRequest = record({
  id: integer,
  layers: list(layer),
  process: record({
    argv: list(text),
    env: list(text),
    cwd: text,
    user: text,
    /** Position of the attachment with the bytes for standard input. */
    stdin: optional(integer),
  }),
  settings,
  privileged: flag,
  mounts: list(mount),
  ingest,
});
export type WireRun = Checked<typeof runRequest>;

const exportRequest = record({
  id: integer,
  key: mountKey,
  /** Positions of the attachments that hold the indexes of the layers that it was saved as, lowest first. */
  previous: list(integer),
  ingest,
});
export type WireExport = Checked<typeof exportRequest>;

export const clientMessage = variants({
  hello: record({
    version: integer,
    /** Absolute path of the folder below which everything lives. */
    root: text,
    /** Who shall own what is left in the store. */
    owner: record({ uid: integer, gid: integer }),
    runtime: oneOf('auto', 'crun', 'runc'),
    /** `:`-separated folders to look for programs in. */
    path: text,
    unpackers: integer,
  }),
  run: runRequest,
  prepare: record({ id: integer, layers: list(layer) }),
  'export-mount': exportRequest,
  /** The snapshot of `made` becomes that of `kept`, whose index is the attachment. */
  'keep-snapshot': record({ id: integer, made: diffId, kept: diffId }),
  'remove-kept': record({ id: integer }),
  /** News for `need`: the file that the blob is being written to, and that there is more in it. An answer follows. */
  growing: record({ id: integer, diffId, blobFile: text, indexFile: optional(text) }),
  grown: record({ id: integer, diffId }),
  /** Answer to `need`: where the blob lies now, verified. */
  blob: record({ id: integer, diffId, blobFile: text, indexFile: optional(text) }),
  /** Answer to `need`: it could not be had. Where a request fails for it, it does with the error that the client kept. */
  'no-blob': record({ id: integer, diffId, reason: text }),
  cancel: record({ id: integer }),
});
export type ClientMessage = Checked<typeof clientMessage>;

const made = record({
  blob: record({ digest, size: integer, mediaType: text }),
  diffId,
  treeDigest,
  uncompressedSize: integer,
});
export type WireMade = Checked<typeof made>;

export const workerMessage = variants({
  ready: record({ version: integer, runtime: text }),
  /** A layer has to be unpacked: the worker waits for its blob. */
  need: record({ id: integer, diffId }),
  unpacked: record({ digest, size: integer }),
  warning: record({ message: text, hint: optional(text) }),
  done: record({ id: integer, made }),
  failed: record({ id: integer, exitCode: integer }),
  /** Of a request that gives nothing back. */
  finished: record({ id: integer }),
  exported: record({
    id: integer,
    kind: oneOf('full', 'delta', 'unchanged', 'absent', 'busy', 'failed'),
    /** Of a full export or a delta. */
    made: optional(made),
  }),
  error: record({
    id: integer,
    kind: oneOf('user', 'infra', 'bug', 'aborted', 'no-blob'),
    message: text,
    hint: optional(text),
    stack: optional(text),
  }),
  /** The worker cannot start at all. */
  unfit: record({ message: text, hint: optional(text) }),
});
export type WorkerMessage = Checked<typeof workerMessage>;

export type RuntimeChoice = 'auto' | 'crun' | 'runc';

export type MountExport =
  /** It has a layer's worth of news: all that it holds, or what is to be put on top of the previous layers. */
  | { readonly kind: 'full' | 'delta'; readonly made: MadeLayer }
  /** It holds what the previous layers say, times aside. */
  | { readonly kind: 'unchanged' }
  /** Nothing of it is on this machine; a step has it for itself; something went wrong, of which a warning told. */
  | { readonly kind: 'absent' | 'busy' | 'failed' };
