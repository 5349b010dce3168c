import type { Layer } from '../../layer/layer.js';
import type { NumberedStep } from '../plan/build-plan.js';
import type { OpContext } from './op-context.js';
import type { StepContext } from './step-context.js';
import type { StepFacts } from '../step-facts.js';
import { contextReads, isKnown } from '../facts/context-reads.js';
import { leftoversOf, mayLeave } from '../facts/leftovers.js';

/** What is known of a RUN that ran. @param layer what it made */
export async function runFacts(
  { step, stage }: StepContext,
  layer: Layer | undefined,
  { plan, ports }: OpContext,
): Promise<StepFacts> {
  const reads = await contextReads(step, stage, ports.context);
  const index = layer === undefined || !mayLeave(step) ? undefined : await ports.layers.indexAtHand(layer);
  const leftovers =
    index === undefined
      ? []
      : leftoversOf(
          step,
          index,
          plan.stages.flatMap(({ steps }) => commandsOf(steps, step)),
        );
  const known = step.operation.kind === 'run' && isKnown(step.operation);
  return {
    ...(known && { isKnown: true as const }),
    ...(reads !== undefined && { reads }),
    ...(leftovers.length > 0 && { leftovers }),
  };
}

function commandsOf(steps: readonly NumberedStep[], but: NumberedStep): readonly string[] {
  const commands = steps.filter(
    ({ info, text }) => info.number !== but.info.number && /^(?:run|cmd|entrypoint)\s/i.test(text),
  );
  return commands.map(({ text }) => text);
}
