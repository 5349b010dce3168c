import type { NewContainer } from '../../app/containers/new-container.js';
import { asWritten, many, one, SWITCH, type Options } from '../../app/options/option.js';
import type { OptionValues } from '../../app/options/read-options.js';
import type { ProcessEnvironment } from '../../app/options/process/process-environment.js';
import { absolutePath, choice, parseByteSize, parseKeyValues } from '../../app/options/values/plain-values.js';
import { parseExtraHosts, parseNetwork, parseUlimits } from '../../app/options/values/run-values.js';
import { UserError } from '../../errors.js';
import { parseMounts, parseTmpfs, parseVolumes } from './mount-flags.js';
import { NO_NETWORK } from './refused-flags.js';
import { seconds } from './seconds.js';

const texts = (_where: string, given: readonly string[]): readonly string[] => given;

/** The flags of `run` and `create` that say what a new container is. */
export const NEW_CONTAINER_FLAGS = {
  name: { flag: '--name', takes: one('NAME', asWritten), help: 'name of the container', otherwise: 'a random one' },
  stdin: { flag: ['-i', '--interactive'], takes: SWITCH, help: 'pass on standard input' },
  terminal: { flag: ['-t', '--tty'], takes: SWITCH, help: 'give the command a terminal' },
  autoRemove: { flag: '--rm', takes: SWITCH, help: 'remove the container when it ends' },
  env: {
    flag: ['-e', '--env'],
    takes: many('NAME[=VALUE]', readVariables),
    help: 'variable for the command; without a value, that of this process',
  },
  envFiles: { flag: '--env-file', takes: many('FILE', absolutePaths), help: 'file with a variable in each line' },
  volumes: {
    flag: ['-v', '--volume'],
    takes: many('SOURCE:TARGET[:ro]', parseVolumes),
    help: 'mount a file or folder of this machine',
  },
  mounts: {
    flag: '--mount',
    takes: many('SPEC', parseMounts),
    help: 'mount, as type=bind,source=…,target=… or type=tmpfs,…',
  },
  tmpfs: { flag: '--tmpfs', takes: many('TARGET[:OPTIONS]', parseTmpfs), help: 'mount an empty file system in memory' },
  cwd: { flag: ['-w', '--workdir'], takes: one('DIR', asWritten), help: 'working directory', otherwise: "the image's" },
  user: {
    flag: ['-u', '--user'],
    takes: one('USER[:GROUP]', asWritten),
    help: 'user, by name or number',
    otherwise: "the image's",
  },
  entrypoint: {
    flag: '--entrypoint',
    takes: {
      count: 'one',
      placeholder: 'PROGRAM',
      // An empty one removes that of the image.
      read: (_where: string, given: readonly string[]): string | undefined => given.at(-1),
    },
    help: "program, instead of the image's",
  },
  hostname: {
    flag: ['-h', '--hostname'],
    takes: one('NAME', asWritten),
    help: 'host name',
    otherwise: 'the id of the container',
  },
  network: {
    flag: '--network',
    also: ['--net'],
    takes: one('MODE', readNetwork, 'host'),
    help: 'network: host, or none',
  },
  extraHosts: {
    flag: '--add-host',
    takes: many('NAME:ADDRESS', parseExtraHosts),
    help: 'additional line of /etc/hosts',
  },
  readonlyRoot: { flag: '--read-only', takes: SWITCH, help: 'the command cannot write to the root file system' },
  shmSize: { flag: '--shm-size', takes: one('SIZE', parseByteSize), help: 'size of /dev/shm, e.g. 64m' },
  ulimits: {
    flag: '--ulimit',
    takes: many('NAME=SOFT[:HARD]', parseUlimits),
    help: 'resource limit, e.g. nofile=1024:2048',
  },
  memory: {
    flag: ['-m', '--memory'],
    takes: one('SIZE', parseMemory),
    help: 'memory that all its processes together may use, e.g. 512m',
  },
  addCapabilities: { flag: '--cap-add', takes: many('NAME', texts), help: 'capability to add, e.g. SYS_PTRACE' },
  dropCapabilities: { flag: '--cap-drop', takes: many('NAME', texts), help: 'capability to take away, or ALL' },
  labels: {
    flag: ['-l', '--label'],
    takes: many('KEY=VALUE', (where, given) => parseKeyValues(where, given, () => '')),
    help: 'label of the container',
  },
  labelFiles: { flag: '--label-file', takes: many('FILE', absolutePaths), help: 'file with a label in each line' },
  stopTimeout: {
    flag: '--stop-timeout',
    takes: one('SECONDS', seconds),
    help: 'seconds that stop waits before KILL',
    otherwise: '10',
  },
  stopSignal: {
    flag: '--stop-signal',
    takes: one('SIGNAL', asWritten),
    help: 'signal that stops it',
    otherwise: "the image's, or TERM",
  },
  pull: {
    flag: '--pull',
    takes: one('WHEN', choice(['missing', 'always', 'never']), 'missing'),
    help: 'when the image is pulled: missing, always or never',
  },
  quiet: { flag: ['-q', '--quiet'], takes: SWITCH, help: 'say nothing of a pull' },
  idFile: { flag: '--cidfile', takes: one('FILE', absolutePath), help: 'new file that gets the id of the container' },
  platform: {
    flag: '--platform',
    takes: one('PLATFORM', asWritten),
    help: 'platform of the image',
    otherwise: 'the one of this machine',
  },
} as const satisfies Options;

