import type { Containers } from '../../app/containers/containers.js';
import { containerFilter } from './filters.js';

/** What of the containers was removed, as docker prints it. */
interface PrunedContainers {
  readonly text: string;
  readonly bytes: number;
}

/** Removes the containers that do not run and fit the filters. @throws UserError for a filter that there is not */
export async function pruneContainers(containers: Containers, filters: readonly string[]): Promise<PrunedContainers> {
  const all = await containers.store.list();
  const fits = containerFilter(filters, all, undefined, ['until', 'label', 'label!']);
  const removed: string[] = [];
  let bytes = 0;
  for (const known of all) {
    if (known.state.status === 'running' || !fits(known)) continue;
    bytes += await containers.remove(known);
    removed.push(known.container.id);
  }
  return { text: removed.length === 0 ? '' : `Deleted Containers:\n${removed.join('\n')}\n\n`, bytes };
}
