import type { CacheKey } from '../../oci/identity.js';
import type { StepRecord } from '../record.js';

/** A step that runs, or ran in this build. */
export interface StepFlight {
  /** The plan that it belongs to. */
  readonly plan: object;
  readonly record: Promise<StepRecord>;
}

/** The steps of a build by their keys, for all of its plans: of two steps with the same key, only one runs. */
export class StepFlights {
  readonly #flights = new Map<CacheKey, StepFlight>();

  get(key: CacheKey): StepFlight | undefined {
    return this.#flights.get(key);
  }

  /** Says that a step runs. If it fails, the next one with its key runs. */
  add(key: CacheKey, flight: StepFlight): void {
    this.#flights.set(key, flight);
    flight.record.catch(() => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    });
  }

  /** Forgets what a plan ran: it may depend on forged content. */
  forget(plan: object): void {
    for (const [key, flight] of this.#flights) if (flight.plan === plan) this.#flights.delete(key);
  }
}
