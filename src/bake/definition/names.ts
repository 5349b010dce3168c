import { errorAt } from '../hcl/syntax/source.js';
import { type Expression, usesOf } from '../hcl/syntax/expression.js';
import type { Scope } from '../hcl/evaluate/scope.js';
import { userFunction } from './user-function.js';
import { VariableValues, type VariableValue } from './variable-values.js';
import type { Definitions } from './blocks.js';
import type { BakeEnvironment } from './environment.js';
import type { HclFunction } from '../hcl/evaluate/scope.js';
import { Budget } from '../hcl/evaluate/budget.js';
import type { Value } from '../hcl/values/value.js';
import type { Range } from '../hcl/syntax/source.js';

/** What `group.x` and `target.x` mean: the blocks are evaluated elsewhere. */
export interface BlockReferences {
  /** Evaluates what a reference needs. */
  readonly load: (kind: 'group' | 'target', path: readonly string[], range: Range) => void;
  readonly value: (kind: 'group' | 'target') => Value | undefined;
}

/** The variables, attributes and functions of a definition. Each is evaluated when it is first needed, and once. */
export class Names {
  readonly scope: Scope;
  readonly #definitions: Definitions;
  readonly #values: VariableValues;
  readonly #functions: Map<string, HclFunction>;
  readonly #functionsInProgress = new Set<string>();
  #blocks: BlockReferences | undefined;

  constructor(definitions: Definitions, standard: ReadonlyMap<string, HclFunction>, environment: BakeEnvironment) {
    this.#definitions = definitions;
    this.#functions = new Map(standard);
    this.#values = new VariableValues(definitions, environment, {
      load: (expression) => this.load(expression, this.scope),
      scope: () => this.scope,
    });
    this.scope = {
      budget: new Budget(),
      variable: (name) =>
        isBlockKind(name) && this.#blocks !== undefined ? this.#blocks.value(name) : this.#values.known(name),
      function: (name, range) => this.#function(name, range),
      functionNames: () => [...this.#functions.keys(), ...definitions.functions.keys()],
    };
  }

  /** From now on expressions can refer to groups and targets. */
  set blocks(references: BlockReferences) {
    this.#blocks = references;
  }

  /** All variables, functions and their rules: what is wrong is found also where nothing uses it. */
  check(): readonly VariableValue[] {
    const values = this.#values.all();
    for (const name of this.#definitions.functions.keys()) {
      const { block } = this.#definitions.functions.get(name) ?? {};
      if (block !== undefined) this.#function(name, block.range);
    }
    return values;
  }

  /** Attributes outside of blocks that nothing has used. */
  checkAttributes(): void {
    for (const { name, range } of this.#definitions.attributes.values()) this.#values.resolve(name, range);
  }

  /**
   * Evaluates everything that an expression refers to. Names that do not exist are left for the evaluation to find: they may
   * stand in a branch that is not taken.
   *
   * @throws BakeError for what refers to itself
   */
  load(expression: Expression, scope: Scope, bound: ReadonlySet<string> = new Set()): void {
    const { references, functions } = usesOf(expression);
    for (const name of functions) this.#function(name, expression.range);
    for (const { name, path, range } of references) {
      if (bound.has(name)) continue;
      if (isBlockKind(name) && this.#blocks !== undefined) {
        if (path.length === 0) throw errorAt(range, `${name} alone is no value: name one, as in ${name}.app.tags`);
        this.#blocks.load(name, path, range);
      } else if (scope === this.scope || scope.variable(name) === undefined) this.#values.resolve(name, range);
    }
  }

  #function(name: string, range: Range): HclFunction | undefined {
    const known = this.#functions.get(name);
    if (known !== undefined) return known;
    const block = this.#definitions.functions.get(name);
    if (block === undefined) return undefined;
    if (this.#functionsInProgress.has(name)) throw errorAt(range, `the function ${name} calls itself`);
    this.#functionsInProgress.add(name);
    const made = userFunction(block, this.scope, (expression, parameters) => {
      const { references, functions } = usesOf(expression);
      for (const called of functions) {
        if (this.#function(called, expression.range) === undefined)
          throw errorAt(expression.range, `the function ${JSON.stringify(called)} does not exist`);
      }
      for (const reference of references) {
        if (parameters.has(reference.name)) continue;
        if (!this.#values.resolve(reference.name, reference.range))
          throw errorAt(reference.range, `the variable ${JSON.stringify(reference.name)} does not exist`);
      }
    });
    this.#functionsInProgress.delete(name);
    this.#functions.set(name, made);
    return made;
  }
}

function isBlockKind(name: string): name is 'group' | 'target' {
  return name === 'group' || name === 'target';
}
