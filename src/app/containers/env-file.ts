import { UserError } from '../../errors.js';
import { displayName } from '../../text/byte-name.js';
import type { Environment } from '../options/process/environment.js';

/** Bytes. */
const MAX_SIZE = 1024 * 1024;

/**
 * Reads the variables of `--env-file` as docker does: a `NAME=value` in each line, taken as it is. `NAME` alone takes the value of this
 * process. Lines that begin with `#` are comments.
 *
 * @throws UserError for a line that names no variable
 */
export async function parseEnvFile(
  file: string,
  content: AsyncIterable<Uint8Array>,
  env: Environment,
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
      throw new UserError(`${displayName(file)}:${index + 1}: ${JSON.stringify(name)} is not the name of a variable`);
    if (equals >= 0) return [text];
    const value = env[name];
    return value === undefined ? [] : [`${name}=${value}`];
  });
}
