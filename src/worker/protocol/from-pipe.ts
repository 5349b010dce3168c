import { EngineBug } from '../../errors.js';
import { orThrow } from '../../json/decode-or.js';

/** Reads what the other half of this program sent. @throws EngineBug for anything that it cannot have sent */
export function fromPipe<T>(read: () => T): T {
  return orThrow(read, (error) => new EngineBug(`worker protocol: message: ${error.message}`, { cause: error }));
}
