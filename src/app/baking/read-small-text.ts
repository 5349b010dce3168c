import { UserError } from '../../errors.js';

/** Definitions are written by people; a longer file is a mistake. */
const MOST_BYTES = 8 * 1024 * 1024;

/** The text of a definition's file. @throws UserError if it is too large, or is not UTF-8 */
export async function readSmallText(name: string, content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new UserError(`${name} is too large for a definition`);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new UserError(`${name} is not UTF-8`, { cause });
  }
}
