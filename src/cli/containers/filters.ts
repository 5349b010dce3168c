import type { KnownContainer } from '../../app/containers/container-store.js';
import { many } from '../../app/options/option.js';
import { UserError } from '../../errors.js';
import type { ImageId } from '../../oci/identity.js';
import { parsePointInTime } from '../../text/point-in-time.js';

export const FILTER_FLAG = {
  flag: '--filter',
  takes: many('KEY=VALUE', (_where: string, texts: readonly string[]) => texts),
  help: 'only those that fit, e.g. status=exited or name=web',
} as const;

const ALL = ['id', 'name', 'status', 'exited', 'ancestor', 'label', 'before', 'since'] as const;

type ImagesNamed = (name: string) => ReadonlySet<ImageId>;

interface FilterParts {
  readonly all: readonly KnownContainer[];
  readonly imagesNamed: ImagesNamed;
}

type Test = (known: KnownContainer) => boolean;

/**
 * As docker filters containers: of the values of one key any must fit, but of `label` all, and each key has to.
 *
 * @param all the containers that `before` and `since` may name
 * @param imagesNamed the images that have a name, for `ancestor`
 * @throws UserError for a filter that there is not
 */
export function containerFilter(
  texts: readonly string[],
  all: readonly KnownContainer[],
  imagesNamed: ImagesNamed = () => new Set(),
  keys: readonly string[] = ALL,
): Test {
  const byKey = new Map<string, Test[]>();
  for (const text of texts) {
    const equals = text.indexOf('=');
    const negated = text[equals - 1] === '!';
    const key = text.slice(0, Math.max(0, equals));
    if (!keys.includes(key)) {
      throw new UserError(`there is no filter ${JSON.stringify(key)}`, { hint: `There is ${keys.join(', ')}.` });
    }
    const test = testOf(negated ? key.slice(0, -1) : key, text.slice(equals + 1), { all, imagesNamed });
    byKey.set(key, [...(byKey.get(key) ?? []), negated ? (known) => !test(known) : test]);
  }
  return (known) =>
    [...byKey].every(([key, tests]) =>
      key.startsWith('label') ? tests.every((test) => test(known)) : tests.some((test) => test(known)),
    );
}

function testOf(key: string, value: string, { all, imagesNamed }: FilterParts): Test {
  const created = ({ container }: KnownContainer): number => Date.parse(container.created);
  const other = (): number => {
    const found = all.find(({ container }) => container.name === value || container.id.startsWith(value));
    if (found === undefined) throw new UserError(`no such container: ${value}`);
    return created(found);
  };
  switch (key) {
    case 'id':
      return ({ container }) => container.id.startsWith(value);
    case 'name':
      return nameTest(value.replace(/^\//, ''));
    case 'status':
      return ({ state }) => state.status === value;
    case 'exited':
      return ({ state }) => state.status === 'exited' && state.exitCode === Number(value);
    case 'ancestor': {
      const named = imagesNamed(value);
      return ({ container }) =>
        container.image === value || named.has(container.imageId) || isId(container.imageId, value);
    }
    case 'label': {
      const equals = value.indexOf('=');
      const name = equals < 0 ? value : value.slice(0, equals);
      return ({ container: { labels } }) =>
        Object.hasOwn(labels, name) && (equals < 0 || labels[name] === value.slice(equals + 1));
    }
    case 'until': {
      const limit = parsePointInTime(value);
      return (known) => created(known) < limit;
    }
    default: {
      const limit = other();
      return key === 'before' ? (known) => created(known) < limit : (known) => created(known) > limit;
    }
  }
}

/** A part of the name, or an expression for it: `^web$`. */
function nameTest(value: string): Test {
  let expression: RegExp;
  try {
    expression = new RegExp(value, 'u');
  } catch (error) {
    throw new UserError(`the filter name=${value} is no regular expression`, { cause: error });
  }
  return ({ container }) => expression.test(container.name);
}

function isId(imageId: string, value: string): boolean {
  return (
    /^[0-9a-f]{4,}$/.test(value.replace('sha256:', '')) && imageId.startsWith(`sha256:${value.replace('sha256:', '')}`)
  );
}
