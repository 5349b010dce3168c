/** Ends with the signal, also where the work does not heed it. */
export async function settledBefore<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  // Whoever loses the race, or comes too late for it, must not count as unhandled.
  work.catch(() => undefined);
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
    signal.addEventListener('abort', stop, { once: true });
  });
  aborted.catch(() => undefined);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
