import { UserError } from '../../errors.js';
import { csvFields } from '../../text/csv.js';
import { convert, WrongType } from '../hcl/values/convert.js';
import { STRING, type Type } from '../hcl/values/type.js';
import { listValue, mapValue, nullValue, stringValue, type Value } from '../hcl/values/value.js';
import type { Codec } from './codec.js';
import { booleanOf } from './entries.js';

/** A policy of buildx about a build's sources. It is shown by `--print`; a build refuses it. */
export interface PolicyEntry {
  readonly files: readonly string[];
  readonly reset: boolean;
  readonly disabled: boolean;
  readonly strict?: boolean;
  readonly logLevel?: string;
}

const STRING_MAP: Type = { kind: 'map', of: STRING };
const LEVELS: ReadonlySet<string> = new Set(['panic', 'fatal', 'error', 'warn', 'warning', 'info', 'debug', 'trace']);

/** @throws UserError */
export function parsePolicy(text: string): PolicyEntry {
  return csvFields(text).reduce<PolicyEntry>(
    (policy, field) => {
      const at = field.indexOf('=');
      if (at < 0) throw new UserError(`invalid value ${JSON.stringify(field)} of a policy`);
      return withField(policy, field.slice(0, at).trim().toLowerCase(), field.slice(at + 1));
    },
    { files: [], reset: false, disabled: false },
  );
}

function withField(policy: PolicyEntry, key: string, value: string): PolicyEntry {
  switch (key) {
    case 'filename':
      if (value === '') break;
      return { ...policy, files: [...policy.files, value] };
    case 'reset':
    case 'disabled':
    case 'strict':
      return { ...policy, [key]: booleanOf(value, key) };
    case 'log-level': {
      const level = value.toLowerCase();
      if (!LEVELS.has(level)) break;
      return { ...policy, logLevel: level === 'warn' ? 'warning' : level };
    }
  }
  throw new UserError(`invalid value ${JSON.stringify(`${key}=${value}`)} of a policy`);
}

export const policies: Codec<readonly PolicyEntry[]> = {
  decode: (value) => {
    if (value.kind === 'null') throw new WrongType('it must not be null');
    if (value.kind !== 'list' && value.kind !== 'tuple') throw new WrongType('a list is required');
    return value.items.flatMap((item) => {
      if (item.kind === 'string') return item.value === '' ? [] : [parsePolicy(item.value)];
      return [policyOf(item)];
    });
  },
  toValue: (list) =>
    list === undefined ? nullValue({ kind: 'list', of: STRING_MAP }) : listValue(list.map(mapOf), STRING_MAP),
  merge: (earlier, later) => [...earlier, ...later],
  settle: (list) => (list.length === 0 ? undefined : list),
  json: (list) =>
    list.map(({ files, reset, disabled, strict = null, logLevel = null }) => ({
      Files: files.length === 0 ? null : files.map((file) => ({ Filename: file, Data: null })),
      Reset: reset,
      Disabled: disabled,
      Strict: strict,
      LogLevel: logLevel,
    })),
};

function policyOf(value: Value): PolicyEntry {
  const map = convert(value, STRING_MAP);
  if (map.kind !== 'map') throw new WrongType('an entry must not be null');
  let policy: PolicyEntry = { files: [], reset: false, disabled: false };
  for (const [key, item] of map.entries) {
    if (item.kind !== 'string' || item.value === '') continue;
    policy = withField(policy, key, item.value);
  }
  return policy;
}

function mapOf({ files, reset, disabled, strict, logLevel }: PolicyEntry): Value {
  const [file] = files;
  const texts = {
    ...(file !== undefined && { filename: file }),
    ...(reset && { reset: 'true' }),
    ...(disabled && { disabled: 'true' }),
    ...(strict !== undefined && { strict: String(strict) }),
    ...(logLevel !== undefined && { 'log-level': logLevel }),
  };
  return mapValue(
    Object.entries(texts).map(([key, text]) => [key, stringValue(text)] as const),
    STRING,
  );
}
