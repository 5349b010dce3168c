import type { RunMount } from '../../src/engine/ports.js';
import { SHM_KEY, type Host } from './host.js';
import type { Right } from './cage.js';
import { syscallCommand, SYSCALL_ATTEMPTS } from './syscall-attempts.js';

/** An attack of a step, as a shell command. Its output must show that it failed. */
export interface Attempt {
  readonly name: string;
  readonly sh: string;
  readonly refused: RegExp;
}

const EPERM_OR_ENOSYS = /^errno (?:1|38)\n?$/;
const NOT_WRITTEN =
  /Read-only file system|Permission denied|Operation not permitted|No such file|nonexistent directory/;
const NOTHING = /^\s*$/;

/** The folders that a step can write to, each on its own file system. */
export const WRITABLE_PLACES = ['/tmp', '/dev', '/dev/shm', '/cache', '/memory', '/bound'] as const;

/** The mounts for these folders, and a few more. */
export function attemptMounts(bound: Extract<RunMount, { type: 'bind' }>['layers']): readonly RunMount[] {
  const cache = { type: 'cache', id: 'attempts', target: '/cache', sharing: 'shared', readonly: false } as const;
  return [
    { ...cache, mode: 0o755, uid: 0, gid: 0 },
    { type: 'tmpfs', target: '/memory', readonly: false },
    { type: 'bind', layers: bound, source: '/etc', target: '/bound', writable: true },
    { type: 'secret', target: '/run/secrets/s', content: Buffer.from('a secret'), mode: 0o400, uid: 0, gid: 0 },
  ];
}

export function attempts(host: Host, right: Right): readonly Attempt[] {
  const { mark } = host;
  const systemCalls = SYSCALL_ATTEMPTS.flatMap((attempt) => {
    const sh = syscallCommand(attempt, mark);
    return sh === undefined ? [] : [{ name: `system call: ${attempt.name}`, sh, refused: EPERM_OR_ENOSYS }];
  });
  return [...systemCalls, ...deviceAttempts(host, right), ...kernelFileAttempts(mark), ...escapeAttempts(host)];
}

/** In a user namespace, nodes cannot be made. Otherwise they can, since a layer may have them, but they cannot be opened. */
function deviceAttempts({ disk, mark, folder }: Host, right: Right): readonly Attempt[] {
  const made = right === 'rootless' ? 'mknod: \\S+: Operation not permitted\n' : '';
  const none = right === 'rootless' ? 'No such file or directory' : 'Permission denied';
  const cannotOpen = new RegExp(`^${made}dd: can't open '\\S+': ${none}\n$`);
  const read = (node: string): string => `dd if=${node} bs=64 count=1 2>&1`;
  const opens = (name: string, place: string, node: string): Attempt => ({
    name: `${name} from a node in ${place}`,
    sh: `n=${place}/${node.replaceAll(' ', '-')}; mknod $n ${node}; ${read('$n')}`,
    refused: cannotOpen,
  });
  const disks = WRITABLE_PLACES.flatMap((place): readonly Attempt[] => [
    opens('the machine’s disk', place, `b ${disk.major} ${disk.minor}`),
    {
      name: `to write on the machine’s disk from a node in ${place}`,
      sh: `mknod ${place}/w$$ b ${disk.major} ${disk.minor} && echo ${mark} owned | dd of=${place}/w$$ conv=notrunc 2>&1`,
      refused: right === 'rootless' ? /not permitted/ : /^dd: can't open '\S+': Permission denied\n$/,
    },
  ]);
  return [
    ...disks,
    opens('the machine’s memory', '/tmp', 'c 1 1'),
    opens('the machine’s ports', '/tmp', 'c 1 4'),
    opens('the kernel’s messages', '/tmp', 'c 1 11'),
    opens('the making of loop devices', '/tmp', 'c 10 237'),
    opens('fuse', '/tmp', 'c 10 229'),
    opens('kvm', '/tmp', 'c 10 232'),
    opens('a terminal', '/tmp', 'c 4 1'),
    opens('the console', '/tmp', 'c 5 1'),
    {
      name: 'to write a message of the kernel’s',
      sh: `mknod /tmp/k$$ c 1 11; echo ${mark} > /tmp/k$$`,
      refused: right === 'rootless' ? /not permitted/ : /can't create \S+: Permission denied/,
    },
    {
      name: 'a node that came in the image’s layer',
      sh: read('/layer-disk'),
      refused: right === 'rootless' ? /No such file/ : /Permission denied/,
    },
    {
      name: 'to link a device to another place',
      sh: 'ln /dev/null /tmp/null$$ && echo linked',
      refused: /Invalid cross-device link|not permitted/,
    },
    // These act on the step's own devices, or are refused.
    {
      name: 'to close the machine’s /dev/null',
      sh: 'chmod 600 /dev/null /dev/zero; chown 7:7 /dev/null; chmod 666 /dev/null',
      refused: /^(?:ch(?:mod|own): \S+ Operation not permitted\n)*$/,
    },
    { name: 'to remove the devices', sh: 'rm -f /dev/null /dev/zero && echo removed', refused: /busy/ },
    {
      name: 'to mount the disk',
      sh: `mknod /tmp/m$$ b ${disk.major} ${disk.minor}; mount /tmp/m$$ /memory`,
      refused: /not permitted|denied|must be superuser/,
    },
    { name: 'the machine’s file by its path', sh: `cat ${folder}/victim/canary`, refused: /No such file/ },
  ];
}

