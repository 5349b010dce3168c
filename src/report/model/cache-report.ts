import type { CacheEvent } from '../../engine/cache-events.js';
import type { CacheEntry, CacheReport, LocationReport, Traffic } from './report.js';
import type { CacheLocation } from '../../engine/cache-location.js';

type LeftOut = Extract<CacheEvent, { readonly action: 'left-out' | 'mount-left-out' }>;
type OfLocation = Exclude<CacheEvent, LeftOut>;

interface Entry {
  readonly what: CacheEntry['what'];
  readonly key: string;
  readonly digest?: string;
  readonly bytes: number;
  readonly durationMs: number;
  readonly why?: string;
}

/** What happened at one location. */
interface Tally {
  readonly location: CacheLocation;
  readonly restored: Entry[];
  readonly saved: Entry[];
  readonly remarks: string[];
  readonly faults: string[];
  budget?: LocationReport['budget'];
}

/** Adds up what happened at each cache location. */
export class CacheReportBuilder {
  readonly #tallies = new Map<string, Tally>();
  readonly #leftOut: LeftOut[] = [];

  note(event: CacheEvent): void {
    if (event.action === 'left-out' || event.action === 'mount-left-out') this.#leftOut.push(event);
    else this.#noteLocation(event);
  }

  /** @param stepOfLayer numbers of steps by the digest of their layer */
  report(stepOfLayer: ReadonlyMap<string, number>): CacheReport {
    const stepOf = (digest: string | undefined): { readonly step?: number } => {
      const step = digest === undefined ? undefined : stepOfLayer.get(digest);
      return step === undefined ? {} : { step };
    };
    const traffic = (entries: readonly Entry[]): Traffic => ({
      bytes: entries.reduce((sum, entry) => sum + entry.bytes, 0),
      durationMs: entries.reduce((sum, entry) => sum + entry.durationMs, 0),
      entries: entries.map(({ what, key, digest, bytes, why }) => {
        return { what, key, bytes, ...stepOf(digest), ...(why !== undefined && { why }) };
      }),
    });
    return {
      places: [...this.#tallies.values()].map(({ location, restored, saved, budget, remarks, faults }) => ({
        kind: location.kind,
        name: location.name,
        restored: traffic(restored),
        saved: traffic(saved),
        ...(budget !== undefined && { budget }),
        remarks,
        faults,
      })),
      leftOut: this.#leftOut.map((event) => {
        const { bytes: size, why } = event;
        if (event.action === 'mount-left-out') return { mount: event.id, size, why };
        return { digest: event.digest, size, ...stepOf(event.digest), why };
      }),
    };
  }

  #noteLocation(event: OfLocation): void {
    const tally = this.#tallyOf(event.location);
    switch (event.action) {
      case 'pack-restored':
        tally.restored.push({ what: 'pack', ...event });
        break;
      case 'blob-restored':
        tally.restored.push({ what: 'blob', key: event.digest, ...event });
        break;
      case 'pack-saved':
        tally.saved.push({ what: 'pack', ...event });
        break;
      case 'blob-saved':
        tally.saved.push({ what: 'blob', ...event });
        break;
      case 'pack-missing':
        tally.remarks.push('it holds nothing for this build yet');
        break;
      case 'unchanged':
        tally.remarks.push('it already has everything that would be saved');
        break;
      case 'refused':
        tally.remarks.push(event.why);
        break;
      case 'budget': {
        const { entries, bytes, limit } = event;
        tally.budget = { entries, bytes, limit };
        break;
      }
      case 'fault':
        tally.faults.push(`${event.doing}: ${event.message}`);
        break;
    }
  }

  #tallyOf(location: CacheLocation): Tally {
    const key = `${location.kind} ${location.name}`;
    const known = this.#tallies.get(key);
    if (known !== undefined) return known;
    const fresh: Tally = { location, restored: [], saved: [], remarks: [], faults: [] };
    this.#tallies.set(key, fresh);
    return fresh;
  }
}
