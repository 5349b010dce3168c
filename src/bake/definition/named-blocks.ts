import { UserError } from '../../errors.js';
import { evaluate } from '../hcl/evaluate/evaluate.js';
import { innerScope, type Scope } from '../hcl/evaluate/scope.js';
import type { Attribute, Block } from '../hcl/syntax/body.js';
import { errorAt, type Range } from '../hcl/syntax/source.js';
import { textOf, WrongType } from '../hcl/values/convert.js';
import { elementsOf, objectValue, stringValue, type Value } from '../hcl/values/value.js';
import { type Codec, inheritedNames, string } from '../target/codec.js';
import { type Group, TARGET_FIELDS, type Target, type TargetFields } from '../target/fields.js';
import type { NamedBlock } from './blocks.js';
import type { Names } from './names.js';

const GROUP_FIELDS = { description: string, targets: inheritedNames };
/** Targets that one matrix may make. */
const MOST_COMBINATIONS = 10_000;
const TARGET_NAME = /^[a-zA-Z0-9_-]+$/;

/** One target of a matrix, or the one of a block without a matrix. */
interface Instance {
  readonly kind: 'group' | 'target';
  readonly name: string;
  readonly block: Block;
  readonly scope: Scope;
  readonly decoded: Map<string, unknown>;
  readonly done: Set<string>;
  readonly inProgress: Set<string>;
}

/** The groups and targets of a definition. Attributes are evaluated one by one, since targets can refer to each other. */
export class NamedBlocks {
  readonly #names: Names;
  readonly #instances: readonly Instance[];
  readonly #byName = new Map<string, Instance[]>();
  /** Which targets a matrix made of a block, by the block's label. */
  readonly #renamed = new Map<string, string[]>();
  readonly #values = { group: new Map<string, Value>(), target: new Map<string, Value>() };

  constructor(blocks: readonly NamedBlock[], names: Names) {
    this.#names = names;
    // Names are found first. They cannot depend on other targets.
    names.blocks = { load: () => undefined, value: () => undefined };
    this.#instances = blocks.flatMap((block) => this.#expand(block));
    names.blocks = {
      load: (kind, path, range) => this.#load(kind, path, range),
      value: (kind) => (this.#values[kind].size === 0 ? undefined : objectValue(this.#values[kind])),
    };
  }

  /** @throws BakeError at the first attribute that is wrong */
  evaluate(): {
    readonly groups: readonly Group[];
    readonly targets: readonly Target[];
    readonly made: readonly Group[];
  } {
    const groups: Group[] = [];
    const targets: Target[] = [];
    for (const instance of this.#instances) {
      for (const name of fieldNames(instance.kind)) this.#resolve(instance, name, instance.block.range);
      if (instance.kind === 'group') groups.push(groupOf(instance));
      else targets.push({ name: instance.name, fields: fieldsOf(instance) });
    }
    const made = [...this.#renamed]
      .map(([label, names]) => ({ name: label, description: '', targets: [...new Set(names)] }))
      .filter(({ name, targets: names }) => names.length !== 1 || names[0] !== name);
    return { groups, targets, made };
  }

  #expand({ kind, label, block }: NamedBlock): readonly Instance[] {
    checkName(label, block.range);
    const { body } = block;
    const [matrix, given] = [body.attribute('matrix'), body.attribute('name')];
    if (kind === 'group' && (matrix ?? given) !== undefined)
      throw errorAt((matrix ?? given)?.range ?? block.range, 'a group has no matrix and no other name');
    if (given !== undefined && matrix === undefined) throw errorAt(given.range, '"name" needs a "matrix"');
    const scopes = matrix === undefined ? [this.#names.scope] : this.#combinations(matrix);
    const instances = scopes.map((scope): Instance => {
      const name = given === undefined ? label : this.#name(given, scope);
      checkName(name, given?.range ?? block.range);
      return { kind, name, block, scope, decoded: new Map(), done: new Set(), inProgress: new Set() };
    });
    const names = instances.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined)
      throw errorAt(
        (given ?? matrix)?.range ?? block.range,
        `two targets of the matrix have the name ${JSON.stringify(twice)}`,
      );
    for (const instance of instances) {
      const key = `${kind} ${instance.name}`;
      this.#byName.set(key, [...(this.#byName.get(key) ?? []), instance]);
    }
    if (instances.length > 0 && kind === 'target')
      this.#renamed.set(label, [...(this.#renamed.get(label) ?? []), ...names]);
    return instances;
  }

  #combinations(matrix: Attribute): readonly Scope[] {
    this.#names.load(matrix.value, this.#names.scope);
    const value = evaluate(matrix.value, this.#names.scope);
    if (value.kind !== 'map' && value.kind !== 'object') throw errorAt(matrix.range, 'a matrix must be a map of lists');
    let rows: readonly ReadonlyMap<string, Value>[] = [new Map()];
    for (const [name, list] of value.entries) {
      const elements = elementsOf(list);
      if (elements === undefined) throw errorAt(matrix.range, `${name} of the matrix must be a list`);
      rows = elements.flatMap(([, element]) => rows.map((row) => new Map([...row, [name, element]])));
      if (rows.length > MOST_COMBINATIONS)
        throw errorAt(matrix.range, `the matrix has more than ${MOST_COMBINATIONS} combinations`);
    }
    return rows.map((row) => innerScope(this.#names.scope, row));
  }

  #name({ value, range }: Attribute, scope: Scope): string {
    this.#names.load(value, scope);
    try {
      return textOf(evaluate(value, scope));
    } catch (error) {
      if (error instanceof WrongType) throw errorAt(range, `a name must be a text: ${error.message}`);
      throw error;
    }
  }

  #load(kind: 'group' | 'target', [name, attribute]: readonly string[], range: Range): void {
    for (const instance of this.#byName.get(`${kind} ${name ?? ''}`) ?? []) {
      const names = attribute === undefined ? fieldNames(kind) : fieldNames(kind).filter((each) => each === attribute);
      for (const each of names) this.#resolve(instance, each, range);
      this.#values[kind].set(instance.name, this.#valueOf(instance));
    }
  }

  /** @param range of what asks for it */
  #resolve(instance: Instance, field: string, range: Range): void {
    if (instance.done.has(field)) return;
    if (instance.inProgress.has(field))
      throw errorAt(range, `${instance.kind}.${instance.name}.${field} refers to itself`);
    const attribute = instance.block.body.attribute(field);
    if (attribute === undefined) {
      if (instance.kind === 'group' && field === 'targets')
        throw errorAt(instance.block.range, 'a group needs "targets"');
      instance.done.add(field);
      return;
    }
    instance.inProgress.add(field);
    this.#names.load(attribute.value, instance.scope);
    const decoded = decode(attribute, codecOf(instance.kind, field), instance.scope);
    if (decoded !== undefined) instance.decoded.set(field, decoded);
    instance.done.add(field);
  }

