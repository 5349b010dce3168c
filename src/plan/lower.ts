import { locateErrors } from '../dockerfile/syntax/error-location.js';
import { lowerArg } from './lower-arg.js';
import { lowerConfig } from './lower-config.js';
import { lowerCopy } from './lower-copy.js';
import { lowerRun } from './lower-run.js';
import { lowerWorkdir } from './lower-workdir.js';
import type { Lowered, LowerOptions } from './lowered.js';
import type { PlannedStep } from './operation.js';
import type { PlannedInstruction } from './stage.js';
import type { StageState } from './stage-state.js';

/** Called for each instruction before it is planned, with the state before it. */
export interface InstructionChecks {
  check(planned: PlannedInstruction, state: StageState): void;
}

/**
 * Expands a stage's instructions in order. Each sees the variables that earlier ones set.
 *
 * @throws UserError with the location of the instruction
 */
export function lowerStage(
  planned: readonly PlannedInstruction[],
  start: StageState,
  stageIndex: number,
  options: LowerOptions,
  checks?: InstructionChecks,
): { readonly steps: readonly PlannedStep[]; readonly end: StageState } {
  let state = start;
  const steps = planned.map((each): PlannedStep => {
    const { instruction, trigger } = each;
    checks?.check(each, state);
    const lowered = locateErrors(options.dockerfile, instruction.range, () => {
      const result = lowerInstruction(each, state, stageIndex, options);
      options.budget.step(result.step.expanded);
      return result;
    });
    state = lowered.state;
    return { ...lowered.step, text: instruction.text, range: instruction.range, trigger, image: state.image };
  });
  return { steps, end: state };
}

function lowerInstruction(
  planned: PlannedInstruction,
  state: StageState,
  stageIndex: number,
  options: LowerOptions,
): Lowered {
  const { instruction, sources } = planned;
  switch (instruction.keyword) {
    case 'ARG':
      return lowerArg(instruction, state, options);
    case 'COPY':
    case 'ADD':
      return lowerCopy(instruction, sources[0] ?? { kind: 'context' }, state, stageIndex, options);
    case 'RUN':
      return lowerRun(instruction, sources, state, stageIndex, options);
    case 'WORKDIR':
      return lowerWorkdir(instruction, state, options);
    case 'ENV':
    case 'LABEL':
    case 'MAINTAINER':
    case 'USER':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'EXPOSE':
    case 'VOLUME':
    case 'SHELL':
    case 'STOPSIGNAL':
    case 'HEALTHCHECK':
    case 'ONBUILD':
      return lowerConfig(instruction, state, options);
  }
}
