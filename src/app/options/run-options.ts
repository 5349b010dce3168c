import { many, one, type Options } from './option.js';
import {
  parseCgroupParent,
  parseEntitlements,
  parseExtraHosts,
  parseNetwork,
  parseUlimits,
} from './values/run-values.js';
import { parseSecret, parseSecretFiles, parseSecretValues, parseSecretVariables } from './values/secret-spec.js';
import { parseSshAgents } from './values/ssh-spec.js';
import { choice, parseByteSize } from './values/plain-values.js';
import { EMULATOR_IMAGE, parseEmulatorImage } from './values/emulator-image.js';

/** What RUN steps get. */
export const RUN_OPTIONS = {
  network: {
    flag: '--network',
    input: 'network',
    takes: one('MODE', parseNetwork, 'default'),
    help: 'network of RUN: host, none, or default, which is host',
    difference: "The default is the host's network. BuildKit has a network of its own.",
  },
  extraHosts: {
    flag: '--add-host',
    input: { name: 'add-hosts', commas: true },
    takes: many('NAME:ADDRESS', parseExtraHosts),
    help: 'additional line of /etc/hosts in RUN',
    difference: 'host-gateway is 127.0.0.1, since RUN has the network of the host.',
  },
  shmSize: {
    flag: '--shm-size',
    input: 'shm-size',
    takes: one('SIZE', parseByteSize),
    help: 'size of /dev/shm in RUN, e.g. 64m',
  },
  ulimits: {
    flag: '--ulimit',
    input: { name: 'ulimit', commas: false },
    takes: many('NAME=SOFT[:HARD]', parseUlimits),
    help: 'resource limit in RUN, e.g. nofile=1024:2048',
  },
  cgroupParent: {
    flag: '--cgroup-parent',
    input: 'cgroup-parent',
    takes: one('PATH', parseCgroupParent),
    help: 'control group below which RUN runs, such as builds.slice: its limits hold for RUN; needs root',
    difference: 'Without root, a warning says that RUN stays in the control group of this process.',
  },
  entitlements: {
    flag: '--allow',
    input: { name: 'allow', commas: true },
    takes: many('NAME', parseEntitlements),
    help: 'what RUN may ask for: network.host for RUN --network=host, security.insecure for RUN --security=insecure',
    difference: 'device is not supported.',
  },
  secret: {
    flag: '--secret',
    takes: many('SPEC', (where, texts, environment) =>
      texts.filter((text) => text !== '').map((text) => parseSecret(where, text, environment)),
    ),
    help: 'secret for RUN --mount=type=secret: id=NAME,src=FILE or id=NAME,env=VARIABLE',
    common: true,
  },
  secretValues: {
    input: { name: 'secrets', commas: false, trim: false },
    takes: many('ID=VALUE', parseSecretValues),
    help: 'secret for RUN --mount=type=secret, ID=VALUE',
    difference: 'The warning about an entry that cannot be used does not quote it.',
  },
  secretVariables: {
    input: { name: 'secret-envs', commas: true },
    takes: many('ID=VARIABLE', parseSecretVariables),
    help: 'secret from a variable of the environment, ID=VARIABLE',
  },
  secretFiles: {
    input: { name: 'secret-files', commas: false },
    takes: many('ID=FILE', parseSecretFiles),
    help: 'secret from a file, ID=PATH',
  },
  ssh: {
    flag: '--ssh',
    input: { name: 'ssh', commas: true },
    takes: many('ID[=SOCKET|KEY]', parseSshAgents),
    help: 'agent or key files for RUN --mount=type=ssh and for Git; default is the agent of SSH_AUTH_SOCK',
  },
  emulation: {
    flag: '--emulation',
    input: 'emulation',
    takes: one('WHEN', choice(['auto', 'off']), 'auto'),
    help: 'RUN of a platform that this machine does not run: auto registers an emulator for this build, off is an error',
    docker: false,
    common: true,
  },
  emulatorImage: {
    flag: '--emulator-image',
    input: 'emulator-image',
    takes: one('IMAGE', parseEmulatorImage, EMULATOR_IMAGE),
    help: 'image with the emulators that the machine does not have, as /usr/bin/qemu-aarch64',
    otherwise: 'docker.io/tonistiigi/binfmt, pinned by digest',
    docker: false,
  },
} as const satisfies Options;