export type NewContainerValues = OptionValues<typeof NEW_CONTAINER_FLAGS, 'flag'>;

/** What the files say that flags name: a `NAME=value` in each line. */
export interface FlagFiles {
  readonly env: readonly string[];
  readonly labels: readonly string[];
}

export function newContainerOf(
  values: NewContainerValues,
  [image = '', ...cmd]: readonly string[],
  files: FlagFiles,
): NewContainer {
  const { name, stdin, terminal, autoRemove, cwd, user, entrypoint, hostname, readonlyRoot, stopSignal } = values;
  const labels = { ...parseKeyValues('--label-file', files.labels, () => ''), ...values.labels };
  const { network, extraHosts, shmSize, ulimits, addCapabilities, dropCapabilities, memory } = values;
  return {
    ...{ image, name, stdin, terminal, autoRemove, cwd, user, entrypoint, hostname, labels, readonlyRoot, stopSignal },
    ...{ cmd, addCapabilities, dropCapabilities, memory, stopTimeout: values.stopTimeout },
    env: [...files.env, ...values.env],
    mounts: [...values.volumes, ...values.mounts, ...values.tmpfs],
    settings: { network, extraHosts, ulimits, ...(shmSize !== undefined && { shmSize }) },
  };
}

/** Docker's least. With less, no program starts. */
const LEAST_MEMORY = 6 * 2 ** 20;

function parseMemory(where: string, text: string): number {
  const bytes = parseByteSize(where, text);
  if (bytes < LEAST_MEMORY) throw new UserError(`${where}: at least 6m, not ${text}`);
  return bytes;
}

function absolutePaths(where: string, given: readonly string[], environment: ProcessEnvironment): readonly string[] {
  return given.map((text) => absolutePath(where, text, environment));
}

/** `NAME` alone takes the value of this process, if it has one. */
export function readVariables(where: string, given: readonly string[], { env }: ProcessEnvironment): readonly string[] {
  return given.flatMap((text) => {
    const equals = text.indexOf('=');
    if (equals === 0 || text === '') throw new UserError(`${where}: ${JSON.stringify(text)} has no name`);
    if (equals > 0) return [text];
    const value = env[text];
    return value === undefined ? [] : [`${text}=${value}`];
  });
}

function readNetwork(where: string, text: string): 'host' | 'none' {
  if (text === 'bridge' || text.startsWith('container:')) throw new UserError(`${where}: ${NO_NETWORK}`);
  return parseNetwork(where, text);
}
