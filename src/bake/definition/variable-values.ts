import { conditionOf, evaluate } from '../hcl/evaluate/evaluate.js';
import type { Scope } from '../hcl/evaluate/scope.js';
import { typeExpression } from '../hcl/evaluate/type-expression.js';
import type { Expression } from '../hcl/syntax/expression.js';
import { keywordOf } from '../hcl/syntax/expression.js';
import { errorAt, type Range } from '../hcl/syntax/source.js';
import { convert, textOf, WrongType } from '../hcl/values/convert.js';
import { jsonOf } from '../hcl/values/json.js';
import { ANY, isPrimitive, type Type, typeName } from '../hcl/values/type.js';
import { nullValue, stringValue, typeOf, type Value } from '../hcl/values/value.js';
import type { Definitions, VariableBlock } from './blocks.js';
import type { BakeEnvironment } from './environment.js';
import { givenValue } from './given-value.js';

/** A variable as `--list=variables` shows it. */
export interface VariableValue {
  readonly name: string;
  readonly description: string;
  /** Empty if none is declared. */
  readonly type: string;
  /** `undefined` for null. */
  readonly value: string | undefined;
}

interface Evaluation {
  readonly load: (expression: Expression) => void;
  readonly scope: () => Scope;
}

const JSON_SUFFIX = '_JSON';

/** The values of variables and of attributes outside of blocks. */
export class VariableValues {
  readonly #definitions: Definitions;
  readonly #environment: BakeEnvironment;
  readonly #evaluation: Evaluation;
  readonly #values = new Map<string, Value>();
  readonly #types = new Map<string, Type>();
  readonly #inProgress = new Set<string>();

  constructor(definitions: Definitions, environment: BakeEnvironment, evaluation: Evaluation) {
    this.#definitions = definitions;
    this.#environment = environment;
    this.#evaluation = evaluation;
    for (const [name, text] of environment.builtIns) this.#values.set(name, stringValue(text));
  }

  known(name: string): Value | undefined {
    return this.#values.get(name);
  }

  /**
   * Evaluates a variable or attribute, unless it is known already.
   *
   * @returns false if there is none of this name
   * @throws BakeError if it is wrong, or refers to itself
   */
  resolve(name: string, range: Range): boolean {
    if (this.#values.has(name)) return true;
    const attribute = this.#definitions.attributes.get(name);
    const variable = this.#definitions.variables.get(name);
    if (attribute === undefined && variable === undefined) return false;
    if (this.#inProgress.has(name)) throw errorAt(range, `the variable ${name} refers to itself`);
    this.#inProgress.add(name);
    const { type, isTyped } = attribute === undefined ? declaredType(variable) : { type: ANY, isTyped: false };
    if (isTyped) this.#types.set(name, type);
    const source = attribute ?? variable?.default;
    const fallback = source === undefined ? undefined : this.#default(name, source.value, type);
    this.#values.set(name, this.#overridden(name, variable, fallback, type, isTyped));
    this.#inProgress.delete(name);
    return true;
  }

  /** All variables, after their validations. @throws BakeError */
  all(): readonly VariableValue[] {
    const { variables } = this.#definitions;
    for (const { name, block } of variables.values()) this.resolve(name, block.range);
    for (const { validations } of variables.values()) {
      for (const { block, condition, message } of validations) {
        if (condition === undefined) throw errorAt(block.range, 'a validation needs a "condition"');
        this.#validate(condition, message);
      }
    }
    return [...variables.values()].map((variable) => this.#shown(variable));
  }

  #default(name: string, expression: Expression, type: Type): Value {
    this.#evaluation.load(expression);
    const value = evaluate(expression, this.#evaluation.scope());
    try {
      return convert(value, type);
    } catch (error) {
      if (error instanceof WrongType)
        throw errorAt(expression.range, `the default of ${name} has the wrong type: ${error.message}`);
      throw error;
    }
  }

  #overridden(
    name: string,
    variable: VariableBlock | undefined,
    fallback: Value | undefined,
    type: Type,
    isTyped: boolean,
  ): Value {
    const given = variable === undefined ? undefined : this.#given(name, isTyped);
    if (variable === undefined || given === undefined) return fallback ?? (isTyped ? nullValue(type) : stringValue(''));
    try {
      return givenValue(given, { type, isTyped, fallback });
    } catch (error) {
      if (error instanceof WrongType)
        throw errorAt(variable.block.range, `the value given for ${name} is wrong: ${error.message}`);
      throw error;
    }
  }

  /** A variable with a type may be given as JSON, under another name. */
  #given(name: string, isTyped: boolean): { readonly text: string; readonly isJson: boolean } | undefined {
    const text = this.#environment.lookUp(name);
    const jsonName = `${name}${JSON_SUFFIX}`;
    const isOwnName = this.#definitions.variables.has(jsonName) || this.#environment.builtIns.has(jsonName);
    if ((text === undefined || isTyped) && !isOwnName) {
      const json = this.#environment.lookUp(jsonName);
      if (json !== undefined) return { text: json, isJson: true };
    }
    return text === undefined ? undefined : { text, isJson: false };
  }

  #validate(condition: Expression, message: Expression | undefined): void {
    const scope = this.#evaluation.scope();
    if (conditionOf(evaluate(condition, scope), condition.range)) return;
    const said = message === undefined ? undefined : evaluate(message, scope);
    const text = said?.kind === 'string' ? said.value : 'this check failed, and has no message';
    throw errorAt(condition.range, text);
  }

  #shown({ name, description }: VariableBlock): VariableValue {
    const value = this.#values.get(name);
    const type = this.#types.get(name);
    const about = description === undefined ? undefined : evaluate(description.value, this.#evaluation.scope());
    return {
      name,
      description: about?.kind === 'string' ? about.value : '',
      type: type === undefined ? '' : type.kind === 'any' ? 'any type' : typeName(type),
      value: value === undefined || value.kind === 'null' ? undefined : shownValue(value, type),
    };
  }
}

function shownValue(value: Value, type: Type | undefined): string {
  if (type === undefined && isPrimitive(typeOf(value))) return textOf(value);
  const json = jsonOf(value);
  return type?.kind === 'string' ? json.replace(/^"+|"+$/g, '') : json;
}

function declaredType(variable: VariableBlock | undefined): { readonly type: Type; readonly isTyped: boolean } {
  const written = variable?.type;
  if (written === undefined || (written.kind === 'literal' && written.value.kind === 'null'))
    return { type: ANY, isTyped: false };
  const type = typeExpression(written);
  return { type, isTyped: type.kind !== 'any' || keywordOf(written) === 'any' };
}
