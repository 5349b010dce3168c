/** Waits for the work, but only until the signal fires, even if the work continues. */
export async function settledBefore<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  // The promise that loses the race must not count as an unhandled rejection.
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
