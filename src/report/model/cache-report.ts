import type { CacheEvent } from '../../engine/cache-events.js';
import type { CacheEntry, CacheReport, LocationReport, Traffic } from './report.js';
import type { CacheLocation } from '../../engine/cache-location.js';

type LeftOut = Extract<CacheEvent, { readonly action: 'left-out' | 'mount-left-out' }>;
type OfPlace = Exclude<CacheEvent, LeftOut>;

interface Entry {
  readonly what: CacheEntry['what'];
  readonly key: string;
  readonly digest?: string;
  readonly bytes: number;
  readonly durationMs: number;
}

interface Account {
  readonly place: CacheLocation;
  readonly restored: Entry[];
  readonly saved: Entry[];
  readonly remarks: string[];
  readonly faults: string[];
  budget?: LocationReport['budget'];
}

/** Adds up what happened at each place that keeps caches. */
export class CacheReportBuilder {
  readonly #accounts = new Map<string, Account>();
  readonly #leftOut: LeftOut[] = [];

  note(event: CacheEvent): void {
    if (event.action === 'left-out' || event.action === 'mount-left-out') this.#leftOut.push(event);
    else this.#notePlace(event);
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
      entries: entries.map(({ what, key, digest, bytes }) => ({ what, key, bytes, ...stepOf(digest) })),
    });
    return {
      places: [...this.#accounts.values()].map(({ place, restored, saved, budget, remarks, faults }) => ({
        kind: place.kind,
        name: place.name,
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

  #notePlace(event: OfPlace): void {
    const account = this.#accountOf(event.place);
    switch (event.action) {
      case 'pack-restored':
        account.restored.push({ what: 'pack', ...event });
        break;
      case 'blob-restored':
        account.restored.push({ what: 'blob', key: event.digest, ...event });
        break;
      case 'pack-saved':
        account.saved.push({ what: 'pack', ...event });
        break;
      case 'blob-saved':
        account.saved.push({ what: 'blob', ...event });
        break;
      case 'pack-missing':
        account.remarks.push('it holds nothing for this build yet');
        break;
      case 'unchanged':
        account.remarks.push('it has all that there is to save already');
        break;
      case 'refused':
        account.remarks.push(event.why);
        break;
      case 'budget': {
        const { entries, bytes, limit } = event;
        account.budget = { entries, bytes, limit };
        break;
      }
      case 'fault':
        account.faults.push(`${event.doing}: ${event.message}`);
        break;
    }
  }

  #accountOf(place: CacheLocation): Account {
    const key = `${place.kind} ${place.name}`;
    const known = this.#accounts.get(key);
    if (known !== undefined) return known;
    const fresh: Account = { place, restored: [], saved: [], remarks: [], faults: [] };
    this.#accounts.set(key, fresh);
    return fresh;
  }
}
