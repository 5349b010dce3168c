import path from 'node:path/posix';

import { secretIdOf, sshIdOf, type Mount } from '../../dockerfile/values/mount.js';
import { WordError } from '../../dockerfile/syntax/error-location.js';
import { UserError } from '../../errors.js';
import type { Layer } from '../../layer/layer.js';
import { hashFieldList } from '../../oci/digest.js';
import { SCRIPT_FOLDER, type InlineFile, type RunOperation } from '../../plan/operation.js';
import type { FileSource } from '../../plan/stage.js';
import type { DoneStep } from '../explain/origins.js';
import { filesLayer, selectFiles } from './files-layer.js';
import { snapshotId } from '../keys.js';
import type { RunMount } from '../ports.js';
import { joinedFiles, type KeyInputs } from '../record.js';
import type { OpContext } from './op-context.js';
import { byCodeUnit } from '../../text/code-unit-order.js';
import { goCleanPath } from '../../text/path-parts.js';

/** The mounts of one RUN: their part of its key, and how to make them when it runs. */
export interface PreparedMounts {
  readonly identities: readonly unknown[];
  /** Files of contexts that they show, with their identities. */
  readonly files: KeyInputs['files'];
  /** The steps of the stages that they show. */
  readonly sources: readonly DoneStep[];
  open(): Promise<readonly RunMount[]>;
  /** `NAME=value` of secrets that are variables, and of the ssh agent. */
  env(): Promise<readonly string[]>;
}

const DEFAULT_SECRET_MODE = 0o400;
const DEFAULT_CACHE_MODE = 0o755;

/**
 * Reads a RUN's mounts. The key holds the content that they show. Of caches, secrets and agents it holds only the names: neither a
 * cache's content nor a secret's value decides whether a step runs.
 */
export async function prepareMounts(operation: RunOperation, shared: OpContext): Promise<PreparedMounts> {
  const agents = operation.mounts.flatMap(({ mount }) => (mount.type === 'ssh' ? [mount] : []));
  const mounts = await Promise.all(
    operation.mounts.map(({ mount, source }) =>
      prepareMount(mount, source, { cwd: operation.cwd, agent: agents.indexOf(mount) }, shared),
    ),
  );
  return {
    identities: mounts.map((mount) => mount.identity),
    files: joinedFiles(mounts.map((mount) => mount.files ?? [])),
    sources: (await Promise.all(operation.mounts.map(({ source }) => shared.sources.stepsOf(source)))).flat(),
    open: async () => {
      const opened = await Promise.all(mounts.map((mount) => mount.open()));
      const shown = opened.filter((mount) => mount !== undefined);
      return inMountingOrder([...shown, ...scriptMount(operation.script)]);
    },
    env: async () => {
      const lines = await Promise.all(mounts.flatMap((mount) => (mount.env === undefined ? [] : [mount.env()])));
      return [...agentEnv(operation, agents), ...lines];
    },
  };
}

/** By target, so that a mount never hides one below it, whatever their order in the instruction; secrets and agents last. */
function inMountingOrder(mounts: readonly RunMount[]): readonly RunMount[] {
  const late = ({ type }: RunMount): boolean => type === 'secret' || type === 'ssh';
  const early = mounts.filter((mount) => !late(mount));
  const byTarget = early.toSorted((a, b) => byCodeUnit(a.target, b.target));
  return [...byTarget, ...mounts.filter(late)];
}

interface PreparedMount {
  readonly identity: unknown;
  readonly files?: KeyInputs['files'];
  open(): Promise<RunMount | undefined>;
  readonly env?: () => Promise<string>;
}

async function prepareMount(
  mount: Mount,
  source: FileSource,
  /** `agent`: the number of this mount among the step's agents. */
  { cwd, agent }: { readonly cwd: string; readonly agent: number },
  shared: OpContext,
): Promise<PreparedMount> {
  switch (mount.type) {
    case 'bind':
      return bindMount(mount, source, targetOf(mount, cwd), shared);
    case 'cache':
      return cacheMount(mount, source, targetOf(mount, cwd), shared);
    case 'tmpfs':
      return tmpfsMount(mount, targetOf(mount, cwd));
    case 'secret':
      return secretMount(mount, cwd, shared);
    case 'ssh':
      return sshMount(mount, agentTarget(mount, cwd, agent), shared);
  }
}

