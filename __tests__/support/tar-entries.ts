/** One member of a tar archive, read by code of the tests' own. */
export interface TarEntry {
  readonly path: string;
  /** The type flag: `0` file, `1` hard link, `2` symlink, `3` `4` devices, `5` directory, `6` fifo. */
  readonly flag: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  readonly target: string;
  /** `major:minor`, of a device. */
  readonly device: string;
  readonly content: Buffer;
  readonly xattrs: Readonly<Record<string, string>>;
}

const BLOCK = 512;

/** Reads an archive of the ustar, pax or GNU kind. Names are given as latin1, byte for byte. */
export function tarEntries(archive: Buffer): TarEntry[] {
  const entries: TarEntry[] = [];
  let pax = new Map<string, string>();
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const flag = String.fromCharCode(header[156] ?? 0).replace('\0', '0');
    const size = Number(pax.get('size') ?? number(header, 124, 12));
    const content = archive.subarray(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (flag === 'x') pax = new Map([...pax, ...paxRecords(content)]);
    else if (flag === 'L') pax.set('path', text(content));
    else if (flag === 'K') pax.set('linkpath', text(content));
    else if (flag !== 'g') {
      entries.push(entryOf(header, flag, pax, content));
      pax = new Map();
    }
  }
  return entries;
}

function entryOf(header: Buffer, flag: string, pax: ReadonlyMap<string, string>, content: Buffer): TarEntry {
  const prefix = header.toString('latin1', 257, 262) === 'ustar' ? text(header.subarray(345, 500)) : '';
  const name = text(header.subarray(0, 100));
  const xattrs: Record<string, string> = {};
  for (const [key, value] of pax) {
    const xattr = key.startsWith('SCHILY.xattr.') ? key.slice('SCHILY.xattr.'.length) : undefined;
    if (xattr !== undefined) xattrs[xattr] = Buffer.from(value, 'latin1').toString('hex');
  }
  return {
    path: pax.get('path') ?? (prefix === '' ? name : `${prefix}/${name}`),
    flag,
    mode: number(header, 100, 8) & 0o7777,
    uid: Number(pax.get('uid') ?? number(header, 108, 8)),
    gid: Number(pax.get('gid') ?? number(header, 116, 8)),
    mtime: Math.floor(Number(pax.get('mtime') ?? number(header, 136, 12))),
    target: pax.get('linkpath') ?? text(header.subarray(157, 257)),
    device: `${number(header, 329, 8)}:${number(header, 337, 8)}`,
    content,
    xattrs,
  };
}

function text(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
}

/** Octal digits, or GNU's binary form when the first bit is set. */
function number(header: Buffer, start: number, length: number): number {
  const first = header[start] ?? 0;
  if ((first & 0x80) === 0) return Number.parseInt(text(header.subarray(start, start + length)).trim() || '0', 8);
  let value = first & 0x7f;
  for (const byte of header.subarray(start + 1, start + length)) value = value * 256 + byte;
  return value;
}

function paxRecords(bytes: Buffer): [string, string][] {
  const records: [string, string][] = [];
  for (let at = 0; at < bytes.length;) {
    const blank = bytes.indexOf(0x20, at);
    const length = Number(bytes.toString('latin1', at, blank));
    const record = bytes.toString('latin1', blank + 1, at + length - 1);
    const equals = record.indexOf('=');
    records.push([record.slice(0, equals), record.slice(equals + 1)]);
    at += length;
  }
  return records;
}
