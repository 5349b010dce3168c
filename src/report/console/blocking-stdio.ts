/** Of a stream's handle, what Node lets nobody else set. */
interface Handle {
  setBlocking?(blocking: boolean): void;
}

/**
 * Makes writing wait for the reader, as every other program on a pipe does. Node would put what a slow reader does not take
 * into a queue without bounds: all that a step prints, where it prints faster than the log is read.
 */
export function writeUnqueued(...streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) {
    const { _handle: handle } = stream as { readonly _handle?: Handle };
    handle?.setBlocking?.(true);
  }
}
