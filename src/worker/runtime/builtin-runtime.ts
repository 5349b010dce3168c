import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';

import type { Writable } from 'node:stream';

import { InfraError } from '../../errors.js';
import { capabilityBits } from './capabilities.js';
import { CONTAINER_SCRIPT } from './container-script.js';
import { deviceNumber, splitMountOptions } from '../kernel/syscalls.js';
import { pipeThrough, sayFailed, type ContainerRun, type ContainerRuntime } from './oci-runtime.js';
import type { RuntimeSpec } from './runtime-spec.js';

/** CLONE_ flags of unshare(2) (linux/sched.h). */
const NAMESPACES: Readonly<Record<string, number>> = {
  mount: 0x20000,
  uts: 0x4000000,
  ipc: 0x8000000,
  pid: 0x20000000,
  network: 0x40000000,
};
/** Beyond the last capability that there is there is nothing to drop. */
const LAST_CAPABILITY = 63;
/** RLIMIT_ numbers (asm-generic/resource.h). */
const LIMITS =
  'CPU FSIZE DATA STACK CORE RSS NPROC NOFILE MEMLOCK AS LOCKS SIGPENDING MSGQUEUE NICE RTPRIO RTTIME'.split(' ');
/** The devices of runtime-spec, "Default Devices", by minor number of major 1 or 5. */
const DEVICES = [
  ['null', 1, 3],
  ['zero', 1, 5],
  ['full', 1, 7],
  ['random', 1, 8],
  ['urandom', 1, 9],
  ['tty', 5, 0],
] as const;
const LINKS = [
  ['pts/ptmx', '/dev/ptmx'],
  ['/proc/self/fd', '/dev/fd'],
  ['/proc/self/fd/0', '/dev/stdin'],
  ['/proc/self/fd/1', '/dev/stdout'],
  ['/proc/self/fd/2', '/dev/stderr'],
] as const;

/** Runs a step without an OCI runtime: the same namespaces, mounts, masks and capabilities, but no system call filter. */
export class BuiltinRuntime implements ContainerRuntime {
  readonly name = 'the built-in runtime';
  readonly #perl: string;
  readonly #numbers: readonly string[];

  /** @param numbers see `syscallArguments` */
  constructor(perl: string, numbers: readonly string[]) {
    this.#perl = perl;
    this.#numbers = numbers;
  }

  async run(container: ContainerRun): Promise<number> {
    const { signal, spec } = container;
    signal.throwIfAborted();
    const child = spawn(this.#perl, ['-e', CONTAINER_SCRIPT, ...this.#numbers], {
      stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      cwd: '/',
      signal,
      // The script kills the container and waits for its end.
      killSignal: 'SIGTERM',
    });
    const program = child.stdio[3] as Writable;
    program.on('error', () => undefined);
    program.end(encodeProgram(instructions(spec)));
    let complaint = '';
    child.stdio[4]?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    try {
      const code = await pipeThrough(child, container);
      if (complaint === '' || code === 0) return code;
      const [command = ''] = spec.process.args;
      if (complaint.startsWith('exec: not found'))
        return sayFailed(container, `${command}: not found in the image`, 127);
      if (complaint.startsWith('exec:'))
        return sayFailed(container, `${command}: cannot be executed: ${complaint.trim()}`, 126);
      throw new InfraError(`${this.name} could not run the step: ${complaint.trim()}`);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  }
}

type Instruction = readonly (string | number)[];

function instructions(spec: RuntimeSpec): readonly Instruction[] {
  const types = spec.linux.namespaces.map(({ type }) => type);
  const { user, capabilities, args, env, cwd, rlimits } = spec.process;
  const kept = capabilityBits(capabilities.bounding);
  const dropped = Array.from({ length: LAST_CAPABILITY }, (_, number) => number).filter(
    (number) => ((kept >> BigInt(number)) & 1n) === 0n,
  );
  const [low, high] = user.uid === 0 ? [Number(kept & 0xffff_ffffn), Number(kept >> 32n)] : [0, 0];
  return [
    ['namespaces', types.reduce((flags, type) => flags | (NAMESPACES[type] ?? 0), 0)],
    ['root', spec.root.path],
    ...spec.mounts.flatMap(mountInstructions),
    ...(types.includes('network') ? [['loopback']] : []),
    ['hostname', spec.hostname],
    ...spec.linux.maskedPaths.map((path) => ['mask', path]),
    ...spec.linux.readonlyPaths.map((path) => ['readonly', path]),
    ['pivot'],
    ...rlimits.map(({ type, soft, hard }) => ['limit', LIMITS.indexOf(type.replace('RLIMIT_', '')), soft, hard]),
    ['cwd', cwd],
    ['drop', ...dropped],
    ['user', user.uid, user.gid, low, high, ...user.additionalGids],
    ['exec', args.length, ...args, ...env],
  ];
}

function mountInstructions(mount: RuntimeSpec['mounts'][number]): readonly Instruction[] {
  const { flags, data } = splitMountOptions(mount.options);
  const isFile = mount.type === 'bind' && !statSync(mount.source).isDirectory();
  const kind = isFile ? 'file' : 'directory';
  const made: Instruction = ['mount', mount.source, mount.destination, mount.type, flags, data, kind];
  if (mount.destination !== '/dev') return [made];
  return [
    made,
    ...DEVICES.map(([name, major, minor]) => ['device', `/dev/${name}`, deviceNumber(major, minor), `/dev/${name}`]),
    ...LINKS.map(([target, path]) => ['symlink', target, path]),
  ];
}

function encodeProgram(program: readonly Instruction[]): Buffer {
  const frame = (body: Buffer): Buffer => {
    const length = Buffer.allocUnsafe(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, body]);
  };
  return Buffer.concat(
    program.map((fields) => frame(Buffer.concat(fields.map((field) => frame(Buffer.from(String(field))))))),
  );
}
