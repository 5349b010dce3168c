/** Which processes are not read from for now, by the requests that run them. */
export class PausedOutput {
  readonly #held = new Map<number, { readonly over: Promise<void>; readonly end: () => void }>();

  set(id: number, hold: boolean): void {
    if (!hold) this.release(id);
    else if (!this.#held.has(id)) {
      let end: () => void = () => undefined;
      const over = new Promise<void>((resolve) => (end = resolve));
      this.#held.set(id, { over, end });
    }
  }

  /** Also when the process and its streams are gone, so that nothing waits for ever. */
  release(id: number): void {
    this.#held.get(id)?.end();
    this.#held.delete(id);
  }

  has(id: number): boolean {
    return this.#held.has(id);
  }

  /** Resolves when what the process prints may be read. */
  async over(id: number): Promise<void> {
    for (let held = this.#held.get(id); held !== undefined; held = this.#held.get(id)) await held.over;
  }
}
