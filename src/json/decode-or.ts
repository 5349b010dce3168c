import type { Decoder } from './decoder.js';
import { JsonError } from './json-error.js';
import { parseJson } from './parse-json.js';

/** The result of `read`. If it throws a JsonError, the caller's own error is thrown instead. */
export function orThrow<T>(read: () => T, toError: (error: JsonError) => Error): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof JsonError ? toError(error) : error;
  }
}

/** `undefined` for a value that the decoder does not accept: for content that counts as missing if it is wrong. */
export function decodeOrUndefined<T>(decoder: Decoder<T>, value: unknown): T | undefined {
  return orUndefined(() => decoder(value));
}

/** Like `decodeOrUndefined`, for a text that may not even be JSON. */
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
