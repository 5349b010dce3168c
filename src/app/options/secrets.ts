import { createReadStream } from 'node:fs';

import { readBytesUpTo } from '../../async/read-bytes.js';
import { UserError } from '../../errors.js';
import type { SecretSource } from './values/secret-spec.js';

/** Bytes of a secret; BuildKit takes as many. The file may be a pipe that the shell made, or a device without an end. */
const MAX_SECRET = 500 * 1024;

/** Secrets by id. Each is read when a step mounts it for the first time. */
export function readSecrets(sources: readonly SecretSource[]): ReadonlyMap<string, () => Promise<Uint8Array>> {
  return new Map(sources.map((source) => [source.id, () => read(source)]));
}

async function read(source: SecretSource): Promise<Uint8Array> {
  if (source.kind === 'value') return source.value;
  const { id, path } = source;
  let content: Buffer | undefined;
  try {
    content = await readBytesUpTo(createReadStream(path) as AsyncIterable<Buffer>, MAX_SECRET);
  } catch (error) {
    throw new UserError(`cannot read secret ${id} from ${path}`, { cause: error });
  }
  if (content === undefined) throw new UserError(`secret ${id} in ${path} is larger than ${MAX_SECRET / 1024} KiB`);
  return content;
}
