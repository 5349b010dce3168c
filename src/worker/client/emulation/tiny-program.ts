import { type Architecture, ELF_MACHINES, elfHead } from '../../protocol/elf-machines.js';

/** The exit code of the programs. No shell gives it for a program that cannot be run. */
export const TINY_EXIT = 42;

/** The instructions of `exit(42)`, and the `e_flags` that the kernel wants. */
const PROGRAMS: Readonly<Record<Architecture, { readonly code: string; readonly flags?: number }>> = {
  // mov edi, 42; mov eax, 60; syscall
  amd64: { code: 'bf2a000000 b83c000000 0f05' },
  // mov ebx, 42; mov eax, 1; int 0x80
  '386': { code: 'bb2a000000 b801000000 cd80' },
  // mov x0, #42; mov x8, #93; svc #0
  arm64: { code: '400580d2 a80b80d2 010000d4' },
  // mov r0, #42; mov r7, #1; svc #0
  arm: { code: '2a00a0e3 0170a0e3 000000ef', flags: 0x05000000 },
  // lghi %r2, 42; svc 1
  s390x: { code: 'a729002a 0a01' },
  // li r0, 1; li r3, 42; sc
  ppc64le: { code: '01000038 2a006038 02000044', flags: 2 },
  // li a0, 42; li a7, 93; ecall
  riscv64: { code: '1305a002 9308d005 73000000' },
  // li $v0, 5058; li $a0, 42; syscall
  mips64le: { code: 'c2130224 2a000424 0c000000', flags: 0x60000007 },
  mips64: { code: '240213c2 2404002a 0000000c', flags: 0x60000007 },
  // li.w $a0, 42; li.w $a7, 93; syscall 0
  loong64: { code: '04a88002 0b748102 00002b00', flags: 0x43 },
};

const ADDRESS = 0x400000;
/** The largest page of these machines. */
const ALIGNMENT = 0x10000;
const LOADED = 1;
const READ_AND_EXECUTE = 5;

/** A static ELF program that does nothing but end with `TINY_EXIT` (elf(5): a header, one program header, and the code). */
export function tinyProgram(architecture: Architecture): Buffer {
  const machine = ELF_MACHINES[architecture];
  const { code: hex, flags = 0 } = PROGRAMS[architecture];
  const code = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  const write = new FieldWriter(machine.bits, machine.endian);
  const [headerSize, entrySize] = machine.bits === 64 ? [64, 56] : [52, 32];
  const start = headerSize + entrySize;
  const size = start + code.length;
  write.bytes(elfHead(machine));
  write
    .word(1)
    .address(ADDRESS + start)
    .address(headerSize)
    .address(0)
    .word(flags);
  write.half(headerSize).half(entrySize).half(1).half(0).half(0).half(0);
  write.word(LOADED);
  if (machine.bits === 64) write.word(READ_AND_EXECUTE);
  write.address(0).address(ADDRESS).address(ADDRESS).address(size).address(size);
  if (machine.bits === 32) write.word(READ_AND_EXECUTE);
  write.address(ALIGNMENT);
  write.bytes(code);
  return write.done();
}

/** Writes the fields of an ELF file one after the other. */
class FieldWriter {
  readonly #bits: 32 | 64;
  readonly #little: boolean;
  readonly #parts: Buffer[] = [];

  constructor(bits: 32 | 64, endian: 'little' | 'big') {
    this.#bits = bits;
    this.#little = endian === 'little';
  }

  bytes(data: Buffer): this {
    this.#parts.push(data);
    return this;
  }

  half(value: number): this {
    return this.#number(value, 2);
  }

  word(value: number): this {
    return this.#number(value, 4);
  }

  /** An address or offset: as wide as the machine. */
  address(value: number): this {
    return this.#number(value, this.#bits / 8);
  }

  done(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #number(value: number, width: number): this {
    const field = Buffer.alloc(width);
    // All values have at most four bytes; the other four of a wide field stay 0.
    const used = Math.min(width, 4);
    if (this.#little) field.writeUIntLE(value, 0, used);
    else field.writeUIntBE(value, width - used, used);
    return this.bytes(field);
  }
}