/**
 * Relative to the working directory. Without a target it is the working directory.
 *
 * @throws UserError for a mount over the root
 */
function targetOf(mount: Mount, cwd: string): string {
  const target = path.resolve('/', cwd, mount.target);
  if (target !== '/') return target;
  throw new UserError('invalid mount target "/"', { hint: 'Give the mount a target=PATH below the root.' });
}

/** @throws UserError for a source: a tmpfs is empty */
function tmpfsMount(mount: Mount, target: string): PreparedMount {
  if (path.resolve('/', mount.source) !== '/') {
    throw new UserError(`mount source ${mount.source} does not exist: a tmpfs mount is empty`, {
      hint: 'Leave source= out, or use --mount=type=bind.',
    });
  }
  const { size, readOnly: readonly } = mount;
  const opened: RunMount = { type: 'tmpfs', target, readonly, ...(size === undefined || size === 0 ? {} : { size }) };
  return { identity: opened, open: () => Promise.resolve(opened) };
}

async function bindMount(mount: Mount, source: FileSource, target: string, shared: OpContext): Promise<PreparedMount> {
  const shown = await mountSource(mount, source, shared);
  const writable = !mount.readOnly;
  return {
    identity: { type: 'bind', content: shown.content, source: shown.source, target, writable },
    files: shown.files,
    open: async () => ({ type: 'bind', layers: await shown.layers(), source: shown.source, target, writable }),
  };
}

/** What a mount shows: all layers of an image or a stage, or the files at the mount's source. */
interface MountSource {
  readonly source: string;
  /** Identifies the content in a key. */
  readonly content: string;
  readonly files: KeyInputs['files'];
  readonly layers: () => Promise<readonly Layer[]>;
}

async function mountSource(mount: Mount, from: FileSource, shared: OpContext): Promise<MountSource> {
  const source = path.resolve('/', mount.source).slice(1);
  const resolved = await shared.sources.resolve(from);
  if (resolved.kind === 'layers') {
    const { layers } = resolved;
    return { source, content: snapshotId(layers), files: [], layers: () => Promise.resolve(layers) };
  }
  const selection = await selectFiles(resolved.files, source, shared, shared.sources.isSent(from).isSent);
  return {
    source,
    // The files are inputs by themselves; there may be many.
    content: `sha256:${hashFieldList(textsOf(selection.files))}`,
    files: selection.files,
    // They become a layer, which is unpacked and mounted like any other.
    layers: async () => {
      const made = await filesLayer(selection, true, shared);
      return made === undefined ? [] : [await shared.ports.layers.take(made)];
    },
  };
}

function* textsOf(files: KeyInputs['files']): Generator<string, void, undefined> {
  for (const file of files) yield* file;
}

async function cacheMount(mount: Mount, origin: FileSource, target: string, shared: OpContext): Promise<PreparedMount> {
  const source = path.resolve('/', mount.source).slice(1);
  // With an owner or a mode the cache starts as a new, empty folder, unless it has a source (BuildKit, setCacheUIDGID).
  const filled = mount.from !== '' && (source !== '' || !hasOwner(mount));
  const from = filled ? await mountSource(mount, origin, shared) : undefined;
  // Without a slash at the end: `/c` and `/c/` name one cache.
  const plain = mount.id === '' ? goCleanPath(mount.target) : mount.id;
  const { cacheMountNamespace: namespace } = shared.options;
  const id = namespace === undefined ? plain : `${namespace}/${plain}`;
  return {
    identity: { type: 'cache', id, target, source, from: from?.content ?? '' },
    files: from?.files ?? [],
    open: async () => {
      const start = from === undefined ? startOf(mount, source) : { from: { layers: await from.layers(), source } };
      const identity = { id, ...start };
      const restored = await shared.ports.mounts.of(identity);
      if (!mount.readOnly) shared.ports.mounts.noteUse(identity);
      return {
        type: 'cache',
        id,
        target,
        sharing: mount.sharing ?? 'shared',
        readonly: mount.readOnly,
        // BuildKit passes the number to Go's Mkdir, which has other numbers for the other bits and ignores these.
        mode: (mount.mode ?? DEFAULT_CACHE_MODE) & 0o777,
        uid: mount.uid ?? 0,
        gid: mount.gid ?? 0,
        ...start,
        ...(restored === undefined ? {} : { restored }),
      };
    },
  };
}

