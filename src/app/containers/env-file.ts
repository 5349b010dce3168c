import { UserError } from '../../errors.js';
import { displayName } from '../../text/byte-name.js';
import type { Environment } from '../options/process/environment.js';

/** Bytes. */
const MAX_SIZE = 1024 * 1024;

/** Reads the variables of `--env-file`: `NAME` alone takes the value of this process. @throws as `parseKeyValueFile` */
export function parseEnvFile(
  file: string,
  content: AsyncIterable<Uint8Array>,
  env: Environment,
): Promise<readonly string[]> {
  return parseKeyValueFile(file, content, (name) => env[name]);
}

/**
 * Reads a file as docker does: a `NAME=value` in each line, taken as it is. Lines that begin with `#` are comments.
 *
 * @param valueOf the value of a `NAME` alone; `undefined` leaves it out
 * @throws UserError for a line that has no name
 */
export async function parseKeyValueFile(
  file: string,
  content: AsyncIterable<Uint8Array>,
  valueOf: (name: string) => string | undefined,
): Promise<readonly string[]> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of content) {
      size += chunk.length;
      if (size > MAX_SIZE) throw new UserError(`${displayName(file)} is larger than ${MAX_SIZE} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`cannot read ${displayName(file)}`, { cause: error });
  }
  const lines = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const text = line.trimStart();
    if (text === '' || text.startsWith('#')) return [];
    const equals = text.indexOf('=');
    const name = equals < 0 ? text.trimEnd() : text.slice(0, equals);
    if (name === '' || /\s/.test(name))
      throw new UserError(`${displayName(file)}:${index + 1}: ${JSON.stringify(name)} is no name`);
    if (equals >= 0) return [text];
    const value = valueOf(name);
    return value === undefined ? [] : [`${name}=${value}`];
  });
}
