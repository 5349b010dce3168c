import type { BuildEvent, EventSink } from '../events.js';

type BadEnd = Extract<BuildEvent, { readonly type: 'step-failed' | 'step-stopped' }>;

/** Holds back that steps failed or were stopped, until it is known whether another pass over the plan helps. */
export class HeldFailures {
  readonly #sink: EventSink;
  readonly #running = new Set<number>();
  #held: BadEnd[] = [];

  constructor(sink: EventSink) {
    this.#sink = sink;
  }

  readonly sink: EventSink = (event) => {
    if (event.type === 'step-running') this.#running.add(event.step);
    if (event.type === 'step-failed' || event.type === 'step-stopped') this.#held.push(event);
    else this.#sink(event);
  };

  /** The step that failed first, and whether it had started to run. Before that, only its inputs were read. */
  get first(): { readonly step: number; readonly ran: boolean } | undefined {
    const step = this.#held.find(({ type }) => type === 'step-failed')?.step;
    return step === undefined ? undefined : { step, ran: this.#running.has(step) };
  }

  /** There will be no other pass. */
  tell(): void {
    for (const event of this.#held.splice(0)) this.#sink(event);
  }

  /** Another pass begins. */
  forget(): void {
    this.#held = [];
    this.#running.clear();
  }
}
