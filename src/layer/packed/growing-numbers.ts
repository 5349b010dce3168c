/** A list of numbers below 2^32, in four bytes each. Those that were not set are 0. */
export class GrowingNumbers {
  #numbers = new Uint32Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** @returns 0 for a number behind the end */
  at(position: number): number {
    return this.#numbers[position] ?? 0;
  }

  push(number: number): void {
    this.set(this.#length, number);
  }

  set(position: number, number: number): void {
    if (position >= this.#numbers.length) {
      const larger = new Uint32Array(2 ** Math.ceil(Math.log2(position + 1)));
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[position] = number;
    if (position >= this.#length) this.#length = position + 1;
  }
}
