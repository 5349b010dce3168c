/** The types that values of bake files have. `any` stands for a type that is not known, such as that of `null`. */
export type Type =
  | { readonly kind: 'string' | 'number' | 'bool' | 'any' }
  | { readonly kind: 'list' | 'set' | 'map'; readonly of: Type }
  | { readonly kind: 'tuple'; readonly items: readonly Type[] }
  | {
      readonly kind: 'object';
      readonly attributes: ReadonlyMap<string, Type>;
      /** Attributes that a value need not have: they become null. */
      readonly optional: ReadonlySet<string>;
    };

export const STRING: Type = { kind: 'string' };
export const NUMBER: Type = { kind: 'number' };
export const BOOL: Type = { kind: 'bool' };
export const ANY: Type = { kind: 'any' };

const NO_NAMES: ReadonlySet<string> = new Set();

export function objectType(attributes: ReadonlyMap<string, Type>, optional: ReadonlySet<string> = NO_NAMES): Type {
  return { kind: 'object', attributes, optional };
}

export function isPrimitive({ kind }: Type): boolean {
  return kind === 'string' || kind === 'number' || kind === 'bool';
}

export function sameType(left: Type, right: Type): boolean {
  if (left === right) return true;
  switch (left.kind) {
    case 'list':
    case 'set':
    case 'map':
      return left.kind === right.kind && sameType(left.of, right.of);
    case 'tuple':
      return (
        right.kind === 'tuple' &&
        left.items.length === right.items.length &&
        left.items.every((item, index) => sameType(item, right.items[index] ?? ANY))
      );
    case 'object':
      return (
        right.kind === 'object' &&
        left.attributes.size === right.attributes.size &&
        [...left.attributes].every(([name, type]) => {
          const other = right.attributes.get(name);
          return other !== undefined && sameType(type, other) && left.optional.has(name) === right.optional.has(name);
        })
      );
    default:
      return left.kind === right.kind;
  }
}

/** How messages and `--list` name a type. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'any':
      return 'dynamic';
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind} of ${type.of.kind === 'any' ? 'any single type' : typeName(type.of)}`;
    default:
      return type.kind;
  }
}
