export interface TarMember {
  readonly name: string;
  /** POSIX typeflag; '5' where the name ends in a slash, else '0'. */
  readonly type?: string;
  readonly content?: string | Uint8Array;
  readonly link?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: number;
  readonly major?: number;
  readonly minor?: number;
}

const BLOCK = 512;

/** A ustar archive as it stands, without any check: also one that no tar would make. */
export function tarBytes(members: readonly TarMember[]): Buffer {
  return Buffer.concat([...members.map(memberBytes), Buffer.alloc(2 * BLOCK)]);
}

/** A PAX extension header with these records; `g` for a global one. */
export function paxMember(records: Readonly<Record<string, string>>, type: 'x' | 'g' = 'x'): TarMember {
  const content = Object.entries(records)
    .map(([keyword, value]) => paxRecord(keyword, value))
    .join('');
  return { name: 'pax', type, content };
}

function paxRecord(keyword: string, value: string): string {
  const rest = ` ${keyword}=${value}\n`;
  let length = Buffer.byteLength(rest);
  while (String(length).length + Buffer.byteLength(rest) !== length)
    length = String(length).length + Buffer.byteLength(rest);
  return `${length}${rest}`;
}

function memberBytes(member: TarMember): Buffer {
  const { name, content = '', link = '', mode = 0o644, uid = 0, gid = 0, mtime = 0, major = 0, minor = 0 } = member;
  const type = member.type ?? (name.endsWith('/') ? '5' : '0');
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number): void => {
    header.write(value.toString(8).padStart(length - 1, '0'), at, 'latin1');
  };
  header.write(name, 0, 100);
  octal(mode, 100, 8);
  octal(uid, 108, 8);
  octal(gid, 116, 8);
  octal(Buffer.byteLength(content), 124, 12);
  octal(mtime, 136, 12);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\x0000', 257, 'latin1');
  octal(major, 329, 8);
  octal(minor, 337, 8);
  header.fill(' ', 148, 156);
  octal(
    header.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  );
  const padding = (BLOCK - (Buffer.byteLength(content) % BLOCK)) % BLOCK;
  return Buffer.concat([header, Buffer.from(content), Buffer.alloc(padding)]);
}
