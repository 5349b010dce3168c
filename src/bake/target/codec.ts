import { UserError } from '../../errors.js';
import { convert, WrongType } from '../hcl/values/convert.js';
import { BOOL, objectType, STRING, type Type, typeName } from '../hcl/values/type.js';
import {
  boolValue,
  listValue,
  mapValue,
  nullValue,
  objectValue,
  stringValue,
  typeOf,
  type Value,
  type ValueOf,
} from '../hcl/values/value.js';
import {
  type AttestEntry,
  booleanOf,
  type OutputEntry,
  parseAttest,
  parseCaches,
  parseOutput,
  parseSecret,
  parseSsh,
  type SecretEntry,
  type SshEntry,
  type TypedEntry,
} from './entries.js';
import { distinctTexts, lastByName, withoutDuplicates } from './merge-lists.js';

/** Text that may be absent (null) under a name. */
export type NullableTexts = ReadonlyMap<string, string | null>;

/** One kind of attribute of a target: from a value of a file, back to one, merged, and as JSON. */
export interface Codec<T> {
  /**
   * @returns undefined for null
   * @throws WrongType or UserError
   */
  readonly decode: (value: Value) => T | undefined;
  /** What `target.name.attribute` gives to others. */
  readonly toValue: (decoded: T | undefined) => Value;
  /** What a later target adds to an earlier one. */
  readonly merge: (earlier: T, later: T) => T;
  /** When all has been merged. @returns undefined for nothing */
  readonly settle: (merged: T) => T | undefined;
  readonly json: (settled: T) => unknown;
}

const STRINGS: Type = { kind: 'list', of: STRING };
const STRING_MAP: Type = { kind: 'map', of: STRING };

export const string: Codec<string> = {
  decode: (value) => {
    const text = convert(value, STRING);
    return text.kind === 'string' ? text.value : undefined;
  },
  toValue: (text) => (text === undefined ? nullValue(STRING) : stringValue(text)),
  merge: (_, later) => later,
  settle: (text) => text,
  json: (text) => text,
};

/** Where the syntax of HCL would see a template. */
export const escapedString: Codec<string> = { ...string, json: escapeTemplates };

export const boolean: Codec<boolean> = {
  decode: (value) => {
    const bool = convert(value, BOOL);
    return bool.kind === 'bool' ? bool.value : undefined;
  },
  toValue: (bool) => (bool === undefined ? nullValue(BOOL) : boolValue(bool)),
  merge: (_, later) => later,
  settle: (bool) => bool,
  json: (bool) => bool,
};

function strings(
  merge: 'replaced' | 'joined',
  settle: (texts: readonly string[]) => readonly string[],
  shown: (text: string) => string = (text) => text,
): Codec<readonly string[]> {
  return {
    decode: (value) => {
      const list = convert(value, STRINGS);
      if (list.kind !== 'list') return undefined;
      return list.items.map((item) => {
        if (item.kind !== 'string') throw new WrongType('an element must not be null');
        return item.value;
      });
    },
    toValue: (texts) => (texts === undefined ? nullValue(STRINGS) : listValue(texts.map(stringValue), STRING)),
    merge: (earlier, later) => (merge === 'replaced' ? later : [...earlier, ...later]),
    settle: (texts) => nonEmpty(settle(texts)),
    json: (texts) => texts.map(shown),
  };
}

export const replacedStrings = strings('replaced', distinctTexts);
export const joinedStrings = strings('joined', distinctTexts);
export const annotationStrings = strings('joined', distinctTexts, escapeTemplates);
/** They are gone when all is resolved. */
export const inheritedNames = strings('joined', (texts) => texts);

/** `args` and others: a null leaves what was inherited. */
export const nullableTexts: Codec<NullableTexts> = {
  decode: (value) => {
    const map = convert(value, STRING_MAP);
    if (map.kind !== 'map') return undefined;
    return new Map([...map.entries].map(([key, item]) => [key, item.kind === 'string' ? item.value : null] as const));
  },
  toValue: (texts) =>
    texts === undefined
      ? nullValue(STRING_MAP)
      : mapValue(
          [...texts].map(([key, text]) => [key, text === null ? nullValue(STRING) : stringValue(text)] as const),
          STRING,
        ),
  merge: (earlier, later) => new Map([...earlier, ...[...later].filter(([, text]) => text !== null)]),
  settle: (texts) => {
    const given = new Map([...texts].filter(([, text]) => text !== null));
    return given.size === 0 ? undefined : given;
  },
  json: (texts) => sortedObject([...texts].map(([key, text]) => [key, text === null ? null : escapeTemplates(text)])),
};

