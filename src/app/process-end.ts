import { setMaxListeners } from 'node:events';

import { exitCodeOf, Interruption } from '../report/exit-code.js';

type EndingSignal = 'SIGINT' | 'SIGTERM';

/** The parts of a process that are needed to end it. Tests replace them. */
export interface EndingProcess {
  readonly pid: number;
  on(signal: EndingSignal, listener: () => void): unknown;
  emit(event: 'exit', code: number): unknown;
  removeAllListeners(signal: EndingSignal): unknown;
  kill(pid: number, signal: EndingSignal): unknown;
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
  // The whole build uses one signal. Many listeners mean that the build is large, and not that listeners were forgotten.
  setMaxListeners(0);
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    ending.on(name, () => {
      if (controller.signal.aborted) {
        if (settings.secondEndsAtOnce) endBy(ending, name);
        return;
      }
      setTimeout(() => endBy(ending, name), settings.graceMs).unref();
      controller.abort(new Interruption(name));
    });
  }
  return controller;
}

/**
 * Ends the process soon after its work is done. A connection that a server keeps open, or a library that cannot be stopped, must not keep it
 * running. The timer only fires if something keeps the process running.
 *
 * @param signal that `stopOnSignals` gave
 */
export function endSoon(ending: EndingProcess, signal: AbortSignal): void {
  const end = (): void => {
    const reason: unknown = signal.reason;
    if (reason instanceof Interruption && reason.signal !== 'SIGPIPE') endBy(ending, reason.signal);
    else ending.exit();
  };
  setTimeout(end, 1000).unref();
}

/**
 * Ends the process by the signal itself, which shells show as 130 or 143. `exit` would wait for Node's threads. A thread may never return
 * if it opens a pipe, writes to one, or reads from a disk that is gone.
 */
function endBy(ending: EndingProcess, name: EndingSignal): void {
  const code = exitCodeOf(new Interruption(name));
  ending.emit('exit', code);
  ending.removeAllListeners(name);
  ending.kill(ending.pid, name);
  // The first process of a container is not ended by signals of its own.
  ending.exit(code);
}
