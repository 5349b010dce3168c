/** A header of rpm's database with these texts by their tags (rpm, "RPM V4 Package format"). */
export function rpmHeader(texts: Readonly<Record<number, string>>): Buffer {
  const entries = Object.entries(texts);
  const preamble = Buffer.alloc(8 + 16 * entries.length);
  preamble.writeUInt32BE(entries.length, 0);
  const data: Buffer[] = [];
  let offset = 0;
  for (const [index, [tag, text]] of entries.entries()) {
    const at = 8 + 16 * index;
    for (const [field, value] of [Number(tag), 6, offset, 1].entries()) preamble.writeUInt32BE(value, at + 4 * field);
    const bytes = Buffer.from(`${text}\0`);
    data.push(bytes);
    offset += bytes.length;
  }
  preamble.writeUInt32BE(offset, 4);
  return Buffer.concat([preamble, ...data]);
}

const BLOCK = 16;

/** A database in rpm's own format, as `rpmpkg.c` writes it: a page of slots, and blobs of whole blocks. */
export function ndbDatabase(headers: readonly Buffer[]): Buffer {
  const page = Buffer.alloc(4096);
  page.write('RpmP', 0, 'latin1');
  page.writeUInt32LE(1, 12);
  page.writeUInt32LE(headers.length + 1, 16);
  for (let slot = 32; slot < page.length; slot += 16) page.write('Slot', slot, 'latin1');
  const parts: Buffer[] = [page];
  let block = page.length / BLOCK;
  for (const [index, header] of headers.entries()) {
    const blocks = Math.ceil((16 + header.length + 12) / BLOCK);
    const blob = Buffer.alloc(blocks * BLOCK);
    blob.write('BlbS', 0, 'latin1');
    blob.writeUInt32LE(index + 1, 4);
    blob.writeUInt32LE(header.length, 12);
    header.copy(blob, 16);
    blob.write('BlbE', blob.length - 4, 'latin1');
    // A slot stays free in between, as after a removal.
    const slot = 32 + 16 * 2 * index;
    for (const [field, value] of [index + 1, block, blocks].entries()) page.writeUInt32LE(value, slot + 4 + 4 * field);
    parts.push(blob);
    block += blocks;
  }
  return Buffer.concat(parts);
}
