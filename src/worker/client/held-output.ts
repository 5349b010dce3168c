import { send } from './growth-messages.js';
import type { LaunchedWorker } from './launch.js';

/**
 * Has the worker read no more of what a process prints while whoever gets it is slow. All else that the worker says still arrives, so that one
 * slow reader holds up neither other processes nor the news that its own has ended.
 */
export class HeldOutput {
  /** How many pieces of a request's output were not taken yet. */
  readonly #untaken = new Map<number, number>();

  /** @param taken never fails */
  async until(taken: Promise<void>, worker: LaunchedWorker, id: number): Promise<void> {
    const before = this.#untaken.get(id) ?? 0;
    this.#untaken.set(id, before + 1);
    if (before === 0) send(worker, { type: 'container-hold', id, hold: true });
    await taken;
    const left = (this.#untaken.get(id) ?? 1) - 1;
    if (left > 0) this.#untaken.set(id, left);
    else {
      this.#untaken.delete(id);
      send(worker, { type: 'container-hold', id, hold: false });
    }
  }
}
