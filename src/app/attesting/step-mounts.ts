import path from 'node:path';

import type { ExecMount, SecretVariable } from '../../attestation/build-steps.js';
import type { Mount } from '../../dockerfile/values/mount.js';
import { type RunOperation, SCRIPT_FOLDER } from '../../plan/operation.js';
import type { FileSource } from '../../plan/stage.js';
import { byCodeUnit } from '../../text/code-unit-order.js';
import { secretId } from './mount-access.js';

/** BuildKit's names for the kinds of mounts, and for the ways in which builds share a cache. */
const TYPES = { secret: 1, ssh: 2, cache: 3, tmpfs: 4 } as const;
const SHARING = { shared: 0, private: 1, locked: 2 } as const;
/** Of a file that a secret or an agent is shown as. */
const MODES = { secret: 0o400, ssh: 0o600 } as const;

interface MountParts {
  readonly cwd: string;
  /** Bytes of `/dev/shm`; absent: as usual. */
  readonly shmSize: number | undefined;
  /** In front of the id of each cache. */
  readonly namespace: string;
  readonly shown: (text: string) => string;
  /** @returns the index of a source in the step's inputs; -1: none */
  readonly inputOf: (source: FileSource) => number;
  /** @returns the index of the step that makes the RUN's script; absent: it has none */
  readonly scriptInput: (() => number) | undefined;
}

/** The mounts of a RUN behind its root, in the order of LLB: by their place, and then secrets and agents as they are written. */
export function execMounts(
  mounts: RunOperation['mounts'],
  parts: MountParts,
): { readonly mounts: readonly ExecMount[]; readonly variables: readonly SecretVariable[] } {
  const { cwd, shown } = parts;
  const { scriptInput } = parts;
  const made = mounts
    .filter(({ mount }) => mount.type !== 'secret' && mount.type !== 'ssh')
    .map(({ mount, source }) => {
      const dest = path.posix.resolve('/', cwd, mount.target);
      return { dest, make: () => fileMount(mount, shown(dest), source, parts) };
    });
  const script = scriptInput === undefined ? [] : [{ dest: SCRIPTS, make: () => scriptMount(scriptInput()) }];
  // Inputs are numbered in the order of the places.
  const files = [...made, ...script].sort((one, other) => byCodeUnit(one.dest, other.dest)).map(({ make }) => make());
  const shared = parts.shmSize === undefined ? [] : [sharedMemory(parts.shmSize)];
  const access = mounts.map(({ mount }) => mount);
  return {
    mounts: [
      ...[...files, ...shared].sort((one, other) => byCodeUnit(one.dest ?? '', other.dest ?? '')),
      ...access
        .filter(({ type, env, target }) => type === 'secret' && (env === undefined || target !== ''))
        .map((mount) => secretMount(mount, parts)),
      ...access.filter(({ type }) => type === 'ssh').map((mount) => sshMount(mount, shown)),
    ],
    variables: access.flatMap((mount) =>
      mount.type === 'secret' && mount.env !== undefined
        ? [{ ID: shown(secretId(mount)), name: shown(mount.env), ...optional(mount) }]
        : [],
    ),
  };
}

/** Where LLB has the script of a RUN. */
const SCRIPTS = `${SCRIPT_FOLDER}/`;

function scriptMount(input: number): ExecMount {
  return { dest: SCRIPTS, input, output: -1, readonly: true, selector: '/' };
}

function fileMount(
  mount: Mount,
  dest: string,
  source: FileSource,
  { namespace, shown, inputOf }: MountParts,
): ExecMount {
  const selector = path.posix.resolve('/', mount.source);
  const common = {
    dest,
    input: mount.type === 'bind' || mount.from !== '' ? inputOf(source) : -1,
    output: -1,
    ...(mount.readOnly && { readonly: true as const }),
    ...(selector !== '/' && { selector: shown(selector) }),
  };
  switch (mount.type) {
    case 'cache': {
      const sharing = SHARING[mount.sharing ?? 'shared'];
      const id = `${namespace}/${mount.id === '' ? path.posix.normalize(mount.target) : mount.id}`;
      return { ...common, mountType: TYPES.cache, cacheOpt: { ID: shown(id), ...(sharing > 0 && { sharing }) } };
    }
    case 'tmpfs':
      return { ...common, mountType: TYPES.tmpfs, TmpfsOpt: mount.size === undefined ? {} : { size: mount.size } };
    default:
      return common;
  }
}

function sharedMemory(size: number): ExecMount {
  return { dest: '/dev/shm', input: -1, output: -1, mountType: TYPES.tmpfs, TmpfsOpt: { size } };
}

function secretMount(mount: Mount, { cwd, shown }: MountParts): ExecMount {
  const id = secretId(mount);
  const dest =
    mount.target === '' ? `/run/secrets/${path.posix.basename(id)}` : path.posix.resolve('/', cwd, mount.target);
  return {
    input: -1,
    dest: shown(dest),
    mountType: TYPES.secret,
    secretOpt: accessOptions(mount, shown(id), MODES.secret),
  };
}

function sshMount(mount: Mount, shown: (text: string) => string): ExecMount {
  return {
    input: -1,
    ...(mount.target !== '' && { dest: shown(mount.target) }),
    mountType: TYPES.ssh,
    SSHOpt: accessOptions(mount, shown(mount.id), MODES.ssh),
  };
}

function accessOptions(mount: Mount, ID: string, mode: number) {
  const { uid, gid } = mount;
  return {
    ID,
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
    mode: mount.mode ?? mode,
    ...optional(mount),
  };
}

function optional({ required }: Mount) {
  return required ? {} : { optional: true as const };
}
