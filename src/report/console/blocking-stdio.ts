/** The part of a stream's handle that makes writes block. Node has no public interface for it. */
interface Handle {
  setBlocking?(blocking: boolean): void;
}

/**
 * Makes writing wait for the reader, as other programs on a pipe do. Node would queue what a slow reader has not taken yet,
 * without limit: a step that prints faster than the log is read would fill the memory.
 */
export function makeWritesBlock(...streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) {
    const { _handle: handle } = stream as { readonly _handle?: Handle };
    handle?.setBlocking?.(true);
  }
}
