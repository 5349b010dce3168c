import type { Dockerfile, FromInstruction, StageNode } from '../../dockerfile/syntax/ast.js';
import type { Checks } from '../../dockerfile/checks/checks.js';
import { expandWord } from '../../dockerfile/shell/expand.js';
import { UserError } from '../../errors.js';
import { parsePlatform, type Platform } from '../../oci/platform.js';
import { parseReference } from '../../oci/reference.js';
import type { Environment } from '../environment.js';
import { evaluateGlobalArgs } from '../global-args.js';
import { PlanBudget } from '../plan-budget.js';
import { suggestedName } from './suggested-name.js';
import { watchVariables, type VariableUse } from './variable-use.js';

/** Each base must be a valid name without any build argument. */
export function checkDefaultBases(dockerfile: Dockerfile, predefined: Environment, checks: Checks): void {
  const environment = attempt(() => evaluateGlobalArgs(dockerfile, predefined, {}, new PlanBudget()).environment);
  if (environment === undefined) return;
  for (const { from } of dockerfile.stages) {
    const name = attempt(() => expandWord(from.image, environment.get, dockerfile.directives.escape));
    if (name === undefined) return;
    if (attempt(() => parseReference(name)) === undefined) {
      checks.report('InvalidDefaultArgInFrom', from.range, from.image);
    }
  }
}

/** Checks the variables and platforms of FROM. Ends at a stage that cannot be planned, which is an error later. */
export function checkBases(dockerfile: Dockerfile, environment: Environment, host: Platform, checks: Checks): void {
  const declared = [
    ...new Set([...dockerfile.globalArgs.flatMap(({ args }) => args.map(({ name }) => name)), ...environment.names()]),
  ];
  const { escape } = dockerfile.directives;
  const use = (word: string): VariableUse => watchVariables(environment, (lookup) => expandWord(word, lookup, escape));
  for (const node of dockerfile.stages) {
    const own = checks.under(node.from.comments);
    const name = use(node.from.image);
    reportUndeclared(name, node.from, declared, own);
    if (name.text === undefined || name.text === '') return;
    if (node.from.platform === undefined) continue;
    const platform = use(node.from.platform);
    reportUndeclared(platform, node.from, declared, own);
    reportPlatform(node, node.from.platform, platform, environment, host, own);
    if (platform.text === undefined || platform.text === '') return;
  }
}

function reportUndeclared(
  { missing }: VariableUse,
  { range }: FromInstruction,
  declared: readonly string[],
  checks: Checks,
): void {
  for (const name of missing) {
    if (!declared.includes(name)) checks.report('UndefinedArgInFrom', range, name, suggestedName(name, declared));
  }
}

function reportPlatform(
  { name = '', from }: StageNode,
  expression: string,
  { text, found, missing }: VariableUse,
  environment: Environment,
  host: Platform,
  checks: Checks,
): void {
  if (text === undefined) return;
  if (missing.size === 0 && found.size === 1 && found.has('TARGETPLATFORM')) {
    if (text === environment.get('TARGETPLATFORM')) checks.report('RedundantTargetPlatform', from.range, expression);
    return;
  }
  if (missing.size + found.size > 0) return;
  const platform = attempt(() => parsePlatform(text, host));
  // A stage that is named after its platform is for this platform on purpose.
  if (platform === undefined || name.includes(platform.os) || name.includes(platform.architecture)) return;
  checks.report('FromPlatformFlagConstDisallowed', from.range, text);
}

/** `undefined` for an error of the user, which is thrown again when the stage is planned. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