function kernelFileAttempts(mark: string): readonly Attempt[] {
  const writes = [
    '/proc/sys/kernel/core_pattern',
    '/proc/sys/kernel/modprobe',
    '/proc/sys/kernel/hostname',
    '/proc/sys/kernel/domainname',
    '/proc/sys/kernel/sysrq',
    '/proc/sys/kernel/panic',
    '/proc/sys/vm/panic_on_oom',
    '/proc/sys/fs/suid_dumpable',
    '/proc/sys/fs/binfmt_misc/register',
    '/proc/sysrq-trigger',
    '/proc/irq/default_smp_affinity',
    '/proc/bus/pci/devices',
    '/proc/fs/ext4/x',
    '/sys/kernel/uevent_helper',
    '/sys/kernel/mm/transparent_hugepage/enabled',
    '/sys/module/firmware_class/parameters/path',
    '/sys/power/state',
    '/sys/fs/cgroup/release_agent',
    '/sys/fs/cgroup/cgroup.procs',
    '/sys/fs/cgroup/cgroup.subtree_control',
  ].map((file): Attempt => ({ name: `to write ${file}`, sh: `echo ${mark} > ${file}`, refused: NOT_WRITTEN }));
  const reads = [
    '/proc/kcore',
    '/proc/keys',
    '/proc/timer_list',
    '/proc/sched_debug',
    '/proc/latency_stats',
    '/proc/interrupts',
  ].map((file): Attempt => ({
    name: `to read ${file}`,
    sh: `[ ! -e ${file} ] || head -c 16 ${file}`,
    refused: NOTHING,
  }));
  const lists = [
    '/proc/acpi',
    '/proc/asound',
    '/proc/scsi',
    '/sys/firmware',
    '/sys/devices/virtual/powercap',
    '/sys/kernel/debug',
    '/sys/kernel/security',
    '/sys/kernel/tracing',
    '/sys/fs/bpf',
  ].map((folder): Attempt => ({
    name: `to list ${folder}`,
    sh: `[ ! -e ${folder} ] || ls -A ${folder}`,
    refused: NOTHING,
  }));
  return [
    ...writes,
    ...reads,
    ...lists,
    {
      name: 'to make a control group',
      sh: `mkdir /sys/fs/cgroup/${mark} && echo made`,
      refused: /Read-only|denied|not permitted/,
    },
    {
      name: 'to see the machine’s control groups',
      sh: "sed 's/^[^:]*:[^:]*://' /proc/self/cgroup | sort -u",
      refused: /^(?:\/(?:\.\.\/?)*\n|\n)*$/,
    },
    {
      name: 'to write below the masks',
      sh: `echo ${mark} > /proc/kcore; echo x > /proc/keys; ls -A /proc/kcore | wc -c; head -c 8 /proc/kcore`,
      refused: /^(?!.*ELF)[\s\S]*$/,
    },
    {
      name: 'to see how hot the processors are',
      sh: 'cat /sys/devices/system/cpu/cpu*/thermal_throttle/* 2>/dev/null',
      refused: NOTHING,
    },
  ];
}

