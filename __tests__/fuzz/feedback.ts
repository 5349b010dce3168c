/** Groups the number of times that a branch was reached: 1, 2, 3, 4–7, 8–15, 16–31, 32–127, more. */
function bucketOf(count: number): number {
  if (count <= 3) return 1 << (count - 1);
  if (count <= 7) return 1 << 3;
  if (count <= 15) return 1 << 4;
  if (count <= 31) return 1 << 5;
  return count <= 127 ? 1 << 6 : 1 << 7;
}

/** Finds the inputs that reach something new: a new branch, or a branch more often than before. */
export class Feedback {
  readonly #counters: Uint32Array;
  /** The groups that were seen, for each counter. */
  readonly #seen: Uint8Array;
  #edges = 0;

  /** @param counters the counters of the instrumented sources */
  constructor(counters: Uint32Array) {
    this.#counters = counters;
    this.#seen = new Uint8Array(counters.length);
  }

  /** Branches that were reached so far. */
  get edges(): number {
    return this.#edges;
  }

  clear(): void {
    this.#counters.fill(0);
  }

  /** Adds the counts since `clear`. @returns whether any of them is new */
  take(): boolean {
    let isNew = false;
    for (let at = 0; at < this.#counters.length; at++) {
      const count = this.#counters[at]!;
      if (count === 0) continue;
      const seen = this.#seen[at]!;
      const bucket = bucketOf(count);
      if ((seen & bucket) !== 0) continue;
      if (seen === 0) this.#edges++;
      this.#seen[at] = seen | bucket;
      isNew = true;
    }
    return isNew;
  }

  /** The branches that were reached since `clear`. */
  reached(): Uint32Array {
    const reached: number[] = [];
    this.#counters.forEach((count, at) => {
      if (count > 0) reached.push(at);
    });
    return Uint32Array.from(reached);
  }
}
