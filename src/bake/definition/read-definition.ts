import { allFunctions } from '../hcl/functions/all-functions.js';
import type { Body } from '../hcl/syntax/body.js';
import { parseJsonFile } from '../hcl/syntax/json-body.js';
import { parseHcl } from '../hcl/syntax/parse-body.js';
import { BakeError, type Source } from '../hcl/syntax/source.js';
import type { BakeFile } from './bake-file.js';
import { gatherBlocks } from './blocks.js';
import { type Definition, joined } from './definition.js';
import type { BakeEnvironment } from './environment.js';
import { NamedBlocks } from './named-blocks.js';
import { Names } from './names.js';
import type { VariableValue } from './variable-values.js';

export interface ReadDefinition extends Definition {
  readonly variables: readonly VariableValue[];
}

/**
 * Reads the HCL and JSON files of a definition, and evaluates them.
 *
 * @param earlier what compose files define: targets of the same name get more attributes
 * @throws BakeError at the first place that is wrong
 */
export async function readHclFiles(
  files: readonly BakeFile[],
  environment: BakeEnvironment,
  earlier: Definition,
): Promise<ReadDefinition> {
  const bodies = files.map(parseFile);
  const definitions = gatherBlocks(bodies, new Set(environment.builtIns.keys()));
  const standard = await allFunctions(
    environment,
    files.map(({ text }) => text),
  );
  const names = new Names(definitions, standard, environment);
  const variables = names.check();
  const { groups, targets, made } = new NamedBlocks(definitions.blocks, names).evaluate();
  names.checkAttributes();
  const all = joined(earlier, { groups, targets });
  // A group that a file defines hides the one that a matrix makes.
  const defined = new Set(all.groups.map(({ name }) => name));
  return { ...all, groups: [...all.groups, ...made.filter(({ name }) => !defined.has(name))], variables };
}

/** By the name's ending; without one that is known, whichever of the two syntaxes the text has. */
function parseFile({ name, text }: BakeFile): Body {
  const source: Source = { name, text };
  if (name.endsWith('.json')) return parseJsonFile(source);
  if (name.endsWith('.hcl')) return parseHcl(source);
  try {
    return parseHcl(source);
  } catch (error) {
    if (!(error instanceof BakeError)) throw error;
    try {
      return parseJsonFile(source);
    } catch (second) {
      if (second instanceof BakeError) throw error;
      throw second;
    }
  }
}
