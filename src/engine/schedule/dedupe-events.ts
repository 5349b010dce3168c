import type { EventSink, StepOutcome } from '../events.js';

type StepEvent = Extract<Parameters<EventSink>[0], { readonly type: 'step-started' }>;

/**
 * A sink for several passes over one plan. If a step ends in a later pass as it did before, its events are not repeated. Its start
 * is held back until the step runs, fails, or ends differently.
 */
export function dedupeEvents(sink: EventSink): EventSink {
  const outcomes = new Map<number, StepOutcome>();
  const held = new Map<number, StepEvent>();
  const release = (step: number): void => {
    const started = held.get(step);
    held.delete(step);
    if (started !== undefined) sink(started);
  };
  return (event) => {
    switch (event.type) {
      case 'step-started':
        if (outcomes.has(event.step)) held.set(event.step, event);
        else sink(event);
        return;
      case 'step-finished': {
        const before = outcomes.get(event.step);
        outcomes.set(event.step, event.outcome);
        if (
          before !== undefined &&
          before.status === event.outcome.status &&
          before.imageId === event.outcome.imageId
        ) {
          held.delete(event.step);
          return;
        }
        release(event.step);
        break;
      }
      case 'step-running':
      case 'step-failed':
      case 'step-stopped':
        release(event.step);
        break;
      default:
        break;
    }
    sink(event);
  };
}
