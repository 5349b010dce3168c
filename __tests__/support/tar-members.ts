import type { TarHeader } from '../../src/layer/tar/tar-header.js';
import { TarReader } from '../../src/layer/tar/tar-reader.js';

export interface ReadMember extends TarHeader {
  readonly content: Buffer;
}

/** The members of an archive, given to the reader in pieces of `step` bytes. */
export function tarMembers(archive: Buffer, step = archive.length || 1): ReadMember[] {
  const members: ReadMember[] = [];
  let header: TarHeader | undefined;
  let chunks: Buffer[] = [];
  const reader = new TarReader({
    entry(next) {
      if (header !== undefined) throw new Error('entry before the end of the last');
      header = next;
      chunks = [];
    },
    data(chunk) {
      chunks.push(Buffer.from(chunk));
    },
    end() {
      if (header === undefined) throw new Error('end without an entry');
      members.push({ ...header, content: Buffer.concat(chunks) });
      header = undefined;
    },
  });
  for (let at = 0; at < archive.length; at += step) reader.write(archive.subarray(at, at + step));
  reader.finish();
  return members;
}
