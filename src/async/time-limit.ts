/**
 * A signal that is aborted when `signal` is, or after a time. It has a timer of its own: in Node 20, a signal of
 * `AbortSignal.timeout` that only `AbortSignal.any` refers to is collected as garbage, and then it never ends anything.
 *
 * @param ms milliseconds
 */
export function withTimeLimit(signal: AbortSignal, ms: number): AbortSignal {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DOMException(`it took longer than ${ms} ms`, 'TimeoutError')), ms);
  // Whoever waits keeps the process; the limit alone does not.
  timer.unref();
  return AbortSignal.any([signal, late.signal]);
}
