import { many, one, SWITCH, type Options } from './option.js';
import { STORAGE_DRIVERS } from '../../worker/protocol/storage-drivers.js';
import { absolutePath, choice, parseRegistryMirrors } from './values/plain-values.js';

const asLines = (_where: string, texts: readonly string[]): readonly string[] => texts;

/** Where layer-build keeps its files, and how it reaches registries. */
export const HOST_OPTIONS = {
  root: {
    flag: '--root',
    input: 'root',
    takes: one('DIR', absolutePath),
    help: 'folder that everything is kept in; if it is removed, the next build starts from nothing',
    otherwise: {
      flag: 'LAYER_BUILD_ROOT, else $XDG_DATA_HOME/layer-build',
      input: 'layer-build in the temporary folder of the runner',
    },
    difference:
      'In the Action, each repository has a folder of its own in it, and in that its default branch and tags, each pull request, and each other branch.',
    docker: false,
    common: true,
  },
  keepRoot: {
    input: 'keep-root',
    takes: SWITCH,
    help: 'on a self-hosted runner, keep everything below root for later jobs of the same trust; by default it is removed at the end of the job',
    docker: false,
  },
  storageDriver: {
    flag: '--storage-driver',
    input: 'storage-driver',
    takes: one('NAME', choice(STORAGE_DRIVERS)),
    otherwise: 'auto',
    help: 'how layers are kept for RUN: auto, overlay (folders; overlay2 is the same), erofs (an image for each; needs Linux 6.12 and root), lazy (as erofs, and a RUN starts while its layers still come), btrfs, devicemapper (thin volumes in a file), or vfs (copies)',
    docker: false,
  },
  registryMirrors: {
    flag: '--registry-mirror',
    input: { name: 'registry-mirrors', commas: true },
    takes: many('URL', parseRegistryMirrors),
    help: 'registry to ask first for images of docker.io, as a base URL',
    docker: false,
    common: true,
  },
  loginRegistry: {
    input: { name: 'registry', commas: false, wholeLines: true },
    takes: many('HOST', asLines),
    help: 'registry to log in to for this build alone, a line for each (docs/release.md)',
    otherwise: 'docker.io, if there is a username',
    docker: false,
  },
  loginUsername: {
    input: { name: 'username', commas: false, wholeLines: true },
    takes: many('NAME', asLines),
    help: 'user of that registry',
    docker: false,
  },
  loginPassword: {
    input: { name: 'password', commas: false, wholeLines: true },
    takes: many('PASSWORD', asLines),
    help: 'password or token of that user. It is kept in memory alone, and counts more than docker/login-action',
    docker: false,
  },
  insecureRegistries: {
    flag: '--insecure-registry',
    input: { name: 'insecure-registries', commas: true },
    takes: many('HOST', (_where, texts) => texts),
    help: 'registry, HOST[:PORT], that may be reached with plain HTTP',
    docker: false,
  },
} as const satisfies Options;

/** Flags of every verb. */
export const GENERAL_OPTIONS = {
  debug: {
    flag: ['-D', '--debug'],
    takes: SWITCH,
    help: 'print the stack of an error, and the errors that caused it',
    difference: 'There it turns on a log of what buildx does.',
  },
  help: { flag: ['-h', '--help'], takes: SWITCH, help: 'show this text' },
} as const satisfies Options;
