import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';

import { errorCode, InfraError } from '../../errors.js';

/** Bytes. QEMU's largest static emulator has some 9 MB. */
const LARGEST = 64 * 1024 * 1024;
const CHUNK = 1024 * 1024;

/**
 * Copies an emulator to where nobody else can write, and checks that it is what the client found: from then on it does not matter
 * what happens to `source`. A symbolic link is not followed.
 *
 * @param target does not exist yet, in a private folder
 * @param sha256 of the content, in hex
 * @throws InfraError when the file is not what it should be
 */
export function copyEmulator(source: string, target: string, sha256: string): void {
  const from = openSource(source);
  try {
    const { size } = fstatSync(from);
    if (!fstatSync(from).isFile() || size > LARGEST) throw new InfraError(`${source} is no emulator`);
    const to = openSync(
      target,
      constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
      0o555,
    );
    try {
      const found = copyAndHash(from, to);
      if (found !== sha256)
        throw new InfraError(`the emulator ${source} changed: its sha256 is ${found}, not ${sha256}`);
    } finally {
      closeSync(to);
    }
  } finally {
    closeSync(from);
  }
}

function openSource(source: string): number {
  try {
    return openSync(source, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    throw new InfraError(`cannot read the emulator ${source}: ${errorCode(error) ?? String(error)}`, { cause: error });
  }
}

function copyAndHash(from: number, to: number): string {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(CHUNK);
  let total = 0;
  for (;;) {
    const length = readSync(from, buffer, 0, CHUNK, null);
    if (length === 0) return hash.digest('hex');
    total += length;
    if (total > LARGEST) throw new InfraError('an emulator grew while it was read');
    hash.update(buffer.subarray(0, length));
    for (let at = 0; at < length;) at += writeSync(to, buffer, at, length - at);
  }
}
