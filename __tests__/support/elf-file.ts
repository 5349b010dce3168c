/** How a made ELF file is laid out. */
export interface ElfLayout {
  readonly is64: boolean;
  readonly isBig: boolean;
  /** Where the table of sections is: behind everything, as most linkers write it, or right after the header, as Go's does. */
  readonly table: 'first' | 'last';
  /** Bytes between parts of the file, so that a reader cannot have all of it in memory. */
  readonly gap: number;
}

/** An ELF file with these sections (System V ABI, "Object Files"). */
export function elfFile(sections: Readonly<Record<string, Buffer>>, layout: ElfLayout): Buffer {
  const { is64, isBig, table, gap } = layout;
  const headerSize = is64 ? 64 : 52;
  const entrySize = is64 ? 64 : 40;
  const names = Buffer.from(`\0${Object.keys(sections).join('\0')}\0.shstrtab\0`, 'latin1');
  const contents = [...Object.entries(sections), ['.shstrtab', names] as const];
  const tableSize = (contents.length + 1) * entrySize;
  let at = headerSize + (table === 'first' ? tableSize : 0);
  const placed = contents.map(([name, content]) => {
    at += gap;
    const offset = Math.ceil(at / 16) * 16;
    at = offset + content.length;
    return { name, content, offset };
  });
  const tableAt = table === 'first' ? headerSize : at + gap;
  const file = Buffer.alloc(Math.max(at, tableAt + tableSize));
  const put = (offset: number, size: 2 | 4 | 8, value: number): void => {
    if (size === 8 && isBig) file.writeBigUInt64BE(BigInt(value), offset);
    else if (size === 8) file.writeBigUInt64LE(BigInt(value), offset);
    else if (isBig) file.writeUIntBE(value, offset, size);
    else file.writeUIntLE(value, offset, size);
  };
  const word = is64 ? 8 : 4;
  file.set([0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, isBig ? 2 : 1, 1]);
  put(is64 ? 40 : 32, word, tableAt);
  const halves = is64 ? 58 : 46;
  for (const [index, value] of [entrySize, contents.length + 1, contents.length].entries())
    put(halves + 2 * index, 2, value);
  for (const [index, { name, content, offset }] of placed.entries()) {
    content.copy(file, offset);
    const entry = tableAt + (index + 1) * entrySize;
    put(entry, 4, names.indexOf(`\0${name}\0`, 0, 'latin1') + 1);
    put(entry + (is64 ? 24 : 16), word, offset);
    put(entry + (is64 ? 32 : 20), word, content.length);
  }
  return file;
}
