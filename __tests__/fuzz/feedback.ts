/** How often a place was come to, in steps that are worth telling apart: 1, 2, 3, 4–7, 8–15, 16–31, 32–127, more. */
function bucketOf(count: number): number {
  if (count <= 3) return 1 << (count - 1);
  if (count <= 7) return 1 << 3;
  if (count <= 15) return 1 << 4;
  if (count <= 31) return 1 << 5;
  return count <= 127 ? 1 << 6 : 1 << 7;
}

/** Tells which inputs reach what no input before them did: a branch, or a branch more often. */
export class Feedback {
  readonly #counters: Uint32Array;
  /** Of each counter, the buckets that were seen. */
  readonly #seen: Uint8Array;
  #edges = 0;

  /** @param counters that the instrumented sources count in */
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

  /** Takes what was counted since `clear`. @returns whether any of it is new */
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
