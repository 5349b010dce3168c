import { InfraError } from '../errors.js';
import { orThrow } from './decode-or.js';
import type { Decoder } from './decoder.js';
import { parseJson } from './parse-json.js';

/** A JSON document that another program wrote: from a registry, a service or an archive. */
export class JsonDocument {
  readonly #name: string;
  readonly #value: unknown;

  private constructor(name: string, value: unknown) {
    this.#name = name;
    this.#value = value;
  }

  /**
   * @param name for messages: `manifest of node:22`
   * @throws InfraError for what `parseJson` does not accept
   */
  static parse(source: string | Uint8Array, name: string, maxBytes: number): JsonDocument {
    return new JsonDocument(
      name,
      orInfraError(name, () => parseJson(source, maxBytes)),
    );
  }

  /** @throws InfraError for what the decoder does not accept */
  decode<T>(decoder: Decoder<T>): T {
    return orInfraError(this.#name, () => decoder(this.#value));
  }
}

/** @throws InfraError when the decoder does not accept the source */
export function decodeDocument<T>(
  decoder: Decoder<T>,
  source: string | Uint8Array,
  { name, maxBytes }: { readonly name: string; readonly maxBytes: number },
): T {
  return JsonDocument.parse(source, name, maxBytes).decode(decoder);
}

function orInfraError<T>(name: string, read: () => T): T {
  return orThrow(read, (error) => new InfraError(`${name}: ${error.message}`, { cause: error }));
}
