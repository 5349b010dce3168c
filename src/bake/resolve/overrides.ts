import { UserError } from '../../errors.js';
import { Wildcard } from '../../layer/pattern/go-path-match.js';
import type { Definition } from '../definition/definition.js';

/** What `--set` says of one attribute of one target. */
export interface Override {
  /** The last value that was given. */
  readonly value: string;
  /** All values, for attributes that are lists. */
  readonly values: readonly string[];
  /** `+=`: they are added to what the target has. */
  readonly adds: boolean;
}

/** By the names of targets, then by the attribute as written behind the target's name. */
export type Overrides = ReadonlyMap<string, ReadonlyMap<string, Override>>;

const LISTS: ReadonlySet<string> = new Set([
  'output',
  'cache-to',
  'cache-from',
  'tags',
  'platform',
  'secrets',
  'ssh',
  'attest',
  'entitlements',
  'no-cache-filter',
  'ulimits',
  'annotations',
  'policy',
]);
const NAMED: ReadonlySet<string> = new Set(['args', 'contexts', 'resources', 'secret']);

/**
 * Reads `target.attribute=value` as `--set` takes it. The target may be a pattern.
 *
 * @param lookUp a variable of the environment, for `target.args.NAME` without a value
 * @throws UserError that names the override
 */
export function readOverrides(
  given: readonly string[],
  definition: Definition,
  lookUp: (name: string) => string | undefined,
): Overrides {
  const overrides = new Map<string, Map<string, Override>>();
  for (const text of given) {
    const at = text.indexOf('=');
    const left = at < 0 ? text : text.slice(0, at);
    const adds = left.endsWith('+');
    const [pattern = '', attribute, ...rest] = left.replace(/\+$/, '').split('.');
    if (attribute === undefined)
      throw new UserError(`invalid override ${JSON.stringify(text)}: expected target.name=value`);
    const name = rest.join('.');
    const isNamed = NAMED.has(attribute);
    if (at < 0 && attribute !== 'args')
      throw new UserError(`invalid override ${JSON.stringify(text)}: expected target.name=value`);
    if (isNamed && rest.length === 0)
      throw new UserError(`invalid override ${JSON.stringify(text)}: ${attribute} needs a name`);
    if (adds && (attribute === 'resources' || attribute === 'secret'))
      throw new UserError(`invalid override ${JSON.stringify(text)}: nothing can be added to ${attribute}`);
    const value = at < 0 ? lookUp(name) : text.slice(at + 1);
    const targets = targetsMatching(pattern, definition);
    if (value === undefined) continue;
    const key = rest.length === 0 ? attribute : `${attribute}.${name}`;
    for (const target of targets) {
      const of = overrides.get(target) ?? new Map<string, Override>();
      const before = of.get(key);
      of.set(key, {
        value,
        values: LISTS.has(attribute) ? [...(before?.values ?? []), value] : [],
        adds: LISTS.has(attribute) && adds,
      });
      overrides.set(target, of);
    }
  }
  return overrides;
}

function targetsMatching(pattern: string, { targets }: Definition): readonly string[] {
  if (targets.some(({ name }) => name === pattern)) return [pattern];
  const wildcard = Wildcard.compile(pattern);
  const found = targets.filter(({ name }) => wildcard.matches(name)).map(({ name }) => name);
  if (found.length === 0) throw new UserError(`could not find any target matching ${JSON.stringify(pattern)}`);
  return found;
}
