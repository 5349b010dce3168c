import { EngineBug } from '../../errors.js';
import { copyOp, workdirOp } from './copy.js';
import { runOp } from './run.js';
import type { StepContext } from './step-context.js';
import type { Op } from './op.js';
import type { OpContext } from './op-context.js';

/** The work of a step that makes a layer. */
export async function opOf(context: StepContext, parts: OpContext): Promise<Op> {
  const { operation } = context.step;
  switch (operation.kind) {
    case 'copy':
      return copyOp(context, operation, parts);
    case 'workdir':
      return workdirOp(context, operation, parts);
    case 'run':
      return runOp(context, operation, parts);
    case 'config':
      throw new EngineBug(`step ${context.step.info.number} makes no layer`);
  }
}
