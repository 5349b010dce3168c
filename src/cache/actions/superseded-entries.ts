import type { ListedEntry } from './repository-caches.js';
import { ENTRY_PREFIX } from './entry-keys.js';

/** Why an entry of the Actions cache can go. */
export type Superseded = ListedEntry & {
  readonly why: 'a newer one replaced it' | 'its pull request is closed' | 'it was not used for a long time';
};

export interface SupersededOptions {
  /** Milliseconds since the epoch. Entries that were not used since then can go. */
  readonly cutoff: number;
  readonly closedRefs: ReadonlySet<string>;
}

/** A pack's key, a baseline's, or that of the records of builds on a builder. */
const REPLACED = new RegExp(
  `^(${ENTRY_PREFIX}(?:(?:baseline|[0-9a-f]{12}-[0-9a-f]{12})-[0-9a-f]{12}|records-[0-9a-f]{12})-)[0-9a-f]{8,128}(?:-[0-9a-f]{8})?$`,
);
const PULL_REQUEST = /^refs\/pull\/(\d+)\//;

/**
 * The entries that can be deleted, judged by key, ref and time. Under each ref, the newest pack, the newest baseline and the
 * newest records of each scope and variant stay. The listing does not show which blobs a pack names, so a blob is judged by age and ref alone.
 */
export function supersededEntries(
  entries: readonly ListedEntry[],
  { cutoff, closedRefs }: SupersededOptions,
): readonly Superseded[] {
  const newest = new Map<string, ListedEntry>();
  for (const entry of entries) {
    const slot = slotOf(entry);
    const known = slot === undefined ? undefined : newest.get(slot);
    if (slot !== undefined && (known === undefined || isNewer(entry, known))) newest.set(slot, entry);
  }
  return entries.flatMap((entry): readonly Superseded[] => {
    const slot = slotOf(entry);
    if (closedRefs.has(entry.ref)) return [{ ...entry, why: 'its pull request is closed' }];
    if (slot !== undefined && newest.get(slot) !== entry) return [{ ...entry, why: 'a newer one replaced it' }];
    return entry.lastUsed < cutoff ? [{ ...entry, why: 'it was not used for a long time' }] : [];
  });
}

/** The pull requests whose refs have entries, by ref. */
export function pullRequestsOf(entries: readonly ListedEntry[]): ReadonlyMap<string, number> {
  const found = entries.flatMap(({ ref }) => {
    const number = PULL_REQUEST.exec(ref)?.[1];
    return number === undefined ? [] : [[ref, Number(number)] as const];
  });
  return new Map(found);
}

/** Entries with the same slot replace each other; `undefined` for a blob. */
function slotOf({ key, ref }: ListedEntry): string | undefined {
  const prefix = REPLACED.exec(key)?.[1];
  return prefix === undefined ? undefined : `${ref} ${prefix}`;
}

function isNewer(entry: ListedEntry, than: ListedEntry): boolean {
  return entry.created > than.created || (entry.created === than.created && entry.id > than.id);
}
