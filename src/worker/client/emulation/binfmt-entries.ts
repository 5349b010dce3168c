import { readdirSync, readFileSync } from 'node:fs';

import { ownerOf } from '../../protocol/binfmt-name.js';

/** An emulator that is registered with the kernel (Linux, `Documentation/admin-guide/binfmt-misc.rst`). */
export interface BinfmtEntry {
  readonly name: string;
  readonly interpreter: string;
  /**
   * The kernel opened the interpreter when it was registered (flag F). Otherwise it is looked for in the container of each
   * program.
   */
  readonly open: boolean;
  readonly offset: number;
  readonly magic: Buffer;
  readonly mask: Buffer;
}

/** Bytes. The kernel looks at the first 256 of a file. */
const MOST_MAGIC = 256;

/** @returns `undefined` for an entry that is turned off, that goes by the names of files, or that is not understood */
export function parseEntry(name: string, text: string): BinfmtEntry | undefined {
  const [state, ...lines] = text.split('\n');
  if (state !== 'enabled') return undefined;
  const fields = new Map(
    lines.map((line) => {
      const [key = '', ...rest] = line.split(' ');
      return [key.replace(/:$/, ''), rest.join(' ')] as const;
    }),
  );
  const interpreter = fields.get('interpreter') ?? '';
  const magic = bytesOf(fields.get('magic'));
  const offset = Number(fields.get('offset'));
  if (magic === undefined || interpreter === '' || !Number.isSafeInteger(offset) || offset < 0) return undefined;
  const given = fields.get('mask');
  const mask = given === undefined ? Buffer.alloc(magic.length, 0xff) : bytesOf(given);
  if (mask?.length !== magic.length) return undefined;
  return { name, interpreter, open: (fields.get('flags') ?? '').includes('F'), offset, magic, mask };
}

function bytesOf(hex: string | undefined): Buffer | undefined {
  return hex !== undefined && /^(?:[0-9a-f]{2})+$/.test(hex) && hex.length <= 2 * MOST_MAGIC
    ? Buffer.from(hex, 'hex')
    : undefined;
}

/** Whether the kernel gives a program that begins with `head` to the entry's interpreter. */
export function matches({ offset, magic, mask }: BinfmtEntry, head: Uint8Array): boolean {
  return (
    offset + magic.length <= head.length &&
    magic.every((byte, at) => ((byte ^ (head[offset + at] ?? 0)) & (mask[at] ?? 0)) === 0)
  );
}

/** Where administrators and systemd mount it. */
const FOLDER = '/proc/sys/fs/binfmt_misc';

/**
 * All that are registered, as far as it can be seen: in most containers nothing can.
 *
 * @returns `undefined` if it is not mounted here. To look into the folder would make systemd mount it.
 */
export function readEntries(folder = FOLDER, mounts = '/proc/self/mounts'): readonly BinfmtEntry[] | undefined {
  try {
    const isMounted = readFileSync(mounts, 'latin1')
      .split('\n')
      .some((line) => {
        const [, target, type] = line.split(' ');
        return target === folder && type === 'binfmt_misc';
      });
    if (!isMounted) return undefined;
    return readdirSync(folder).flatMap((name) =>
      name === 'register' || name === 'status' ? [] : (readEntry(folder, name) ?? []),
    );
  } catch {
    return undefined;
  }
}

/** `undefined` also for an entry that is removed meanwhile. */
function readEntry(folder: string, name: string): BinfmtEntry | undefined {
  try {
    return parseEntry(name, readFileSync(`${folder}/${name}`, 'latin1'));
  } catch {
    return undefined;
  }
}

/** Whether builds of ours have registered emulators here: builds that run, or that were killed. */
export function hasLeftEmulators(): boolean {
  return readEntries()?.some(({ name }) => ownerOf(name) !== undefined) ?? false;
}
