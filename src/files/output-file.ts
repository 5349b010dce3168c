import { lstatSync, statSync, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';

import { UserError } from '../errors.js';
import { displayName } from '../text/byte-name.js';
import { replaceFile } from './atomic-file.js';
import { draftBeside, sweepDrafts } from './output-drafts.js';

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Names of the process's own descriptors. They are links, and these are followed, since the user means their targets. */
const OWN_DESCRIPTOR = /^\/(?:dev\/(?:stdin|stdout|stderr|fd\/\d+)|proc\/self\/fd\/\d+)$/;

/**
 * Writes the file that the user named as a destination. An existing file is replaced when all bytes are written. An existing
 * link is replaced too and not followed, so that nobody who can make links decides what is overwritten. A fifo or a
 * character device gets the bytes, as with `>` in a shell.
 *
 * @param file absolute path; links on the way to it are followed
 * @throws UserError for a file of another kind; what `open` and `write` throw
 */
export async function writeOutputFile(file: string, chunks: Chunks): Promise<void> {
  if (OWN_DESCRIPTOR.test(file)) return append(file, chunks);
  const there = statsOf(lstatSync, file);
  if (there?.isFIFO() === true || there?.isCharacterDevice() === true) return append(file, chunks);
  const target = there?.isSymbolicLink() === true ? statsOf(statSync, file) : there;
  if (target !== undefined && !target.isFile()) throw wrongKind(file, target);
  await sweepDrafts(file);
  await replaceFile(file, (draft) => writeNew(draft, chunks), { draft: draftBeside(file) });
}

/** Writes a text in the same way. */
export async function writeOutputText(file: string, text: string): Promise<void> {
  await writeOutputFile(file, [Buffer.from(text)]);
}

async function append(file: string, chunks: Chunks): Promise<void> {
  await write(file, 'a', chunks);
}

async function writeNew(file: string, chunks: Chunks): Promise<void> {
  await write(file, 'wx', chunks);
}

async function write(file: string, flags: string, chunks: Chunks): Promise<void> {
  const handle = await open(file, flags);
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length;) at += (await handle.write(chunk, at)).bytesWritten;
    }
  } finally {
    await handle.close();
  }
}

function statsOf(look: (path: string) => Stats, file: string): Stats | undefined {
  try {
    return look(file);
  } catch {
    // Opening the file later throws an error with the reason.
    return undefined;
  }
}

function wrongKind(file: string, stats: Stats): UserError {
  const what = stats.isDirectory() ? 'is a folder' : 'is, or leads to, a device, a fifo or a socket';
  return new UserError(`cannot write ${displayName(file)}: it ${what}`, { hint: 'Name another file.' });
}
