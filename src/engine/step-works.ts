import { EngineBug } from '../errors.js';
import { copyWork, workdirWork } from './copy-work.js';
import { runWork } from './run-work.js';
import type { StepContext } from './stage-execution.js';
import type { StepWork } from './step-work.js';
import type { WorkParts } from './work-parts.js';

/** The work of a step that makes a layer. */
export async function workOf(context: StepContext, parts: WorkParts): Promise<StepWork> {
  const { operation } = context.step;
  switch (operation.kind) {
    case 'copy':
      return copyWork(context, operation, parts);
    case 'workdir':
      return workdirWork(context, operation, parts);
    case 'run':
      return runWork(context, operation, parts);
    case 'config':
      throw new EngineBug(`step ${context.step.info.number} makes no layer`);
  }
}
