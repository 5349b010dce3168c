const releases = new Set<() => void>();

function releaseAll(): void {
  for (const release of releases) release();
}

/**
 * Runs `release` when this process ends, also if something hangs and a signal ends it. A process may have many leases, and the event
 * "exit" only has one listener for all of them.
 *
 * @returns takes it back
 */
export function atExit(release: () => void): () => void {
  if (releases.size === 0) process.once('exit', releaseAll);
  releases.add(release);
  return () => {
    releases.delete(release);
    if (releases.size === 0) process.off('exit', releaseAll);
  };
}
