import { ALLOWED, ALLOWED_WITH, NEVER_ALLOWED } from './seccomp-syscalls.js';

/** The system call filter of a step, as in the runtime-spec. */
export interface SeccompProfile {
  readonly defaultAction: 'SCMP_ACT_ERRNO';
  readonly defaultErrnoRet: number;
  readonly architectures: readonly string[];
  readonly syscalls: readonly SeccompRule[];
}

interface SeccompRule {
  readonly names: readonly string[];
  readonly action: 'SCMP_ACT_ALLOW' | 'SCMP_ACT_ERRNO';
  readonly errnoRet?: number;
  readonly args?: readonly {
    readonly index: number;
    readonly value: number;
    readonly valueTwo?: number;
    readonly op: 'SCMP_CMP_MASKED_EQ' | 'SCMP_CMP_EQ' | 'SCMP_CMP_LT' | 'SCMP_CMP_GT';
  }[];
}

type Condition = NonNullable<SeccompRule['args']>[number];

const EPERM = 1;
const ENOSYS = 38;

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET (linux/sched.h). */
const NAMESPACE_FLAGS = [0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000];
/** AF_ALG leads into rarely tested kernel code, AF_VSOCK to the machine that this virtual one runs on. */
const DENIED_FAMILIES = [38, 40];
/** PER_LINUX, PER_LINUX32, UNAME26, both of the last two, and the query of the current one. */
const PERSONALITIES = [0, 8, 0x20000, 0x20008, 0xffffffff];

/** The first is the processor's own; it can run the others too. */
const ARCHITECTURES: Readonly<Record<string, readonly string[]>> = {
  x64: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32'],
  arm64: ['SCMP_ARCH_AARCH64', 'SCMP_ARCH_ARM'],
};

/**
 * Docker's default profile. Calls that it denies fail with EPERM if their name is known, as with Docker. Unknown calls fail
 * with ENOSYS, as with Docker's runc, so that newer programs fall back to older calls.
 *
 * @param architecture Node's `process.arch`; there is a filter only for x64 and arm64
 */
export function seccompProfile(architecture: string, capabilities: readonly string[]): SeccompProfile | undefined {
  const architectures = ARCHITECTURES[architecture];
  if (architectures === undefined) return undefined;
  const byCapability = [...ALLOWED_WITH].flatMap(([capability, names]) =>
    capabilities.includes(capability) ? names : [],
  );
  const allowed = new Set([...ALLOWED, ...byCapability]);
  const denied = [...[...ALLOWED_WITH.values()].flat(), ...NEVER_ALLOWED].filter(
    (name) => !allowed.has(name) && name !== 'clone' && name !== 'clone3',
  );
  return {
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: ENOSYS,
    architectures,
    syscalls: [
      { names: [...allowed], action: 'SCMP_ACT_ALLOW' },
      { names: [...new Set(denied)], action: 'SCMP_ACT_ERRNO', errnoRet: EPERM },
      ...(allowed.has('clone') ? [] : cloneRules()),
      ...socketRules(),
      ...PERSONALITIES.map((value) => allow('personality', { index: 0, value, op: 'SCMP_CMP_EQ' })),
    ],
  };
}

/**
 * Allows processes and threads, but no namespaces. A filter cannot see clone3's flags behind their pointer; without clone3,
 * libc uses clone.
 */
function cloneRules(): readonly SeccompRule[] {
  const all = NAMESPACE_FLAGS.reduce((sum, bit) => sum + bit, 0);
  return [
    allow('clone', { index: 0, value: all, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }),
    ...NAMESPACE_FLAGS.map((bit) => deny('clone', { index: 0, value: bit, valueTwo: bit, op: 'SCMP_CMP_MASKED_EQ' })),
  ];
}

function socketRules(): readonly SeccompRule[] {
  const [lower = 0, upper = 0] = DENIED_FAMILIES;
  return [
    allow('socket', { index: 0, value: lower, op: 'SCMP_CMP_LT' }),
    allow('socket', { index: 0, value: lower + 1, op: 'SCMP_CMP_EQ' }),
    allow('socket', { index: 0, value: upper, op: 'SCMP_CMP_GT' }),
    ...DENIED_FAMILIES.map((value) => deny('socket', { index: 0, value, op: 'SCMP_CMP_EQ' })),
  ];
}

function allow(name: string, condition: Condition): SeccompRule {
  return { names: [name], action: 'SCMP_ACT_ALLOW', args: [condition] };
}

function deny(name: string, condition: Condition): SeccompRule {
  return { names: [name], action: 'SCMP_ACT_ERRNO', errnoRet: EPERM, args: [condition] };
}