function escapeAttempts(host: Host): readonly Attempt[] {
  const { mark, pid, folder } = host;
  const victim = `${folder}/victim/canary`;
  return [
    { name: 'to kill a process of the machine', sh: `kill -9 ${pid}`, refused: /No such process/ },
    { name: 'to see a process of the machine', sh: `cat /proc/${pid}/environ`, refused: /No such file/ },
    {
      name: 'to see more processes than its own',
      sh: 'ls -d /proc/[0-9]* | wc -l | awk "{ print (\\$1 > 12) ? \\"many\\" : \\"few\\" }"',
      refused: /^few\n$/,
    },
    {
      name: 'to trace a process of the machine',
      sh: `call =${process.arch === 'arm64' ? 117 : 101} =16 =${pid} =0 =0`,
      refused: /^errno 3\n$/,
    },
    {
      name: 'to read the memory of one',
      sh: `perl -e 'my $b = "x" x 8; my $v = pack("QQ", unpack("Q", pack("p", $b)), 8); my $n = ${process.arch === 'arm64' ? 270 : 310}; print syscall($n, ${pid}, $v, 1, $v, 1, 0) < 0 ? "errno " . ($! + 0) : "read", "\\n"'`,
      refused: /^errno 3\n$/,
    },
    {
      name: 'to set the limits of one',
      sh: `call =${process.arch === 'arm64' ? 261 : 302} =${pid} =7 =0 =0`,
      refused: /^errno 3\n$/,
    },
    {
      name: 'a descriptor that the runtime left open',
      sh: 'for f in /proc/self/fd/*; do readlink $f; done | grep -vE "^(pipe|socket|/proc/|/dev/null|anon_inode)"',
      refused: NOTHING,
    },
    {
      name: 'one of the shell’s',
      sh: 'for f in /proc/1/fd/*; do readlink $f; done | grep -vE "^(pipe|socket|/dev/null|anon_inode)"',
      refused: NOTHING,
    },
    {
      name: 'a way out by a descriptor',
      sh: `for n in 3 4 5 6 7 8 9 10 11 12; do cat /proc/self/fd/$n/../../../../../../..${victim} /proc/1/fd/$n/../../../../../../..${victim}; done 2>/dev/null`,
      refused: NOTHING,
    },
    {
      name: 'a way out by the root of a process',
      sh: `for p in /proc/[0-9]*; do cat $p/root${victim} $p/cwd/../../../../../../..${victim}; done 2>/dev/null`,
      refused: NOTHING,
    },
    {
      name: 'a way out by chroot',
      sh: `mkdir -p /tmp/jail; perl -e 'chroot "/tmp/jail"; chdir ".." for 1 .. 40; chroot "."; open(F, "<", "${victim}") or die "no way\\n"; print <F>'`,
      refused: /^no way\n$/,
    },
    {
      name: 'a way out of a mount',
      sh: `for m in /cache /bound /memory /dev/shm /run/secrets; do cat $m/../../../../../../..${victim}; done 2>/dev/null`,
      refused: NOTHING,
    },
    {
      name: 'a way out by a link in a cache',
      sh: `ln -s / /cache/root; cat /cache/root${victim}; ls /cache/root/cache >/dev/null && echo own`,
      refused: /^own\n$|No such file[\s\S]*own\n$/,
    },
    {
      name: 'the runtime’s program',
      sh: `for p in /proc/[0-9]*; do case "$(readlink $p/exe)" in *runc*|*crun*|*node*) echo ${mark} >> $p/exe && echo written;; esac; done 2>/dev/null`,
      refused: NOTHING,
    },
    {
      name: 'the secret’s place',
      sh: 'echo x > /run/secrets/s; rm /run/secrets/s; mv /run/secrets/s /tmp/s',
      refused: /Read-only[\s\S]*busy[\s\S]*(?:busy|Read-only)/,
    },
    {
      name: 'the machine’s hosts file',
      sh: `echo ${mark} >> /etc/hosts; echo ${mark} >> /etc/resolv.conf`,
      refused: /Read-only[\s\S]*Read-only/,
    },
    {
      name: 'what is typed on the terminal',
      sh: `perl -e 'open(T, "<", "/dev/tty") or print "no terminal\\n"; for my $f (*STDIN, *STDOUT) { my $c = "x"; print ioctl($f, 0x5412, $c) ? "typed\\n" : "not typed\\n" }'`,
      refused: /^no terminal\nnot typed\nnot typed\n$/,
    },
    { name: 'to add a network device', sh: `ip link add ${mark.slice(0, 12)} type dummy`, refused: /not permitted/ },
    { name: 'to change an address', sh: 'ip addr add 203.0.113.7/32 dev lo', refused: /not permitted/ },
    {
      name: 'to listen to packets',
      sh: 'perl -e \'print socket(S, 17, 3, 0x300) ? "raw\\n" : "no\\n"; print setsockopt(S, 263, 1, pack("i s s x8", 1, 1, 0)) ? "promiscuous\\n" : "not all\\n"\'',
      refused: /^(?:raw|no)\nnot all\n$|^raw\npromiscuous\n$/,
    },
    {
      name: 'the machine’s shared memory',
      sh: `call =${process.arch === 'arm64' ? 194 : 29} =${SHM_KEY} =4096 =950 >/dev/null; ls /dev/shm; [ -e /dev/shm/${mark} ] && echo shared`,
      refused: /^(?![\s\S]*shared)/,
    },
    {
      name: 'more capabilities than it was given',
      sh: "grep -E 'Cap(Bnd|Eff|Prm)' /proc/self/status | cut -f2 | sort -u",
      refused: /^00000000a80425fb\n$/,
    },
    {
      name: 'the machine’s time zone of mounts',
      sh: "grep -cE 'shared:|master:' /proc/self/mountinfo",
      refused: /^0\n$/,
    },
    {
      name: 'paths of the machine in the list of mounts',
      sh: `grep -c '${folder.split('/').at(-1) ?? ''}\\|/work/.*/rootfs' /proc/mounts`,
      refused: /^0\n$/,
    },
    { name: 'its filter to be off', sh: "grep -E '^Seccomp:' /proc/self/status", refused: /^Seccomp:\t2\n$/ },
    {
      name: 'room for devices on what it can write',
      sh: 'for m in / /dev /dev/shm /cache /memory /bound; do awk -v m=$m \'$2 == m { print ($4 ~ /nodev/) ? "closed" : "open " m }\' /proc/mounts | tail -1; done | sort -u',
      refused: /^closed\n$/,
    },
  ];
}
