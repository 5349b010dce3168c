import { UserError } from '../../errors.js';
import { BigFloat } from '../hcl/values/big-float.js';
import { convert, WrongType } from '../hcl/values/convert.js';
import { NUMBER, objectType, STRING, type Type } from '../hcl/values/type.js';
import { nullValue, numberValue, objectValue, stringValue, type Value } from '../hcl/values/value.js';
import type { Codec } from './codec.js';

/** Limits of RUN steps by their names. */
export type Resources = ReadonlyMap<ResourceName, string | number>;

const RESOURCE_TYPES = {
  memory: STRING,
  'memory-swap': STRING,
  'cpu-shares': NUMBER,
  'cpu-period': NUMBER,
  'cpu-quota': NUMBER,
  'cpuset-cpus': STRING,
  'cpuset-mems': STRING,
} as const satisfies Readonly<Record<string, Type>>;

type ResourceName = keyof typeof RESOURCE_TYPES;

const NAMES = Object.keys(RESOURCE_TYPES) as ResourceName[];
const TYPE = objectType(new Map<string, Type>(Object.entries(RESOURCE_TYPES)), new Set(NAMES));

export const resources: Codec<Resources> = {
  decode: (value) => {
    const object = convert(value, TYPE);
    if (object.kind !== 'object') return undefined;
    return new Map<ResourceName, string | number>(
      NAMES.flatMap((name): readonly (readonly [ResourceName, string | number])[] => {
        const given = object.entries.get(name);
        if (given?.kind === 'string') return [[name, given.value]];
        if (given?.kind !== 'number') return [];
        if (!given.value.isInteger) throw new WrongType(`${name} must be a whole number`);
        return [[name, given.value.toNumber()]];
      }),
    );
  },
  toValue: (limits) => {
    if (limits === undefined) return nullValue(TYPE);
    return objectValue(NAMES.map((name) => [name, valueOf(limits.get(name), RESOURCE_TYPES[name])] as const));
  },
  merge: (earlier, later) => new Map([...earlier, ...later]),
  settle: (limits) => limits,
  json: (limits) => Object.fromEntries(NAMES.flatMap((name) => (limits.has(name) ? [[name, limits.get(name)]] : []))),
};

function valueOf(limit: string | number | undefined, type: Type): Value {
  if (limit === undefined) return nullValue(type);
  return typeof limit === 'string' ? stringValue(limit) : numberValue(BigFloat.double(limit));
}

/** `--set target.resources.name=value`. @throws UserError for a name or number that is wrong */
export function withResource(limits: Resources, name: string, value: string): Resources {
  const known = NAMES.find((each) => each === name);
  if (known === undefined) throw new UserError(`there is no resource ${JSON.stringify(name)}`);
  if (RESOURCE_TYPES[known] === STRING) return new Map([...limits, [known, value]]);
  if (!/^[+-]?\d+$/.test(value))
    throw new UserError(`invalid value ${JSON.stringify(value)} for the whole number resources.${name}`);
  return new Map([...limits, [known, Number(value)]]);
}
