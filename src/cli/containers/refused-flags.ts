import { type Flag, many, SWITCH } from '../../app/options/option.js';
import type { UnsupportedOption } from '../../app/options/unsupported-options.js';
import { CONTENT_TRUST } from '../command/content-trust.js';

const REFUSED = { flag: 'refused', input: 'refused' } as const;
const IGNORED = { flag: 'ignored', input: 'ignored' } as const;
const texts = many('VALUE', (_where: string, given: readonly string[]) => given);

export const NO_NETWORK =
  'a container has no network of its own here. It uses that of this machine (--network host), so its ports need not be published';
const NO_GROUPS = 'only the memory of a container can be limited here (--memory)';
const NO_SWAP = 'a container with --memory gets no swap besides, and memory is not reserved here';
const NO_PROCESSES = `${NO_GROUPS}; limit the processes of a user instead: --ulimit nproc=COUNT`;
const OWN_NAMESPACES = 'a container always has namespaces of its own, but for the network';
const NO_RIGHTS = 'a container does not get the rights or the devices of this machine';
const NOTHING_CHECKS = 'nothing runs that could check it';

function valued(
  unsupported: UnsupportedOption['unsupported'],
  why: string,
  ...flags: readonly Flag[]
): UnsupportedOption[] {
  return flags.map((flag) => ({ flag, takes: texts, unsupported, why }));
}

function bare(unsupported: UnsupportedOption['unsupported'], why: string, flag: Flag): UnsupportedOption {
  return { flag, takes: SWITCH, unsupported, why };
}

/** Of the verbs that attach. */
export const DETACH_KEYS = valued(REFUSED, 'the keys ctrl-p ctrl-q leave a container running', '--detach-keys');

export const CHECKPOINTS = valued(REFUSED, 'there are no checkpoints here', '--checkpoint', '--checkpoint-dir');

export const LINKS: readonly UnsupportedOption[] = [bare(REFUSED, NO_NETWORK, ['-l', '--link'])];

export const REFUSED_EXEC_FLAGS = [...DETACH_KEYS, bare(REFUSED, NO_RIGHTS, '--privileged')];

/** Flags of docker's `run` and `create` that have no meaning here. */
export const REFUSED_FLAGS: readonly UnsupportedOption[] = [
  ...valued(REFUSED, NO_NETWORK, ['-p', '--publish'], '--link', '--network-alias', '--net-alias', '--ip'),
  ...valued(REFUSED, NO_NETWORK, '--ip6', '--link-local-ip', '--mac-address'),
  bare(REFUSED, NO_NETWORK, ['-P', '--publish-all']),
  ...valued(REFUSED, 'a container has the /etc/resolv.conf of this machine', '--dns', '--dns-search', '--dns-option'),
  ...valued(REFUSED, 'give the whole name of the machine as --hostname', '--domainname'),
  ...valued(REFUSED, NO_SWAP, '--memory-swap', '--memory-reservation'),
  ...valued(REFUSED, NO_GROUPS, '--cpus', ['-c', '--cpu-shares'], '--cpu-period', '--cpu-quota', '--cpuset-cpus'),
  ...valued(
    REFUSED,
    NO_GROUPS,
    '--cpuset-mems',
    '--cgroup-parent',
    '--cpu-rt-period',
    '--cpu-rt-runtime',
    '--cpu-count',
  ),
  ...valued(REFUSED, NO_GROUPS, '--cpu-percent', '--blkio-weight', '--blkio-weight-device', '--device-read-bps'),
  ...valued(REFUSED, NO_GROUPS, '--device-read-iops', '--device-write-bps', '--device-write-iops', '--io-maxbandwidth'),
  ...valued(REFUSED, NO_GROUPS, '--io-maxiops', '--kernel-memory', '--memory-swappiness', '--oom-score-adj'),
  bare(REFUSED, NO_GROUPS, '--oom-kill-disable'),
  ...valued(REFUSED, NO_PROCESSES, '--pids-limit'),
  bare(REFUSED, NO_RIGHTS, '--privileged'),
  ...valued(REFUSED, NO_RIGHTS, '--device', '--gpus', '--security-opt', '--group-add', '--sysctl'),
  ...valued(REFUSED, NO_RIGHTS, '--device-cgroup-rule'),
  bare(REFUSED, NO_RIGHTS, '--use-api-socket'),
  ...valued(REFUSED, OWN_NAMESPACES, '--pid', '--ipc', '--uts', '--userns', '--cgroupns'),
  ...valued(
    REFUSED,
    'volumes are not kept here: give the same folders with --volume',
    '--volumes-from',
    '--volume-driver',
  ),
  ...valued(REFUSED, 'nothing runs that could restart it', '--restart'),
  ...valued(REFUSED, 'what a container prints is kept in one way: see layer-build logs', '--log-driver', '--log-opt'),
  ...valued(REFUSED, 'without -d, all of its output is passed on: redirect what you do not want', ['-a', '--attach']),
  ...valued(REFUSED, 'containers run in crun or runc, which is found on the PATH', '--runtime', '--isolation'),
  ...valued(REFUSED, 'how its files are kept is said by --storage-driver', '--storage-opt'),
  ...valued(REFUSED, 'nobody reads annotations of a container here: give it a --label', '--annotation'),
  ...DETACH_KEYS,
  bare(REFUSED, 'the first process is the command itself; use an image that has an init', '--init'),
  ...valued(IGNORED, NOTHING_CHECKS, '--health-cmd', '--health-interval', '--health-retries', '--health-timeout'),
  ...valued(IGNORED, NOTHING_CHECKS, '--health-start-period', '--health-start-interval'),
  CONTENT_TRUST,
  bare(IGNORED, NOTHING_CHECKS, '--no-healthcheck'),
  ...valued(IGNORED, 'all ports of a container are those of this machine', '--expose'),
];
