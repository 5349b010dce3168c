/**
 * The machines that an emulator can stand for, by the architecture in their platform. The kernel knows their programs by the first
 * bytes of an ELF file (elf(5)), as in QEMU's `scripts/qemu-binfmt-conf.sh`. Nothing else is ever registered with the kernel.
 */
export interface ElfMachine {
  /** What QEMU calls it: the emulator is `qemu-NAME`. */
  readonly qemu: string;
  readonly bits: 32 | 64;
  readonly endian: 'little' | 'big';
  /** `e_machine` (linux/elf-em.h). */
  readonly machine: number;
  /** Its programs have several values in `EI_ABIVERSION`. */
  readonly anyAbi?: true;
}

export const ARCHITECTURES = [
  'amd64',
  'arm64',
  'arm',
  '386',
  's390x',
  'ppc64le',
  'riscv64',
  'mips64le',
  'mips64',
  'loong64',
] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

export const ELF_MACHINES: Readonly<Record<Architecture, ElfMachine>> = {
  amd64: { qemu: 'x86_64', bits: 64, endian: 'little', machine: 62 },
  arm64: { qemu: 'aarch64', bits: 64, endian: 'little', machine: 183 },
  arm: { qemu: 'arm', bits: 32, endian: 'little', machine: 40 },
  '386': { qemu: 'i386', bits: 32, endian: 'little', machine: 3 },
  s390x: { qemu: 's390x', bits: 64, endian: 'big', machine: 22 },
  ppc64le: { qemu: 'ppc64le', bits: 64, endian: 'little', machine: 21 },
  riscv64: { qemu: 'riscv64', bits: 64, endian: 'little', machine: 243 },
  mips64le: { qemu: 'mips64el', bits: 64, endian: 'little', machine: 8, anyAbi: true },
  mips64: { qemu: 'mips64', bits: 64, endian: 'big', machine: 8, anyAbi: true },
  loong64: { qemu: 'loongarch64', bits: 64, endian: 'little', machine: 258, anyAbi: true },
};

export function isArchitecture(name: string): name is Architecture {
  return (ARCHITECTURES as readonly string[]).includes(name);
}

/** Bytes of an ELF file that tell whose program it is: up to `e_machine`. */
const HEAD_LENGTH = 20;
const EXECUTABLE = 2;

/** The first bytes of a program for the machine. */
export function elfHead({ bits, endian, machine }: ElfMachine): Buffer {
  const head = Buffer.alloc(HEAD_LENGTH);
  head.write('\x7fELF', 'latin1');
  head.set([bits === 32 ? 1 : 2, endian === 'little' ? 1 : 2, 1], 4);
  if (endian === 'little') {
    head.writeUInt16LE(EXECUTABLE, 16);
    head.writeUInt16LE(machine, 18);
  } else {
    head.writeUInt16BE(EXECUTABLE, 16);
    head.writeUInt16BE(machine, 18);
  }
  return head;
}

/** The bits of the head that count: any `EI_OSABI`, and both kinds of executables (`ET_EXEC` is 2, `ET_DYN` is 3). */
export function elfMask({ endian, anyAbi }: ElfMachine): Buffer {
  const mask = Buffer.alloc(HEAD_LENGTH, 0xff);
  mask[7] = 0;
  if (anyAbi === true) mask[8] = 0;
  mask[endian === 'little' ? 16 : 17] = 0xfe;
  return mask;
}
