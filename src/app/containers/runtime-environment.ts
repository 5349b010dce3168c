import type { Container } from './container.js';

/**
 * The variables of a process in a container: those of the container, and what docker adds when a process starts. Those of a container come
 * last, so that they may say something else.
 *
 * @param more variables for this process alone
 */
export function runtimeEnvironment(
  { process: own, settings }: Container,
  terminal: boolean,
  more: readonly string[] = [],
): readonly string[] {
  const made = [`HOSTNAME=${settings.hostname}`, ...(terminal ? ['TERM=xterm'] : [])];
  return mergedEnvironment([...made, ...own.env, ...more]);
}

/** Of several values of a variable, the last counts. */
export function mergedEnvironment(lines: readonly string[]): readonly string[] {
  const byName = new Map(lines.map((line) => [line.split('=', 1)[0] ?? '', line]));
  return [...byName.values()];
}
