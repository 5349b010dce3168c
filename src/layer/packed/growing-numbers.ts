/** A list of numbers below 2^32, in four bytes each. Numbers can only be appended. */
export class GrowingNumbers {
  #numbers = new Uint32Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(position: number): number {
    const found = this.#numbers[position];
    if (found === undefined || position >= this.#length) throw new RangeError(`no number ${position}`);
    return found;
  }

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Uint32Array(2 * this.#length);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length++] = number;
  }
}
