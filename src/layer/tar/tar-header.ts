import { decodeName } from '../../text/byte-name.js';
import type { PaxRecords } from './pax-records.js';
import { paxInteger, paxSeconds, paxXattrs } from './pax-records.js';
import { cleanPath, InvalidTar, ownerId, type HeaderBlock, type Outside } from './tar-block.js';

/** One member of an archive, with what extension headers say about it. */
export interface TarHeader {
  /**
   * POSIX typeflag. Old spellings are normalised: files are '0' (also NUL, '7' and GNU's sparse 'S'), directories '5' (also
   * a v7 name with a trailing slash and GNU's 'D'). Extension headers (x, g, L, K) never appear.
   */
  readonly typeflag: string;
  /** As in the archive. */
  readonly rawTypeflag: string;
  /** Cleaned: no leading or trailing slash, no `.` or `..`; `''` is the root. Bytes that are not UTF-8 as in `text/byte-name.ts`. */
  readonly path: string;
  /** Symbolic links: as in the archive. Hard links ('1'): cleaned like `path`. Else `''`. */
  readonly linkname: string;
  /** `0o7777` at most. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of the content, with a sparse file's holes. */
  readonly size: number;
  /** Whole seconds, rounded down. */
  readonly mtime: number;
  readonly major: number;
  readonly minor: number;
  /** Values are base64. Empty when there are none. */
  readonly xattrs: Readonly<Record<string, string>>;
}

/** What GNU's L and K members say. */
export interface LongNames {
  readonly name: Buffer | undefined;
  readonly link: Buffer | undefined;
}

const NO_XATTRS: Readonly<Record<string, string>> = {};

/**
 * Applies a member's extension headers to its header block. PAX overrides GNU's long names.
 *
 * @param options `size`: bytes of the member's content
 * @throws InvalidTar
 */
export function assembleHeader(
  block: HeaderBlock,
  records: PaxRecords,
  long: LongNames,
  { size, outside }: { readonly size: number; readonly outside: Outside },
): TarHeader {
  const rawPath =
    textRecord(records, 'GNU.sparse.name') ?? textRecord(records, 'path') ?? named(long.name) ?? block.name;
  const rawLink = textRecord(records, 'linkpath') ?? named(long.link) ?? block.linkname;
  if (rawPath.length > MAX_PATH || rawLink.length > MAX_PATH) throw new InvalidTar('a path that is too long');
  const typeflag = normalisedType(block.typeflag, rawPath);
  const path = cleanPath(rawPath, 'the path', outside);
  return {
    typeflag,
    rawTypeflag: block.typeflag,
    path,
    linkname:
      typeflag === '1' ? cleanPath(rawLink, 'the hard link target', outside) : typeflag === '2' ? symlink(rawLink) : '',
    mode: block.mode,
    uid: ownerId(integerRecord(records, 'uid') ?? block.uid, 'uid'),
    gid: ownerId(integerRecord(records, 'gid') ?? block.gid, 'gid'),
    size,
    mtime: secondsRecord(records, 'mtime') ?? block.mtime,
    major: block.major,
    minor: block.minor,
    xattrs: records.size === 0 ? NO_XATTRS : paxXattrs(records),
  };
}

/** Longer than Linux can open. It limits the memory that a hostile archive can take. */
const MAX_PATH = 64 * 1024;

function normalisedType(typeflag: string, rawPath: string): string {
  switch (typeflag) {
    case '\0':
      return rawPath.endsWith('/') ? '5' : '0';
    case '7':
    case 'S':
      return '0';
    case 'D':
      return '5';
    default:
      return typeflag;
  }
}

function symlink(target: string): string {
  if (target === '' || target.includes('\0')) throw new InvalidTar('a symbolic link without a proper target');
  return target;
}

function named(bytes: Buffer | undefined): string | undefined {
  return bytes === undefined ? undefined : decodeName(bytes);
}

/** An empty value removes an earlier record (pax, "pax Extended Header"). */
function present(records: PaxRecords, keyword: string): Buffer | undefined {
  const value = records.get(keyword);
  return value === undefined || value.length === 0 ? undefined : value;
}

function textRecord(records: PaxRecords, keyword: string): string | undefined {
  return named(present(records, keyword));
}

function integerRecord(records: PaxRecords, keyword: string): number | undefined {
  const value = present(records, keyword);
  return value === undefined ? undefined : paxInteger(value, keyword);
}

function secondsRecord(records: PaxRecords, keyword: string): number | undefined {
  const value = present(records, keyword);
  return value === undefined ? undefined : paxSeconds(value);
}