/** `contexts`: an empty one takes away what was inherited. */
export const contexts: Codec<ReadonlyMap<string, string>> = {
  decode: (value) => {
    const map = convert(value, STRING_MAP);
    if (map.kind !== 'map') return undefined;
    return new Map(
      [...map.entries].map(([key, item]) => {
        if (item.kind !== 'string') throw new WrongType(`${key} must not be null`);
        return [key, item.value] as const;
      }),
    );
  },
  toValue: (texts) =>
    texts === undefined
      ? nullValue(STRING_MAP)
      : mapValue(
          [...texts].map(([key, text]) => [key, stringValue(text)] as const),
          STRING,
        ),
  merge: (earlier, later) => new Map([...earlier, ...later]),
  settle: (texts) => {
    const given = new Map([...texts].filter(([, text]) => text !== ''));
    return given.size === 0 ? undefined : given;
  },
  json: (texts) => sortedObject([...texts]),
};

interface EntryForm<Entry> {
  readonly parse: (text: string) => readonly Entry[];
  readonly fromMap: (value: Value) => Entry;
  readonly toMap: (entry: Entry) => Value;
  readonly type: Type;
  readonly merge: 'replaced' | 'joined';
  readonly settle: (entries: readonly Entry[]) => readonly Entry[];
  readonly json: (entry: Entry) => unknown;
}

function entries<Entry>({
  parse,
  fromMap,
  toMap,
  type,
  merge,
  settle,
  json,
}: EntryForm<Entry>): Codec<readonly Entry[]> {
  return {
    decode: (value) => {
      if (value.kind === 'null') throw new WrongType('it must not be null');
      if (value.kind !== 'list' && value.kind !== 'tuple')
        throw new WrongType(`a list is required, but this is ${typeName(typeOf(value))}`);
      return value.items.flatMap((item) => {
        if (item.kind !== 'string') return [fromMap(item)];
        return item.value === '' ? [] : parse(item.value);
      });
    },
    toValue: (list) => listValue((list ?? []).map(toMap), type),
    merge: (earlier, later) => (merge === 'replaced' ? later : settle([...earlier, ...later])),
    settle: (list) => nonEmpty(settle(list)),
    json: (list) => list.map(json),
  };
}

function textsOfMap(value: Value): Map<string, string> {
  const map = convert(value, STRING_MAP);
  if (map.kind !== 'map') throw new WrongType('an entry must not be null');
  return new Map(
    [...map.entries].map(([key, item]) => {
      if (item.kind !== 'string') throw new WrongType(`${key} must not be null`);
      return [key, item.value] as const;
    }),
  );
}

function taken(texts: Map<string, string>, key: string): string {
  const found = texts.get(key) ?? '';
  texts.delete(key);
  return found;
}

function mapOf(texts: Iterable<readonly [string, string]>): Value {
  return mapValue(
    [...texts].map(([key, text]) => [key, stringValue(text)] as const),
    STRING,
  );
}

const CACHE_FORM: EntryForm<TypedEntry> = {
  parse: parseCaches,
  fromMap: (value) => {
    const attributes = textsOfMap(value);
    const type = taken(attributes, 'type');
    if (type === '') throw new UserError('a type is required for a cache');
    return { type, attributes };
  },
  toMap: ({ type, attributes }) => mapOf([...attributes, ['type', type]]),
  type: STRING_MAP,
  merge: 'joined',
  settle: (list) =>
    withoutDuplicates(list, ({ type, attributes }) => JSON.stringify([type, sortedEntries(attributes)])),
  json: ({ type, attributes }) => sortedObject([...attributes, ['type', type]]),
};

export const joinedCaches = entries(CACHE_FORM);
export const replacedCaches = entries({ ...CACHE_FORM, merge: 'replaced' });

