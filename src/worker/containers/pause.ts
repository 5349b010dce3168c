import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** How often new processes are looked for. Each round stops all that were found before. */
const ROUNDS = 20;

/**
 * Stops all processes of a container while `work` runs. There is no control group to freeze, so each gets SIGSTOP. The youngest are
 * continued first, so that a shell never sees that a child was stopped.
 *
 * @param first the container's first process
 */
export async function whilePaused<T>(first: number, work: () => Promise<T>): Promise<T> {
  const stopped: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const found = processesLike(first).filter((pid) => !stopped.includes(pid));
      if (found.length === 0) break;
      for (const pid of found) if (send(pid, 'SIGSTOP')) stopped.push(pid);
    }
    return await work();
  } finally {
    for (const pid of stopped.sort((a, b) => b - a)) send(pid, 'SIGCONT');
  }
}

/** The processes in the pid namespace of `first`, but not those that were stopped before, which stay so. */
function processesLike(first: number): readonly number[] {
  const namespace = namespaceOf(first);
  if (namespace === undefined) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => namespaceOf(pid) === namespace && !isStopped(pid));
}

function namespaceOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined;
  }
}

function isStopped(pid: number): boolean {
  try {
    return /^\d+ \(.*\) T /s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    // It has ended.
    return false;
  }
}
