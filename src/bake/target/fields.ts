import {
  annotationStrings,
  attests,
  boolean,
  type Codec,
  contexts,
  escapedString,
  inheritedNames,
  joinedCaches,
  joinedStrings,
  nullableTexts,
  outputs,
  replacedCaches,
  replacedStrings,
  secrets,
  sshKeys,
  string,
} from './codec.js';
import { policies } from './policies.js';
import { resources } from './resources.js';

/** The attributes of a target as files name them, in the order in which `--print` writes them. */
export const TARGET_FIELDS = {
  description: string,
  inherits: inheritedNames,
  annotations: annotationStrings,
  attest: attests,
  context: string,
  contexts,
  dockerfile: string,
  'dockerfile-inline': escapedString,
  args: nullableTexts,
  labels: nullableTexts,
  tags: replacedStrings,
  'cache-from': joinedCaches,
  'cache-to': replacedCaches,
  target: string,
  secret: secrets,
  ssh: sshKeys,
  platforms: replacedStrings,
  output: outputs,
  pull: boolean,
  'no-cache': boolean,
  network: string,
  'no-cache-filter': joinedStrings,
  'shm-size': string,
  ulimits: joinedStrings,
  resources,
  call: string,
  entitlements: joinedStrings,
  'extra-hosts': nullableTexts,
  policy: policies,
} as const;

export type FieldName = keyof typeof TARGET_FIELDS;

type FieldType<Name extends FieldName> = (typeof TARGET_FIELDS)[Name] extends Codec<infer T> ? T : never;

/** What is set of a target. */
export type TargetFields = { readonly [Name in FieldName]?: FieldType<Name> | undefined };

export const FIELD_NAMES = Object.keys(TARGET_FIELDS) as FieldName[];

/** A target of a definition, before it has what it inherits. */
export interface Target {
  readonly name: string;
  readonly fields: TargetFields;
}

export interface Group {
  readonly name: string;
  readonly description: string;
  readonly targets: readonly string[];
}

/** The attributes of an earlier target, with what a later one adds or replaces. */
export function mergeFields(earlier: TargetFields, later: TargetFields): TargetFields {
  return eachField((name, codec) => {
    const [before, after] = [earlier[name], later[name]];
    if (before === undefined || after === undefined) return after ?? before;
    // An empty description replaces none.
    return name === 'description' && after === '' ? before : codec.merge(before, after);
  });
}

/** Without duplicates, and without what is empty. */
export function settleFields(fields: TargetFields): TargetFields {
  return eachField((name, codec) => {
    const given = fields[name];
    return given === undefined ? undefined : codec.settle(given);
  });
}

/** The codec and the field's value have the same type for each name, which the compiler cannot follow here. */
function eachField(make: (name: FieldName, codec: Codec<unknown>) => unknown): TargetFields {
  const made: Record<string, unknown> = {};
  for (const name of FIELD_NAMES) {
    const value = make(name, TARGET_FIELDS[name] as unknown as Codec<unknown>);
    if (value !== undefined) made[name] = value;
  }
  return made;
}
