import { describe, expect, it } from 'vitest';

import { DEFAULT_CAPABILITIES } from '../../../../src/worker/protocol/capability-names.js';
import { seccompProfile, type SeccompProfile } from '../../../../src/worker/runtime/seccomp.js';

const EPERM = 1;
const ENOSYS = 38;

/** What a system call is answered with: 0 where it is let through. */
function answer(name: string, first = 0, capabilities: readonly string[] = DEFAULT_CAPABILITIES): number {
  const profile = seccompProfile('x64', capabilities);
  if (profile === undefined) throw new Error('no profile');
  const rules = profile.syscalls.filter(({ names, args }) => names.includes(name) && meets(args, first));
  expect(rules.length, `${name}(${first}) meets one rule at most`).toBeLessThan(2);
  const [rule] = rules;
  if (rule === undefined) return profile.defaultErrnoRet;
  return rule.action === 'SCMP_ACT_ALLOW' ? 0 : (rule.errnoRet ?? -1);
}

function meets(args: SeccompProfile['syscalls'][number]['args'] = [], first: number): boolean {
  return args.every(({ value, valueTwo = 0, op }) => {
    switch (op) {
      case 'SCMP_CMP_EQ':
        return first === value;
      case 'SCMP_CMP_LT':
        return first < value;
      case 'SCMP_CMP_GT':
        return first > value;
      case 'SCMP_CMP_MASKED_EQ':
        return (first & value) >>> 0 === valueTwo;
    }
  });
}

describe('the system call filter', () => {
  it.each([
    'execve',
    'openat',
    'openat2',
    'clone',
    'mknod',
    'mknodat',
    'chroot',
    'ptrace',
    'statx',
    'fchmodat2',
    'memfd_secret',
  ])('lets %s through', (name) => {
    expect(answer(name)).toBe(0);
  });

  it.each(
    (
      'mount umount2 move_mount fsopen open_tree pivot_root setns unshare bpf perf_event_open add_key keyctl request_key ' +
      'init_module delete_module kexec_load reboot swapon acct settimeofday userfaultfd io_uring_setup open_by_handle_at ' +
      'quotactl iopl syslog fanotify_init move_pages kcmp pidfd_getfd vhangup sethostname'
    ).split(' '),
  )('denies %s', (name) => {
    expect(answer(name)).toBe(EPERM);
  });

  it('says of what it does not know, and of clone3, that there is no such call', () => {
    expect([answer('a_call_of_next_year'), answer('clone3')]).toEqual([ENOSYS, ENOSYS]);
  });

  it.each([0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000])(
    'lets clone make no namespace (%i)',
    (flag) => {
      expect([answer('clone', flag), answer('clone', 0x11)]).toEqual([EPERM, 0]);
    },
  );

  it.each([
    [1, 0],
    [2, 0],
    [16, 0],
    [38, EPERM],
    [39, 0],
    [40, EPERM],
    [41, 0],
  ])('answers socket(%i) with %i', (family, expected) => {
    expect(answer('socket', family)).toBe(expected);
  });

  it.each([
    [0, 0],
    [8, 0],
    [0xffffffff, 0],
    [0x40000, ENOSYS],
  ])('answers personality(%i) with %i', (value, expected) => {
    expect(answer('personality', value)).toBe(expected);
  });

  it.each([
    ['CAP_SYS_ADMIN', 'mount'],
    ['CAP_SYS_ADMIN', 'clone3'],
    ['CAP_SYS_MODULE', 'init_module'],
    ['CAP_SYS_TIME', 'settimeofday'],
    ['CAP_DAC_READ_SEARCH', 'open_by_handle_at'],
  ])('with %s lets %s through', (capability, name) => {
    expect(answer(name, 0, [...DEFAULT_CAPABILITIES, capability])).toBe(0);
  });

  it('is there for the processors that have a filter', () => {
    expect(['x64', 'arm64', 'riscv64'].map((name) => seccompProfile(name, [])?.architectures.length)).toEqual([
      3,
      2,
      undefined,
    ]);
  });
});
