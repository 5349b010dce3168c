import { UserError } from '../errors.js';
import { attributesOf, trueOrFalse, unknownAttribute } from './lines/attributes.js';
import { GLOBAL_NAMES, type GlobalName } from './templates/expressions.js';
import { parseTemplate, type Template } from './templates/template.js';
import { writtenLines } from './lines/written-line.js';

/** What holds for all tags that rules make. */
export interface Flavor {
  /** The input, for messages. */
  readonly where: string;
  /** Whether there is a tag `latest`. `auto`: as the rule says that makes the version. */
  readonly latest: 'auto' | boolean;
  /** For rules that have no prefix or suffix of their own. */
  readonly prefix: Affix | undefined;
  readonly suffix: Affix | undefined;
}

interface Affix {
  readonly text: Template<GlobalName>;
  /** `latest` has it as well. */
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
  /** Which one an `onlatest` speaks of: the last before it. */
  let last: 'prefix' | 'suffix' | undefined;
  for (const { name, value } of attributes) {
    switch (name) {
      case 'latest':
        flavor = { ...flavor, latest: value === 'auto' ? value : latestOf(where, value) };
        break;
      case 'prefix':
      case 'suffix': {
        last = name;
        // An earlier line may have said onlatest, which holds until it is said again.
        const onLatest = flavor[name]?.onLatest ?? false;
        flavor = { ...flavor, [name]: { text: parseTemplate(where, value, GLOBAL_NAMES), onLatest } };
        break;
      }
      case 'onlatest': {
        const affix = last === undefined ? undefined : flavor[last];
        if (last === undefined || affix === undefined) {
          throw new UserError(`${where}: onlatest stands behind no prefix or suffix`, {
            hint: 'Write it behind the one that it is for: prefix=v,onlatest=true.',
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
