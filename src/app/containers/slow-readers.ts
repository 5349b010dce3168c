/**
 * How long a container waits for those who read what it prints: as long as its process runs. What is left when that has ended is no more
 * than the pipes hold. It is read at once, so that the container can end, and kept for its readers.
 */
export class SlowReaders {
  readonly #waiting = new Set<() => void>();
  #hasEnded = false;

  /** @param taken absent: nobody is slow */
  wait(taken: Promise<void> | undefined): Promise<void> | undefined {
    if (taken === undefined || this.#hasEnded) return undefined;
    return new Promise((resolve) => {
      const over = (): void => {
        this.#waiting.delete(over);
        resolve();
      };
      this.#waiting.add(over);
      void taken.then(over, over);
    });
  }

  /** The process has ended. */
  end(): void {
    this.#hasEnded = true;
    for (const over of [...this.#waiting]) over();
  }
}
