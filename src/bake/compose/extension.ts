import { goBoolean } from '../../text/go-boolean.js';
import { UserError } from '../../errors.js';
import { parseCaches, parseOutput, parseSecret, parseSsh } from '../target/entries.js';
import { mergeFields, type TargetFields } from '../target/fields.js';
import { namedContexts } from './named-contexts.js';
import { mappingAt, pairsAt, textAt, textsAt } from './tree.js';

/** `x-bake` below `build`: attributes of a target that compose files have no other place for. */
export function extensionFields(fields: TargetFields, extension: unknown, path: string): TargetFields {
  if (extension === undefined || extension === null) return fields;
  const given = mappingAt(extension, path);
  const texts = (key: string): readonly string[] => {
    const value = given[key];
    return typeof value === 'string'
      ? value.split(/\s+/).filter((word) => word !== '')
      : textsAt(value, `${path}.${key}`);
  };
  const entries = <T>(key: string, parse: (text: string) => T): readonly T[] | undefined => {
    const parsed = texts(key)
      .filter((text) => text !== '')
      .map(parse);
    return parsed.length === 0 ? undefined : parsed;
  };
  const boolean = (key: string): boolean | undefined => {
    const value = given[key];
    if (value === undefined || value === null) return undefined;
    const parsed = goBoolean(textAt(value, `${path}.${key}`));
    if (parsed === undefined) throw new UserError(`${path}.${key} must be true or false`);
    return parsed;
  };
  const distinct = (key: string, before: readonly string[] = []): readonly string[] | undefined => {
    const added = texts(key);
    return added.length === 0 ? undefined : [...new Set([...before, ...added])];
  };
  const cacheTo = entries('cache-to', parseCaches)?.flat();
  const output = entries('output', parseOutput);
  const contexts = namedContexts(pairsAt(given['contexts'], `${path}.contexts`));
  return mergeFields(fields, {
    tags: distinct('tags', fields.tags),
    platforms: distinct('platforms', fields.platforms),
    'cache-from': entries('cache-from', parseCaches)?.flat(),
    'cache-to': cacheTo === undefined ? undefined : [...(fields['cache-to'] ?? []), ...cacheTo],
    secret: entries('secret', parseSecret),
    ssh: entries('ssh', parseSsh),
    output: output === undefined ? undefined : [...(fields.output ?? []), ...output],
    pull: boolean('pull'),
    'no-cache': boolean('no-cache'),
    'no-cache-filter': distinct('no-cache-filter', fields['no-cache-filter']),
    // What `build` says of a context counts more.
    contexts: contexts === undefined ? undefined : new Map([...contexts, ...(fields.contexts ?? [])]),
  });
}
