import type { Decoder } from './decoder.js';
import { JsonError } from './json-error.js';
import { parseJson } from './parse-json.js';

/** What `read` gives; where it ends in a JsonError, throws the caller's own error for it. */
export function orThrow<T>(read: () => T, toError: (error: JsonError) => Error): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof JsonError ? toError(error) : error;
  }
}

/** `undefined` for a value that the decoder does not take: for content that may as well not be there. */
export function decodeOrUndefined<T>(decoder: Decoder<T>, value: unknown): T | undefined {
  return orUndefined(() => decoder(value));
}

/** As `decodeOrUndefined`, of a text that may not even be JSON. */
export function parseOrUndefined<T>(decoder: Decoder<T>, source: string | Uint8Array, maxBytes: number): T | undefined {
  return orUndefined(() => decoder(parseJson(source, maxBytes)));
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}
