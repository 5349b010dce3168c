import { runSettings } from '../../engine/run-settings.js';
import { array } from '../../json/containers.js';
import { boolean, integer, oneOf, refine, string, stringMatching } from '../../json/decoder.js';
import { type Decoded, nullish, object } from '../../json/object.js';
import { union } from '../../json/union.js';
import { CONTAINER_CAPABILITIES } from './capability-names.js';
import { layer, layerIngest } from './layer-messages.js';

/** The channel of binary frames to the worker that are standard input. A frame without bytes is its end. */
export const STDIN = 0;

const id = integer;
/** It becomes the name of a folder, so it has nothing but hexadecimal digits. */
const container = stringMatching(/^[0-9a-f]{64}$/, 'the id of a container');
const natural = refine(integer, (value) => value >= 1 && value <= 0xffff, 'a size of a terminal');
const terminalSize = object({ rows: natural, columns: natural });
export type TerminalSize = Decoded<typeof terminalSize>;

/** The signals that may be sent to a container, by their names in kill(1). */
export const SIGNALS = [
  ...[
    'HUP',
    'INT',
    'QUIT',
    'ILL',
    'TRAP',
    'ABRT',
    'BUS',
    'FPE',
    'KILL',
    'USR1',
    'SEGV',
    'USR2',
    'PIPE',
    'ALRM',
    'TERM',
  ],
  ...[
    'CHLD',
    'CONT',
    'STOP',
    'TSTP',
    'TTIN',
    'TTOU',
    'URG',
    'XCPU',
    'XFSZ',
    'VTALRM',
    'PROF',
    'WINCH',
    'IO',
    'PWR',
    'SYS',
  ],
] as const;

const process = object({
  argv: array(string),
  env: array(string),
  cwd: string,
  user: string,
  capabilities: array(oneOf(...CONTAINER_CAPABILITIES)),
  /** Absent: it has no terminal. */
  terminal: nullish(terminalSize),
  /** Whether standard input follows in binary frames. */
  stdin: boolean,
});
export type WireProcess = Decoded<typeof process>;

const mount = union('type', {
  /** A file or folder of the machine. */
  host: object({
    source: string,
    target: string,
    readonly: boolean,
    /** Device and number of the file that the user found there: what is mounted is that file, or nothing. */
    device: string,
    inode: string,
  }),
  tmpfs: object({ target: string, readonly: boolean, size: nullish(integer), mode: nullish(integer), exec: boolean }),
});
export type WireContainerMount = Decoded<typeof mount>;

/** What a request about the files of a container needs: they lie above the layers of its image. */
const files = { id, container, layers: array(layer) };

/** Requests about containers. All that take time are answered with `exited`, `finished` or `captured`. */
export const CONTAINER_REQUESTS = {
  /** Runs a container. Its files are kept when it ends. */
  'container-run': object({
    ...files,
    process,
    settings: runSettings,
    readonlyRoot: boolean,
    mounts: array(mount),
    /** Bytes that its processes may use together. */
    memory: nullish(integer),
  }),
  /** Runs another process in a container that this worker runs. */
  'container-exec': object({ id, container, process }),
  /** To the process of the request with this id. */
  'container-signal': object({ id, signal: oneOf(...SIGNALS) }),
  'container-resize': object({ id, size: terminalSize }),
  /** Whether what the process prints is read for now. */
  'container-hold': object({ id, hold: boolean }),
  /** Makes a layer of what the container wrote. */
  'container-capture': object({ ...files, ingest: layerIngest, pause: boolean }),
  /** Makes a layer of what is at a path, named `name` in the layer; of a folder without a name, of what is in it. */
  'container-read': object({ ...files, path: string, followLink: boolean, name: nullish(string), ingest: layerIngest }),
  /** Copies what a layer holds over what is in the folder at a path. */
  'container-write': object({ ...files, path: string, content: layer, blobFile: string }),
  'container-stat': object({ ...files, path: string }),
  /** Counts the bytes that the container wrote. Nothing is written for that. */
  'container-measure': object(files),
  'container-remove': object({ id, container }),
};

export type ContainerRequest = {
  [Type in keyof typeof CONTAINER_REQUESTS]: { readonly type: Type } & Decoded<(typeof CONTAINER_REQUESTS)[Type]>;
}[keyof typeof CONTAINER_REQUESTS];
