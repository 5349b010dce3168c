import { UserError } from '../errors.js';
import { attributesOf, trueOrFalse, unknownAttribute } from './lines/attributes.js';
import { GLOBAL_NAMES, type GlobalName } from './templates/expressions.js';
import { parseTemplate, type Template } from './templates/template.js';
import { writtenLines } from './lines/written-line.js';

/** The input `flavor`: settings for all tags that rules give. */
export interface Flavor {
  /** Name of the input, for messages. */
  readonly where: string;
  /** Whether there is a tag `latest`. With `auto`, the rule that sets the version decides. */
  readonly latest: 'auto' | boolean;
  /** For rules without their own prefix or suffix. */
  readonly prefix: Affix | undefined;
  readonly suffix: Affix | undefined;
}

interface Affix {
  readonly text: Template<GlobalName>;
  /** Whether the tag `latest` gets it too. */
  readonly onLatest: boolean;
}

const ATTRIBUTES = ['latest', 'prefix', 'suffix', 'onlatest'] as const;

/** @throws UserError that names the line */
export function parseFlavor(where: string, lines: readonly string[]): Flavor {
  let flavor: Flavor = { where, latest: 'auto', prefix: undefined, suffix: undefined };
  for (const line of writtenLines(where, lines)) flavor = withLine(flavor, line.where, attributesOf(line));
  return flavor;
}

function withLine(before: Flavor, where: string, attributes: ReturnType<typeof attributesOf>): Flavor {
  let flavor = before;
  /** An `onlatest` belongs to the last prefix or suffix before it. */
  let last: 'prefix' | 'suffix' | undefined;
  for (const { name, value } of attributes) {
    switch (name) {
      case 'latest':
        flavor = { ...flavor, latest: value === 'auto' ? value : latestOf(where, value) };
        break;
      case 'prefix':
      case 'suffix': {
        last = name;
        // The onlatest of an earlier line stays until another one replaces it.
        const onLatest = flavor[name]?.onLatest ?? false;
        flavor = { ...flavor, [name]: { text: parseTemplate(where, value, GLOBAL_NAMES), onLatest } };
        break;
      }
      case 'onlatest': {
        const affix = last === undefined ? undefined : flavor[last];
        if (last === undefined || affix === undefined) {
          throw new UserError(`${where}: onlatest has no prefix or suffix before it`, {
            hint: 'Write it after the prefix or suffix that it is for: prefix=v,onlatest=true.',
          });
        }
        flavor = { ...flavor, [last]: { ...affix, onLatest: trueOrFalse(where, 'onlatest', value) } };
        break;
      }
      case undefined:
        throw new UserError(`${where}: ${JSON.stringify(value)} is not NAME=VALUE`, {
          hint: 'Write, for instance, latest=false or suffix=-alpine,onlatest=true.',
        });
      default:
        throw unknownAttribute(where, name, ATTRIBUTES);
    }
  }
  return flavor;
}

function latestOf(where: string, value: string): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new UserError(`${where}: latest is ${JSON.stringify(value)}`, { hint: 'Write auto, true or false.' });
}
