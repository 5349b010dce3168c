import type { ArgInstruction } from '../dockerfile/syntax/ast.js';
import { expand } from './expand.js';
import { ownValue } from './global-args.js';
import type { Lowered, LowerOptions } from './lowered.js';
import type { StageState } from './stage-state.js';

/** Arguments for the builder. They are not variables of the command that runs. */
export const NO_VARIABLES = new Set(['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE']);

/**
 * ARG: `--build-arg`, else the default of this instruction, else the value of the global ARG of that name. What it sets hides
 * an ENV of the same name for later expansions, as in BuildKit.
 */
export function lowerArg(instruction: ArgInstruction, state: StageState, options: LowerOptions): Lowered {
  let { environment } = state;
  const declared = instruction.args.map(({ name, value }) => {
    const given = ownValue(options.buildArgs, name);
    const result =
      given ??
      (value === undefined ? options.globalEnvironment.get(name) : expand(options.dockerfile, value, environment));
    if (result !== undefined && !NO_VARIABLES.has(name)) environment = environment.set(name, result);
    return [name, result] as const;
  });
  const args = declared.map(([name, value]) => (value === undefined ? name : `${name}=${value}`));
  const expanded = `ARG ${args.join(' ')}`;
  return {
    state: { ...state, environment, declaredArgs: [...state.declaredArgs, ...declared] },
    step: { operation: { kind: 'config', args }, expanded, history: { createdBy: expanded, emptyLayer: true } },
  };
}
