import { createHash } from 'node:crypto';

import { fileChunks } from '../../files/file-chunks.js';
import { digestOfHex, type Digest } from '../../oci/digest.js';

/** What is in the file of an emulator, as far as it can be seen without running it. */
interface EmulatorFile {
  readonly digest: Digest;
  /** Of QEMU, such as `10.2.3`; `undefined` if the file does not say. */
  readonly version: string | undefined;
}

/** How QEMU's `--version` begins, in the bytes of the program. */
const VERSION = /qemu-[a-z0-9_]+ version (\d[\w.+~-]{0,40})/;
/** Bytes of the chunk before that are looked at again: longer than what VERSION matches. */
const OVERLAP = 128;

/** Reads an emulator to its end. */
export async function readEmulator(file: string, signal: AbortSignal): Promise<EmulatorFile> {
  const hash = createHash('sha256');
  let version: string | undefined;
  let before = '';
  for await (const chunk of fileChunks(file, { signal })) {
    hash.update(chunk);
    if (version !== undefined) continue;
    const text = before + chunk.toString('latin1');
    version = VERSION.exec(text)?.[1];
    before = text.slice(-OVERLAP);
  }
  return { digest: digestOfHex(hash.digest('hex')), version };
}