  /** What others see of it: attributes that are not evaluated yet look as if they were not set. */
  #valueOf(instance: Instance): Value {
    return objectValue([
      ['name', stringValue(instance.name)],
      ...fieldNames(instance.kind).map((field) => {
        const value = codecOf(instance.kind, field).toValue(instance.decoded.get(field));
        return [field, field === 'description' && value.kind === 'null' ? stringValue('') : value] as const;
      }),
    ]);
  }
}

function decode({ name, value, range }: Attribute, codec: Codec<unknown>, scope: Scope): unknown {
  const evaluated = evaluate(value, scope);
  try {
    const decoded = codec.decode(evaluated);
    if (decoded === undefined && name === 'description') throw new WrongType('it must not be null');
    return decoded;
  } catch (error) {
    if (error instanceof WrongType) throw errorAt(range, `${name} has the wrong type: ${error.message}`);
    if (error instanceof UserError && error.location === undefined)
      throw errorAt(range, `${name}: ${error.message}`, error.hint);
    throw error;
  }
}

function codecOf(kind: 'group' | 'target', field: string): Codec<unknown> {
  const codecs = kind === 'group' ? GROUP_FIELDS : TARGET_FIELDS;
  return codecs[field as keyof typeof codecs] as unknown as Codec<unknown>;
}

function fieldNames(kind: 'group' | 'target'): readonly string[] {
  return Object.keys(kind === 'group' ? GROUP_FIELDS : TARGET_FIELDS);
}

/** Each was decoded by the codec of its name. */
function fieldsOf({ decoded }: Instance): TargetFields {
  return Object.fromEntries(decoded);
}

function groupOf({ name, decoded }: Instance): Group {
  return {
    name,
    description: (decoded.get('description') as string | undefined) ?? '',
    targets: (decoded.get('targets') as readonly string[] | undefined) ?? [],
  };
}

function checkName(name: string, range: Range): void {
  if (!TARGET_NAME.test(name))
    throw errorAt(range, `${JSON.stringify(name)} is no name of a target`, 'A name has letters, digits, "_" and "-".');
}
