import { EngineBug } from '../../errors.js';
import { copyOp, workdirOp } from './copy.js';
import { runOp } from './run.js';
import type { StepContext } from './step-context.js';
import type { Op } from './op.js';
import type { OpContext } from './op-context.js';

/** The operation of a step that may make a layer. */
export async function opOf(context: StepContext, shared: OpContext): Promise<Op> {
  const { operation } = context.step;
  switch (operation.kind) {
    case 'copy':
      return copyOp(context, operation, shared);
    case 'workdir':
      return workdirOp(context, operation, shared);
    case 'run':
      return runOp(context, operation, shared);
    case 'config':
      throw new EngineBug(`step ${context.step.info.number} makes no layer`);
  }
}
