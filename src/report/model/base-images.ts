import { isDigest, shortDigest } from '../../oci/digest.js';
import { familiarName, parseReference } from '../../oci/reference.js';
import type { Report } from './report.js';

/** A base image of a build, once for each digest. */
export interface ShownBase {
  /** As people write it: `node:22`. */
  readonly name: string;
  readonly digest: string;
  /** When it was made, ISO 8601. */
  readonly created?: string;
  /** Whole days from then to the build. */
  readonly days?: number;
  /** The digest that the same name had in the last build, if it moved. */
  readonly movedFrom?: string;
}

export function basesOf({ steps, startedAt }: Pick<Report, 'steps' | 'startedAt'>): readonly ShownBase[] {
  const bases = new Map<string, ShownBase>();
  for (const { base, why } of steps) {
    if (base === undefined) continue;
    const changes = why.kind === 'changed' ? why.changes : [];
    const moved = changes.find((change) => change.input === 'base');
    const movedFrom = moved?.from.reference === moved?.to.reference ? moved?.from.digest : undefined;
    bases.set(JSON.stringify([base.reference, base.digest]), {
      name: shownBase(base.reference),
      digest: base.digest,
      ...(base.created !== undefined && { created: base.created, ...daysUntil(startedAt, base.created) }),
      ...(movedFrom !== undefined && { movedFrom }),
    });
  }
  return [...bases.values()];
}

function daysUntil(end: string | undefined, start: string): { readonly days?: number } {
  const days = Math.floor((Date.parse(end ?? '') - Date.parse(start)) / (24 * 3_600_000));
  return days >= 0 ? { days } : {};
}

/** `12 days old`. */
export function ageWords({ days, created }: ShownBase): string {
  if (days === undefined) return created?.slice(0, 10) ?? 'age unknown';
  if (days === 0) return 'made today';
  return days === 1 ? '1 day old' : `${days} days old`;
}

/** `moved since the last run, was sha256:…`. */
export function movedWords({ movedFrom }: ShownBase): string {
  return movedFrom === undefined ? '' : `moved since the last run, was ${shortWithAlgorithm(movedFrom)}`;
}

export function shortWithAlgorithm(digest: string): string {
  return isDigest(digest) ? `${digest.slice(0, digest.indexOf(':'))}:${shortDigest(digest)}` : digest;
}

/**
 * The name as people write it: `node:18` for `docker.io/library/node:18`. Records and reports hold it as text, and not every
 * base is a reference.
 */
export function shownBase(name: string): string {
  try {
    return familiarName(parseReference(name));
  } catch {
    return name;
  }
}
