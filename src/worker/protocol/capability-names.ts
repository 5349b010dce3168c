/** By number (linux/capability.h). */
export const CAPABILITY_NAMES: readonly string[] = (
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST ' +
  'NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE ' +
  'SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG ' +
  'WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'
)
  .split(' ')
  .map((name) => `CAP_${name}`);

/** Docker's default set ("Runtime privilege and Linux capabilities"). */
export const DEFAULT_CAPABILITIES: readonly string[] =
  'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE'
    .split(' ')
    .map((name) => `CAP_${name}`);

/**
 * What a container can have: the default set, and what does not lead out of it. With most others, its root would be root of the machine,
 * whatever else confines it. NET_ADMIN is only for a network of its own.
 */
export const CONTAINER_CAPABILITIES: readonly string[] = [
  ...DEFAULT_CAPABILITIES,
  ...'SYS_PTRACE SYS_NICE IPC_LOCK IPC_OWNER LEASE LINUX_IMMUTABLE NET_BROADCAST NET_ADMIN'
    .split(' ')
    .map((name) => `CAP_${name}`),
];
