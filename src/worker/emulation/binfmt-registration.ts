import { elfHead, elfMask, type ElfMachine } from '../protocol/elf-machines.js';

/**
 * The line for binfmt_misc: `:name:type:offset:magic:mask:interpreter:flags`. F opens the interpreter at once, C lets programs with
 * setuid bits work, P keeps `argv[0]`.
 */
export function registration(name: string, machine: ElfMachine, interpreter: string, keepsArgv0: boolean): string {
  const flags = keepsArgv0 ? 'FCP' : 'FC';
  return ['', name, 'M', '0', escaped(elfHead(machine)), escaped(elfMask(machine)), interpreter, flags].join(':');
}

function escaped(bytes: Buffer): string {
  return [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
