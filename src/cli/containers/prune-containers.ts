import type { Containers } from '../../app/containers/containers.js';
import type { KnownContainer } from '../../app/containers/container-store.js';
import { UserError } from '../../errors.js';
import type { CliProcess } from '../command/cli-process.js';
import { containerFilter } from './filters.js';

/** What of the containers was removed, as docker prints it. */
interface PrunedContainers {
  readonly text: string;
  readonly bytes: number;
}

/** What pruning needs of the containers of a root. */
interface PrunedStore {
  readonly store: Pick<Containers['store'], 'list' | 'read'>;
  readonly remove: (known: KnownContainer) => Promise<number>;
}

/**
 * Removes the containers that do not run and fit the filters. As docker does, it leaves one that was started or removed meanwhile, or that
 * another process uses, and goes on.
 *
 * @throws UserError for a filter that there is not; InfraError if the worker is needed and cannot be started
 */
export async function pruneContainers(
  containers: PrunedStore,
  filters: readonly string[],
  cli: Pick<CliProcess, 'stderr' | 'signal'>,
): Promise<PrunedContainers> {
  const all = await containers.store.list();
  const fits = containerFilter(filters, all, undefined, ['until', 'label', 'label!']);
  const removed: string[] = [];
  let bytes = 0;
  for (const { container } of all.filter((known) => known.state.status !== 'running' && fits(known))) {
    const { id, name } = container;
    // Those before it may have taken long.
    const known = await containers.store.read(id);
    if (known === undefined || known.state.status === 'running') continue;
    try {
      bytes += await containers.remove(known);
      removed.push(id);
    } catch (error) {
      cli.signal.throwIfAborted();
      if (!(error instanceof UserError)) throw error;
      cli.stderr.write(`WARNING: container ${name} is not removed: ${error.message}\n`);
    }
  }
  return { text: removed.length === 0 ? '' : `Deleted Containers:\n${removed.join('\n')}\n\n`, bytes };
}
