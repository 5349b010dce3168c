/**
 * Which system calls a step may make: the facts of Docker's default profile (github.com/moby/profiles,
 * `seccomp/default.json` of seccomp/v0.2.3, Apache-2.0), as tables of our own. Runtimes leave out those that the processor
 * or an older libseccomp does not know.
 */

function words(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}

/** For every step. */
export const ALLOWED: readonly string[] = words(
  // Processes and threads.
  'arch_prctl execve execveat exit exit_group fork vfork wait4 waitid waitpid kill tkill tgkill pause getpid getppid gettid',
  'getpgid getpgrp setpgid getsid setsid prctl capget capset restart_syscall rseq set_tid_address set_robust_list',
  'get_robust_list set_thread_area get_thread_area membarrier seccomp landlock_create_ruleset landlock_add_rule',
  'landlock_restrict_self pidfd_open pidfd_send_signal process_mrelease modify_ldt uretprobe',
  // Since Linux 4.8, tracing cannot bypass a filter.
  'ptrace process_vm_readv process_vm_writev',
  'getpriority setpriority ioprio_get ioprio_set getcpu getrlimit setrlimit ugetrlimit prlimit64 getrusage times sysinfo uname',
  'sched_yield sched_getaffinity sched_setaffinity sched_getattr sched_setattr sched_getparam sched_setparam',
  'sched_getscheduler sched_setscheduler sched_get_priority_max sched_get_priority_min sched_rr_get_interval',
  'sched_rr_get_interval_time64 futex futex_time64 futex_wait futex_wake futex_waitv futex_requeue',
  // Users and groups.
  'getuid getuid32 geteuid geteuid32 getgid getgid32 getegid getegid32 getresuid getresuid32 getresgid getresgid32',
  'getgroups getgroups32 setuid setuid32 setgid setgid32 setreuid setreuid32 setregid setregid32 setresuid setresuid32',
  'setresgid setresgid32 setgroups setgroups32 setfsuid setfsuid32 setfsgid setfsgid32 umask',
  // Signals and time.
  'rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait',
  'rt_sigtimedwait_time64 rt_tgsigqueueinfo sigaltstack sigprocmask sigreturn signalfd signalfd4 alarm getitimer setitimer',
  'nanosleep clock_nanosleep clock_nanosleep_time64 clock_getres clock_getres_time64 clock_gettime clock_gettime64',
  'clock_adjtime clock_adjtime64 adjtimex gettimeofday time timer_create timer_delete timer_getoverrun timer_gettime',
  'timer_gettime64 timer_settime timer_settime64 timerfd_create timerfd_gettime timerfd_gettime64 timerfd_settime',
  'timerfd_settime64',
  // Memory.
  'brk mmap mmap2 munmap mremap mprotect madvise mincore mlock mlock2 mlockall munlock munlockall msync mseal',
  'map_shadow_stack memfd_create memfd_secret pkey_alloc pkey_free pkey_mprotect remap_file_pages',
  // Opening, reading and writing.
  'open openat openat2 creat close close_range dup dup2 dup3 fcntl fcntl64 ioctl read write readv writev pread64 pwrite64',
  'preadv preadv2 pwritev pwritev2 lseek _llseek readahead sendfile sendfile64 splice tee vmsplice copy_file_range',
  'fadvise64 fadvise64_64 fallocate truncate truncate64 ftruncate ftruncate64 flock fsync fdatasync sync syncfs',
  'sync_file_range cachestat io_setup io_submit io_cancel io_destroy io_getevents io_pgetevents io_pgetevents_time64',
  // Files and folders.
  'stat stat64 lstat lstat64 fstat fstat64 fstatat64 newfstatat statx statfs statfs64 fstatfs fstatfs64 statmount listmount',
  'access faccessat faccessat2 chmod fchmod fchmodat fchmodat2 chown chown32 fchown fchown32 fchownat lchown lchown32',
  'utime utimes futimesat utimensat utimensat_time64 link linkat symlink symlinkat readlink readlinkat unlink unlinkat',
  'rename renameat renameat2 mkdir mkdirat rmdir mknod mknodat getcwd chdir fchdir getdents getdents64 name_to_handle_at',
  'getxattr lgetxattr fgetxattr getxattrat setxattr lsetxattr fsetxattr setxattrat listxattr llistxattr flistxattr',
  'listxattrat removexattr lremovexattr fremovexattr removexattrat',
  'inotify_init inotify_init1 inotify_add_watch inotify_rm_watch fanotify_mark',
  // Waiting for files.
  'poll ppoll ppoll_time64 select _newselect pselect6 pselect6_time64 epoll_create epoll_create1 epoll_ctl epoll_ctl_old',
  'epoll_wait epoll_wait_old epoll_pwait epoll_pwait2 eventfd eventfd2 pipe pipe2',
  // Sockets and other ways for processes to communicate.
  'socketcall socketpair bind listen accept accept4 connect shutdown getsockname getpeername getsockopt setsockopt send',
  'sendto sendmsg sendmmsg recv recvfrom recvmsg recvmmsg recvmmsg_time64',
  'ipc msgget msgctl msgsnd msgrcv semget semctl semop semtimedop semtimedop_time64 shmget shmat shmdt shmctl mq_open',
  'mq_unlink mq_timedsend mq_timedsend_time64 mq_timedreceive mq_timedreceive_time64 mq_notify mq_getsetattr',
  'getrandom',
  // Of 32-bit and 64-bit ARM.
  'arm_fadvise64_64 arm_sync_file_range sync_file_range2 breakpoint cacheflush set_tls',
);

/** Allowed only with a certain capability. */
export const ALLOWED_WITH: ReadonlyMap<string, readonly string[]> = new Map([
  ['CAP_BPF', words('bpf')],
  ['CAP_DAC_READ_SEARCH', words('open_by_handle_at')],
  ['CAP_PERFMON', words('perf_event_open')],
  [
    'CAP_SYS_ADMIN',
    words(
      'mount umount umount2 mount_setattr move_mount open_tree fsopen fsconfig fsmount fspick setns unshare clone clone3',
      'sethostname setdomainname syslog bpf perf_event_open quotactl quotactl_fd lookup_dcookie fanotify_init',
      'lsm_get_self_attr lsm_set_self_attr lsm_list_modules',
    ),
  ],
  ['CAP_SYS_BOOT', words('reboot')],
  ['CAP_SYS_CHROOT', words('chroot')],
  ['CAP_SYS_MODULE', words('init_module finit_module delete_module')],
  ['CAP_SYS_NICE', words('get_mempolicy mbind set_mempolicy set_mempolicy_home_node')],
  ['CAP_SYS_PACCT', words('acct')],
  ['CAP_SYS_PTRACE', words('kcmp pidfd_getfd process_madvise')],
  ['CAP_SYS_RAWIO', words('ioperm iopl')],
  ['CAP_SYS_TIME', words('settimeofday stime clock_settime clock_settime64')],
  ['CAP_SYS_TTY_CONFIG', words('vhangup')],
  ['CAP_SYSLOG', words('syslog')],
]);

/** Never allowed: the kernel's own state, its key rings (which have no namespaces), and ways around a filter. */
export const NEVER_ALLOWED: readonly string[] = words(
  'add_key keyctl request_key create_module get_kernel_syms query_module kexec_load kexec_file_load nfsservctl _sysctl',
  'sysfs uselib ustat swapon swapoff pivot_root vm86 vm86old vserver userfaultfd io_uring_setup io_uring_enter',
  'io_uring_register move_pages migrate_pages open_tree_attr',
);
