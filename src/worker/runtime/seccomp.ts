/**
 * The system call filter of a step. Docker's default profile lists what is allowed; this one denies what Docker documents as
 * blocked by it ("Seccomp security profiles for Docker", significant syscalls) and lets the rest through: a short list that
 * does not break with each new libc, on top of namespaces and dropped capabilities, which alone deny most of these already.
 */
export interface SeccompProfile {
  readonly defaultAction: 'SCMP_ACT_ALLOW';
  readonly architectures: readonly string[];
  readonly syscalls: readonly SeccompRule[];
}

interface SeccompRule {
  readonly names: readonly string[];
  readonly action: 'SCMP_ACT_ERRNO';
  readonly errnoRet: number;
  readonly args?: readonly {
    readonly index: number;
    readonly value: number;
    readonly valueTwo?: number;
    readonly op: 'SCMP_CMP_MASKED_EQ' | 'SCMP_CMP_EQ';
  }[];
}

const EPERM = 1;
const ENOSYS = 38;

const DENIED = [
  // The kernel itself: modules, other kernels, its clock, tracing, swap.
  'acct bpf create_module delete_module finit_module get_kernel_syms init_module kexec_file_load kexec_load lookup_dcookie',
  'nfsservctl perf_event_open query_module quotactl quotactl_fd reboot settimeofday clock_settime clock_settime64 stime',
  'swapon swapoff sysfs _sysctl syslog uselib userfaultfd ustat vhangup vm86 vm86old ioperm iopl vserver',
  // Mounts and namespaces.
  'mount umount umount2 mount_setattr move_mount fsopen fsconfig fsmount fspick open_tree pivot_root setns unshare',
  // The kernel's key rings are not namespaced; file handles escape from mounts.
  'add_key keyctl request_key open_by_handle_at name_to_handle_at fanotify_init',
  // NUMA placement and io_uring, which goes around this filter.
  'get_mempolicy mbind move_pages set_mempolicy io_uring_setup io_uring_enter io_uring_register',
].flatMap((line) => line.split(' '));

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET (linux/sched.h). */
const NAMESPACE_FLAGS = [0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000];
/** AF_VSOCK and AF_ALG: ways out of the machine, and into rarely tested kernel code. */
const DENIED_FAMILIES = [40, 38];

const ARCHITECTURES: Readonly<Record<string, readonly string[]>> = {
  x64: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32'],
  arm64: ['SCMP_ARCH_AARCH64', 'SCMP_ARCH_ARM'],
};

/** @param architecture Node's `process.arch`; others than x64 and arm64 run without a filter */
export function seccompProfile(architecture: string): SeccompProfile | undefined {
  const architectures = ARCHITECTURES[architecture];
  if (architectures === undefined) return undefined;
  const deny = (names: readonly string[], errnoRet: number, args?: SeccompRule['args']): SeccompRule => ({
    names,
    action: 'SCMP_ACT_ERRNO',
    errnoRet,
    ...(args === undefined ? {} : { args }),
  });
  return {
    defaultAction: 'SCMP_ACT_ALLOW',
    architectures,
    syscalls: [
      deny(DENIED, EPERM),
      ...NAMESPACE_FLAGS.map((bit) =>
        deny(['clone'], EPERM, [{ index: 0, value: bit, valueTwo: bit, op: 'SCMP_CMP_MASKED_EQ' }]),
      ),
      // Its flags are behind a pointer, which a filter cannot read; libc falls back on clone.
      deny(['clone3'], ENOSYS),
      ...DENIED_FAMILIES.map((family) => deny(['socket'], EPERM, [{ index: 0, value: family, op: 'SCMP_CMP_EQ' }])),
    ],
  };
}
