import type { RequestBody } from '../http/request-body.js';
import { END_OF_ARCHIVE_SIZE, paddingAfter, tarHeader } from '../layer/tar-writer.js';

/** A regular file of an archive. */
export interface Member {
  readonly path: string;
  /** Bytes that `open` gives. */
  readonly size: number;
  readonly open: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** A tar that is made while it is sent. */
export function archiveBody(members: readonly Member[]): RequestBody {
  const entries = members.map((member) => ({ member, header: headerOf(member) }));
  const sizes = entries.map(({ member, header }) => header.length + member.size + paddingAfter(member.size));
  return {
    size: sizes.reduce((sum, size) => sum + size, END_OF_ARCHIVE_SIZE),
    open: async function* () {
      for (const { member, header } of entries) {
        yield header;
        yield* member.open();
        yield Buffer.alloc(paddingAfter(member.size));
      }
      yield Buffer.alloc(END_OF_ARCHIVE_SIZE);
    },
  };
}

function headerOf({ path, size }: Member): Buffer {
  return tarHeader({ type: 'file', path, size, mode: 0o644, uid: 0, gid: 0, mtime: 0 });
}
