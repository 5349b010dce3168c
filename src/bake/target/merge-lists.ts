/**
 * Without duplicates, in the order that buildx leaves: it goes backwards through the list, and puts the last element in the place of
 * each duplicate that it drops.
 */
export function withoutDuplicates<T>(entries: readonly T[], identity: (entry: T) => string): readonly T[] {
  const kept = entries.map((entry) => ({ entry, id: identity(entry) }));
  for (let at = kept.length - 2; at >= 0; at -= 1) {
    const duplicate = kept.findIndex(({ id }, index) => index > at && id === kept[at]?.id);
    if (duplicate < 0) continue;
    const last = kept.pop();
    if (last !== undefined && duplicate < kept.length) kept[duplicate] = last;
  }
  return kept.map(({ entry }) => entry);
}

/** Of entries with the same name the last counts, at the place of the first. */
export function lastByName<T>(entries: readonly T[], name: (entry: T) => string): readonly T[] {
  return [...new Map(entries.map((entry) => [name(entry), entry])).values()];
}

/** Texts in order, without empty ones and without duplicates. */
export function distinctTexts(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}
