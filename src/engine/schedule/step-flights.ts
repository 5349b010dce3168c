import type { CacheKey } from '../../oci/identity.js';
import type { StepRecord } from '../record.js';

/** A step that runs, or ran in this build. */
export interface StepFlight {
  /** The plan that it belongs to. */
  readonly plan: object;
  /** The step's number. */
  readonly step: number;
  readonly record: Promise<StepRecord>;
}

/** The steps of a build by their keys, for all of its plans: of two steps with the same key, only one runs. */
export class StepFlights {
  readonly #flights = new Map<CacheKey, StepFlight>();
  /** The number of the first step with each key that hit or runs. */
  readonly #firsts = new Map<CacheKey, number>();

  get(key: CacheKey): StepFlight | undefined {
    return this.#flights.get(key);
  }

  /** Says that a step runs. If it fails, the next one with its key runs. */
  add(key: CacheKey, flight: StepFlight): void {
    this.#flights.set(key, flight);
    this.#firsts.set(key, flight.step);
    flight.record.catch(() => {
      if (this.#flights.get(key) !== flight) return;
      this.#flights.delete(key);
      this.#firsts.delete(key);
    });
  }

  /**
   * Says that a step has a record with this key.
   *
   * @returns the number of the first step of the build that has it: its own, or that of the step that it is a duplicate of
   */
  firstWith(key: CacheKey, step: number): number {
    const known = this.#firsts.get(key);
    if (known !== undefined) return known;
    this.#firsts.set(key, step);
    return step;
  }

  /** Forgets what a plan ran: it may depend on forged content. */
  forget(plan: object): void {
    for (const [key, flight] of this.#flights) if (flight.plan === plan) this.#flights.delete(key);
    this.#firsts.clear();
  }
}
