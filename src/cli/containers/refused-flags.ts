import { type Flag, many, SWITCH } from '../../app/options/option.js';
import type { UnsupportedOption } from '../../app/options/unsupported-options.js';

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

/** Flags of docker's `run` and `create` that have no meaning here. */
export const REFUSED_FLAGS: readonly UnsupportedOption[] = [
  ...valued(REFUSED, NO_NETWORK, ['-p', '--publish'], '--link', '--network-alias', '--ip', '--mac-address'),
  bare(REFUSED, NO_NETWORK, ['-P', '--publish-all']),
  ...valued(REFUSED, 'a container has the /etc/resolv.conf of this machine', '--dns', '--dns-search'),
  ...valued(REFUSED, NO_SWAP, '--memory-swap', '--memory-reservation'),
  ...valued(REFUSED, NO_GROUPS, '--cpus', ['-c', '--cpu-shares'], '--cpu-period', '--cpu-quota', '--cpuset-cpus'),
  ...valued(REFUSED, NO_GROUPS, '--cpuset-mems', '--cgroup-parent'),
  ...valued(REFUSED, NO_PROCESSES, '--pids-limit'),
  bare(REFUSED, NO_RIGHTS, '--privileged'),
  ...valued(REFUSED, NO_RIGHTS, '--device', '--gpus', '--security-opt', '--group-add', '--sysctl'),
  ...valued(REFUSED, OWN_NAMESPACES, '--pid', '--ipc', '--uts', '--userns', '--cgroupns'),
  ...valued(REFUSED, 'volumes are not kept here: give the same folders with --volume', '--volumes-from'),
  ...valued(REFUSED, 'nothing runs that could restart it', '--restart'),
  bare(REFUSED, 'the first process is the command itself; use an image that has an init', '--init'),
  ...valued(IGNORED, NOTHING_CHECKS, '--health-cmd', '--health-interval', '--health-retries', '--health-timeout'),
  ...valued(IGNORED, NOTHING_CHECKS, '--health-start-period'),
  bare(IGNORED, NOTHING_CHECKS, '--no-healthcheck'),
  ...valued(IGNORED, 'all ports of a container are those of this machine', '--expose'),
];
