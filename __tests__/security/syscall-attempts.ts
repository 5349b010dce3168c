/** System calls that must fail in a step: the name, the numbers on x64 and arm64, and the arguments. */
export interface SyscallAttempt {
  readonly name: string;
  readonly numbers: Readonly<Record<string, number | undefined>>;
  readonly args: readonly (number | string)[];
}

function call(
  name: string,
  x64: number,
  arm64: number | undefined,
  ...args: readonly (number | string)[]
): SyscallAttempt {
  return { name, numbers: { x64, arm64 }, args };
}

const SIGCHLD = 17;

/**
 * The arguments are chosen so that an allowed call gives another error than EPERM or ENOSYS, or has an effect that can be seen on the
 * machine.
 */
export const SYSCALL_ATTEMPTS: readonly SyscallAttempt[] = [
  call('mount', 165, 40, 'none', '/tmp', 'tmpfs', 0, 0),
  call('mount a shared root', 165, 40, 'none', '/', '', 0x104000, 0),
  call('mount procfs anew', 165, 40, 'proc', '/tmp', 'proc', 0, 0),
  call('remount /proc/sys to be written', 165, 40, 'none', '/proc/sys', '', 0x1020, 0),
  call('umount2', 166, 39, '/proc/kcore', 2),
  call('pivot_root', 155, 41, '/tmp', '/tmp'),
  call('move_mount', 429, 429, -1, '', -1, '', 0),
  call('open_tree', 428, 428, -100, '/', 1),
  call('fsopen', 430, 430, 'tmpfs', 0),
  call('fsconfig', 431, 431, -1, 6, 0, 0, 0),
  call('fsmount', 432, 432, -1, 0, 0),
  call('fspick', 433, 433, -100, '/', 0),
  call('mount_setattr', 442, 442, -100, '/', 0, 0, 0),
  call('unshare a mount namespace', 272, 97, 0x20000),
  call('unshare a user namespace', 272, 97, 0x10000000),
  call('unshare a network namespace', 272, 97, 0x40000000),
  call('unshare a pid namespace', 272, 97, 0x20000000),
  call('unshare a control group namespace', 272, 97, 0x2000000),
  call('clone into a user namespace', 56, 220, 0x10000000 + SIGCHLD, 0, 0, 0, 0),
  call('clone into a mount namespace', 56, 220, 0x20000 + SIGCHLD, 0, 0, 0, 0),
  call('clone3', 435, 435, 0, 0),
  call('setns', 308, 268, -1, 0),
  call('open_by_handle_at', 304, 265, -1, '\0'.repeat(8), 0),
  call('bpf', 321, 280, 0, '\0'.repeat(64), 64),
  call('perf_event_open', 298, 241, '\0'.repeat(112), 0, -1, -1, 0),
  call('userfaultfd', 323, 282, 0),
  call('io_uring_setup', 425, 425, 1, '\0'.repeat(120)),
  call('add_key', 248, 217, 'user', 'KEYMARK', 'x', 1, -4),
  call('keyctl', 250, 219, 0, -4, 0, 0, 0),
  call('request_key', 249, 218, 'user', 'KEYMARK', 0, 0),
  call('init_module', 175, 105, '\0'.repeat(64), 64, ''),
  call('finit_module', 313, 273, 0, '', 0),
  call('delete_module', 176, 106, 'nosuchmodule', 0x800),
  call('kexec_load', 246, 104, 0, 0, 0, 0xff),
  call('kexec_file_load', 320, 294, -1, -1, 0, '', 0xff),
  // This command only sets what Ctrl-Alt-Del does.
  call('reboot', 169, 142, 0xfee1dead, 0x28121969, 0, 0),
  call('swapon', 167, 224, '/nosuchfile', 0),
  call('swapoff', 168, 225, '/nosuchfile'),
  call('acct', 163, 89, '/nosuchfile'),
  call('settimeofday', 164, 170, '\xff'.repeat(16), 0),
  call('clock_settime', 227, 112, 0, '\xff'.repeat(16)),
  call('sethostname', 170, 161, 'MARK', 4),
  call('setdomainname', 171, 162, 'MARK', 4),
  call('iopl', 172, undefined, 3),
  call('ioperm', 173, undefined, 0x80, 1, 1),
  call('quotactl', 179, 60, 0x800007, '/nosuchfile', 0, 0),
  call('syslog', 103, 116, 3, '\0'.repeat(64), 64),
  call('fanotify_init', 300, 262, 0, 0),
  call('move_pages', 279, 239, 1, 0, 0, 0, 0, 0),
  call('migrate_pages', 256, 238, 1, 0, 0, 0),
  call('kcmp', 312, 272, 1, 1, 0, 0, 0),
  call('pidfd_getfd', 438, 438, -1, 0, 0),
  call('process_madvise', 440, 440, -1, 0, 0, 0, 0),
  call('mbind', 237, 235, 0, 0, 0, 0, 0, 0),
  call('vhangup', 153, 58),
  call('lookup_dcookie', 212, 18, 0, '\0'.repeat(64), 64),
  call('a socket of the kernel’s ciphers', 41, 198, 38, 5, 0),
  call('a socket to the machine below', 41, 198, 40, 1, 0),
  call('personality without addresses in disorder', 135, 92, 0x40000),
];

/** A step's shell function `call NUMBER ARGUMENT…`, which prints `ok` or `errno N`; numbers are given as `=N`. */
export const CALL_FUNCTION = String.raw`
call() { perl -e '
  my @a = map { my $a = $_; $a =~ s/\\x([0-9a-f]{2})/chr hex $1/ge; $a =~ /^=(-?\d+)$/ ? $1 + 0 : $a } @ARGV;
  my $n = shift @a; $! = 0; my $r = syscall($n, @a); print $r == -1 ? "errno " . ($! + 0) : "ok $r", "\n"; exit 0' -- "$@"; }
`;

/** The shell command of an attempt; `undefined` if the processor has no such call. */
export function syscallCommand({ numbers, args }: SyscallAttempt, mark: string): string | undefined {
  const number = numbers[process.arch];
  if (number === undefined) return undefined;
  const shown = args.map((arg) =>
    typeof arg === 'number'
      ? `=${arg}`
      : `'${arg
          .replace('KEYMARK', mark.slice(0, 20))
          .replace('MARK', mark)
          .replace(/[\0\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`)}'`,
  );
  return `call =${number} ${shown.join(' ')}`;
}
