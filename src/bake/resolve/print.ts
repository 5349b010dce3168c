import type { Group } from '../target/fields.js';
import { FIELD_NAMES, TARGET_FIELDS, type TargetFields } from '../target/fields.js';
import type { Codec } from '../target/codec.js';
import type { Resolved } from './resolve-targets.js';

/** What `--print` shows, as buildx does. */
export function printedDefinition({ groups, targets }: Resolved): Record<string, unknown> {
  return {
    ...(groups.length > 0 && { group: Object.fromEntries(groups.map((group) => [group.name, printedGroup(group)])) }),
    target: Object.fromEntries(targets.map(({ name, fields }) => [name, printedFields(fields)])),
  };
}

function printedGroup({ description, targets }: Group): Record<string, unknown> {
  return { ...(description !== '' && { description }), targets };
}

function printedFields(fields: TargetFields): Record<string, unknown> {
  return Object.fromEntries(
    FIELD_NAMES.flatMap((name) => {
      const value = fields[name];
      // An empty description counts as none; other empty texts are printed.
      if (value === undefined || (name === 'description' && value === '')) return [];
      return [[name, (TARGET_FIELDS[name] as unknown as Codec<unknown>).json(value)]];
    }),
  );
}

/** JSON with two spaces, and `<`, `>` and `&` escaped as Go does. */
export function goIndentedJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
