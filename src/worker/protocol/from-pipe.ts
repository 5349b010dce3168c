import { EngineBug } from '../../errors.js';
import { orThrow } from '../../json/decode-or.js';

/** Reads a message from the other side of the protocol. @throws EngineBug for anything that side would not send */
export function fromPipe<T>(read: () => T): T {
  return orThrow(read, (error) => new EngineBug(`worker protocol: message: ${error.message}`, { cause: error }));
}
