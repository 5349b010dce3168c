import type { Attribute, Block, Body } from '../hcl/syntax/body.js';
import type { Expression } from '../hcl/syntax/expression.js';
import { errorAt } from '../hcl/syntax/source.js';

/** What all files of a definition say together, before anything is evaluated. */
export interface Definitions {
  readonly variables: ReadonlyMap<string, VariableBlock>;
  readonly functions: ReadonlyMap<string, FunctionBlock>;
  /** `name = value` outside of all blocks. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** Groups and targets in the order of the files. */
  readonly blocks: readonly NamedBlock[];
}

export interface NamedBlock {
  readonly kind: 'group' | 'target';
  readonly label: string;
  readonly block: Block;
}

export interface VariableBlock {
  readonly name: string;
  readonly block: Block;
  readonly type: Expression | undefined;
  readonly default: Attribute | undefined;
  readonly description: Attribute | undefined;
  readonly validations: readonly {
    readonly block: Block;
    readonly condition: Expression | undefined;
    readonly message: Expression | undefined;
  }[];
}

export interface FunctionBlock {
  readonly name: string;
  readonly block: Block;
  readonly parameters: Attribute | undefined;
  readonly rest: Attribute | undefined;
  readonly result: Attribute | undefined;
}

const BLOCKS = ['variable', 'function', 'group', 'target'] as const;
const BLOCK_NAMES: ReadonlySet<string> = new Set(BLOCKS);
const FUNCTION_ATTRIBUTES = new Set(['params', 'variadic_params', 'result']);
const VALIDATION_ATTRIBUTES = new Set(['condition', 'error_message']);

/**
 * Joins the contents of files. Of variables, functions and attributes with one name the last counts; groups and targets are all kept.
 *
 * @param reserved names of built-in variables, which no file can set
 * @throws BakeError at a block that is not as it must be
 */
export function gatherBlocks(bodies: readonly Body[], reserved: ReadonlySet<string>): Definitions {
  const taken = (name: string): boolean => name === 'group' || name === 'target' || reserved.has(name);
  const variables = bodies
    .flatMap((body) => body.blocks('variable', 1).map(variableOf))
    .filter(({ name }) => !taken(name));
  const functions = bodies
    .flatMap((body) => body.blocks('function', 1).map(functionOf))
    .filter(({ name }) => !taken(name));
  const attributes = bodies.flatMap((body) => body.attributes(BLOCK_NAMES)).filter(({ name }) => !taken(name));
  return {
    variables: new Map(variables.map((each) => [each.name, each])),
    functions: new Map(functions.map((each) => [each.name, each])),
    attributes: new Map(attributes.map((each) => [each.name, each])),
    blocks: bodies.flatMap((body) =>
      (['group', 'target'] as const).flatMap((kind) =>
        body.blocks(kind, 1).map((block) => ({ kind, label: labelOf(block), block })),
      ),
    ),
  };
}

function labelOf({ labels }: Block): string {
  return labels[0] ?? '';
}

function variableOf(block: Block): VariableBlock {
  const { body } = block;
  return {
    name: labelOf(block),
    block,
    type: body.attribute('type')?.value,
    default: body.attribute('default'),
    description: body.attribute('description'),
    validations: body.blocks('validation', 0).map((validation) => {
      refuseUnknown(validation, VALIDATION_ATTRIBUTES);
      return {
        block: validation,
        condition: validation.body.attribute('condition')?.value,
        message: validation.body.attribute('error_message')?.value,
      };
    }),
  };
}

function functionOf(block: Block): FunctionBlock {
  refuseUnknown(block, FUNCTION_ATTRIBUTES);
  const { body } = block;
  return {
    name: labelOf(block),
    block,
    parameters: body.attribute('params'),
    rest: body.attribute('variadic_params'),
    result: body.attribute('result'),
  };
}

function refuseUnknown(block: Block, known: ReadonlySet<string>): void {
  const [unknown] = block.body.attributes(known);
  if (unknown !== undefined)
    throw errorAt(unknown.range, `${block.type} has no attribute ${JSON.stringify(unknown.name)}`);
}