/** Without `from`, `source` is a path in the cache itself. Another owner or mode is another cache. */
function startOf(mount: Mount, source: string): Pick<Extract<RunMount, { type: 'cache' }>, 'source' | 'variant'> {
  if (source !== '') return { source };
  return hasOwner(mount) ? { variant: JSON.stringify([mount.uid, mount.gid, mount.mode]) } : {};
}

function hasOwner({ uid, gid, mode }: Mount): boolean {
  return [uid, gid, mode].some((given) => given !== undefined);
}

function secretMount(mount: Mount, cwd: string, shared: OpContext): PreparedMount {
  const id = secretIdOf(mount);
  const asFile = mount.env === undefined || mount.target !== '';
  const target = mount.target === '' ? `/run/secrets/${path.basename(id)}` : path.resolve('/', cwd, mount.target);
  const read = async (): Promise<Uint8Array | undefined> => {
    const secret = shared.options.secrets.get(id);
    if (secret !== undefined) return secret();
    if (!mount.required) return undefined;
    throw new WordError(`secret ${id}: not found`, id, {
      hint: `Pass --secret id=${id},src=FILE or id=${id},env=NAME.`,
    });
  };
  const { env, mode = DEFAULT_SECRET_MODE, uid = 0, gid = 0 } = mount;
  return {
    identity: { type: 'secret', id, target: asFile ? target : '', env: env ?? '', mode, uid, gid, ...demand(mount) },
    open: async () => {
      const content = await read();
      return asFile && content !== undefined ? { type: 'secret', target, content, mode, uid, gid } : undefined;
    },
    ...(env === undefined
      ? {}
      : {
          env: async () => secretVariable(env, await read()),
        }),
  };
}

/** A step that requires a secret or agent must not hit the record of one that ran without. */
function demand({ required }: Mount): { readonly required?: true } {
  return required ? { required } : {};
}

/**
 * A missing secret that is not required is an empty variable, which hides the image's variable of that name.
 *
 * @throws UserError for what cannot be a variable
 */
function secretVariable(name: string, content: Uint8Array | undefined): string {
  if (name === '') {
    throw new UserError('a secret cannot be shown as a variable without a name', { hint: 'Write env=NAME.' });
  }
  if (content?.includes(0) === true) {
    throw new UserError(`the secret for ${name} holds a zero byte, which no environment variable can`, {
      hint: 'Mount it as a file: leave env= out.',
    });
  }
  return `${name}=${Buffer.from(content ?? []).toString('utf8')}`;
}

/** Path of the agent's socket in the step (BuildKit, `client/llb/exec.go`). */
function agentTarget(mount: Mount, cwd: string, number: number): string {
  return mount.target === '' ? `/run/buildkit/ssh_agent.${number}` : path.resolve('/', cwd, mount.target);
}

/** Programs find the first agent by this variable, unless the image sets it. */
function agentEnv(operation: RunOperation, [first]: readonly Mount[]): readonly string[] {
  if (first === undefined || operation.env.some((variable) => variable.startsWith('SSH_AUTH_SOCK='))) return [];
  // As it is written, as in BuildKit: a relative path then depends on the directory of the program that looks for it.
  return [`SSH_AUTH_SOCK=${first.target === '' ? agentTarget(first, operation.cwd, 0) : first.target}`];
}

function sshMount(mount: Mount, target: string, shared: OpContext): PreparedMount {
  if (mount.source !== '') throw new UserError('ssh does not support source');
  const id = sshIdOf(mount);
  return {
    identity: { type: 'ssh', id, target, ...demand(mount) },
    open: () => {
      const socket = shared.options.sshSockets.get(id);
      if (socket !== undefined) {
        const { mode = 0o600, uid = 0, gid = 0 } = mount;
        return Promise.resolve({ type: 'ssh', target, socket, mode, uid, gid });
      }
      if (!mount.required) return Promise.resolve(undefined);
      throw new UserError(`no SSH key "${id}" forwarded from the client`, { hint: `Pass --ssh ${id}.` });
    },
  };
}

/** A here-document that starts with `#!` is mounted as an executable file, alone in a folder. */
function scriptMount(script: InlineFile | undefined): readonly RunMount[] {
  if (script === undefined) return [];
  return [{ type: 'script', target: SCRIPT_FOLDER, name: script.name, content: Buffer.from(script.content) }];
}