export const outputs: Codec<readonly OutputEntry[]> = entries<OutputEntry>({
  parse: (text) => [parseOutput(text)],
  fromMap: (value) => {
    const attributes = textsOfMap(value);
    const type = taken(attributes, 'type');
    const dest = taken(attributes, 'dest');
    if (type === '') throw new UserError('a type is required for an output');
    return { type, dest, attributes };
  },
  toMap: ({ type, dest, attributes }) => mapOf([...attributes, ['type', type], ['dest', dest]]),
  type: STRING_MAP,
  merge: 'replaced',
  settle: (list) =>
    withoutDuplicates(list, ({ type, dest, attributes }) => JSON.stringify([type, dest, sortedEntries(attributes)])),
  json: ({ type, dest, attributes }) =>
    sortedObject([...attributes, ['type', type], ...(dest === '' ? [] : [['dest', dest] as const])]),
});

export const attests: Codec<readonly AttestEntry[]> = entries<AttestEntry>({
  parse: (text) => [parseAttest(text)],
  fromMap: (value) => {
    const attributes = textsOfMap(value);
    const type = taken(attributes, 'type');
    const disabled = attributes.has('disabled') ? booleanOf(taken(attributes, 'disabled'), 'disabled') : false;
    return { type, attributes, disabled };
  },
  toMap: ({ type, disabled, attributes }) =>
    mapOf([...attributes, ['type', type], ...(disabled ? [['disabled', 'true'] as const] : [])]),
  type: STRING_MAP,
  merge: 'joined',
  settle: (list) => lastByName(list, ({ type }) => type),
  json: ({ type, disabled, attributes }) =>
    sortedObject([...attributes, ['type', type], ...(disabled ? [['disabled', true] as const] : [])]),
});

const SECRET_NAMES = ['id', 'src', 'env'];
const SECRET_TYPE = objectType(new Map(SECRET_NAMES.map((name) => [name, STRING])), new Set(SECRET_NAMES));

export const secrets: Codec<readonly SecretEntry[]> = entries<SecretEntry>({
  parse: (text) => [parseSecret(text)],
  fromMap: (value) => {
    const object = convert(value, SECRET_TYPE);
    if (object.kind !== 'object') throw new WrongType('an entry must not be null');
    const text = (name: string): string => (object.entries.get(name) as ValueOf<'string'> | undefined)?.value ?? '';
    return { id: text('id'), src: text('src'), env: text('env') };
  },
  toMap: ({ id, src, env }) =>
    objectValue([
      ['id', stringValue(id)],
      ['src', stringValue(src)],
      ['env', stringValue(env)],
    ]),
  type: objectType(new Map(SECRET_NAMES.map((name) => [name, STRING]))),
  merge: 'joined',
  settle: (list) => lastByName(list, ({ id }) => id),
  json: ({ id, src, env }) => ({
    ...(id !== '' && { id }),
    ...(src !== '' && { src }),
    ...(env !== '' && { env }),
  }),
});

const SSH_ATTRIBUTES: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['id', STRING],
  ['paths', STRINGS],
]);

export const sshKeys: Codec<readonly SshEntry[]> = entries<SshEntry>({
  parse: (text) => [parseSsh(text)],
  fromMap: (value) => {
    const object = convert(value, objectType(SSH_ATTRIBUTES, new Set(SSH_ATTRIBUTES.keys())));
    if (object.kind !== 'object') throw new WrongType('an entry must not be null');
    const id = object.entries.get('id');
    const paths = object.entries.get('paths');
    return {
      id: id?.kind === 'string' ? id.value : '',
      paths: paths?.kind === 'list' ? paths.items.flatMap((item) => (item.kind === 'string' ? [item.value] : [])) : [],
    };
  },
  toMap: ({ id, paths }) =>
    objectValue([
      ['id', stringValue(id)],
      ['paths', listValue(paths.map(stringValue), STRING)],
    ]),
  type: objectType(SSH_ATTRIBUTES),
  merge: 'joined',
  settle: (list) => lastByName(list, ({ id }) => id),
  json: ({ id, paths }) => ({ ...(id !== '' && { id }), ...(paths.length > 0 && { paths }) }),
});

function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function escapeTemplates(text: string): string {
  return text.replaceAll('${', () => '$${').replaceAll('%{', () => '%%{');
}

function sortedEntries(map: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...map].sort(([left], [right]) => (left < right ? -1 : 1));
}

function sortedObject(pairs: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries([...pairs].sort(([left], [right]) => (left < right ? -1 : 1)));
}
