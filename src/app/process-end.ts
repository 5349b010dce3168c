import { setMaxListeners } from 'node:events';

import { exitCodeOf, Interruption } from '../report/exit-code.js';

/** What of a process is needed to end it; tests give one of their own. */
export interface EndingProcess {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  exit(code?: number): unknown;
}

export interface InterruptionSettings {
  /** Milliseconds from the first signal to the end, whatever hangs. */
  readonly graceMs: number;
  /** Whether a second signal ends the process at once. */
  readonly secondEndsAtOnce: boolean;
}

/**
 * Lets SIGINT and SIGTERM stop the work. The work gets some time to tidy up; then the process ends, whatever it waits for:
 * the worker ends with its pipe, and what a build leaves in the store is removed by the next one.
 *
 * @returns a signal whose reason is an `Interruption`
 */
export function stopOnSignals(ending: EndingProcess, settings: InterruptionSettings): AbortController {
  // One signal serves a whole build: how many listen to it says how large the build is, and not that one forgot to stop.
  setMaxListeners(0);
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    ending.on(name, () => {
      const interruption = new Interruption(name);
      if (controller.signal.aborted) {
        if (settings.secondEndsAtOnce) ending.exit(exitCodeOf(interruption));
        return;
      }
      setTimeout(() => ending.exit(exitCodeOf(interruption)), settings.graceMs).unref();
      controller.abort(interruption);
    });
  }
  return controller;
}

/**
 * Ends the process soon after its work is done. A connection that a server keeps open, or what a library that cannot be stopped
 * waits for, must not keep it running: the timer fires only if something else does.
 */
export function endSoon(ending: EndingProcess): void {
  setTimeout(() => ending.exit(), 1000).unref();
}
