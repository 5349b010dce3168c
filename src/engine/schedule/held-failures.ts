import type { BuildEvent, EventSink } from '../events.js';

type StepFailed = Extract<BuildEvent, { readonly type: 'step-failed' }>;

/** Holds back that steps failed, until it is known whether another pass over the plan helps. */
export class HeldFailures {
  readonly #sink: EventSink;
  readonly #running = new Set<number>();
  #failed: StepFailed[] = [];

  constructor(sink: EventSink) {
    this.#sink = sink;
  }

  readonly sink: EventSink = (event) => {
    if (event.type === 'step-running') this.#running.add(event.step);
    if (event.type === 'step-failed') this.#failed.push(event);
    else this.#sink(event);
  };

  /** The step that failed first, and whether it had started to run. Before that, only its inputs were read. */
  get first(): { readonly step: number; readonly ran: boolean } | undefined {
    const step = this.#failed[0]?.step;
    return step === undefined ? undefined : { step, ran: this.#running.has(step) };
  }

  /** There will be no other pass. */
  tell(): void {
    for (const event of this.#failed.splice(0)) this.#sink(event);
  }

  /** Another pass begins. */
  forget(): void {
    this.#failed = [];
    this.#running.clear();
  }
}
