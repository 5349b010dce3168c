import type { Random } from '../random.js';
import type { Mutator } from './mutator.js';

/** A field or an element of a document that can be changed. */
interface Place {
  readonly holder: Record<string, unknown> | unknown[];
  readonly key: string | number;
}

const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1, 1.5, 2 ** 31, 2 ** 53, 1e308, '', 'a', '0', '__proto__', [], {}, [[]], [null]],
  ...['\ud800', '\u0000', '\u2028', `sha256:${'0'.repeat(64)}`, '0001-01-01T00:00:00Z', 'x'.repeat(5000)],
];

/** Changes one value of a JSON document: if bytes are changed at random, the result is hardly ever JSON. */
export const mutateJson: Mutator = (input, { random, other, tokens }) => {
  const document = parsed(input);
  if (document === undefined) return input;
  const root = { document };
  const { holder, key } = random.pick(placesIn(root));
  const fields = holder as Record<string | number, unknown>;
  switch (random.below(6)) {
    case 0:
      fields[key] = random.pick(VALUES);
      break;
    case 1: {
      const places = placesIn({ document: parsed(other) ?? null });
      fields[key] = valueAt(random.pick(places));
      break;
    }
    case 2:
      fields[key] = valueAt(random.pick(placesIn(structuredClone(root))));
      break;
    case 3:
      if (Array.isArray(holder)) holder.splice(Number(key), random.below(2));
      else if (holder !== root) Reflect.deleteProperty(holder, key);
      break;
    case 4:
      if (Array.isArray(holder))
        holder.splice(Number(key), 0, ...Array.from({ length: 2 ** random.below(7) }, () => fields[key]));
      else
        Object.defineProperty(holder, nameFrom(tokens, random), {
          value: fields[key],
          enumerable: true,
          configurable: true,
          writable: true,
        });
      break;
    default:
      fields[key] = textFrom(fields[key], tokens, random);
  }
  return Buffer.from(JSON.stringify(root.document));
};

function parsed(input: Buffer): unknown {
  try {
    return JSON.parse(input.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** All fields and elements, up to a number that is enough for every document of a corpus. */
function placesIn(root: Record<string, unknown>): Place[] {
  const places: Place[] = [];
  const todo: (Record<string, unknown> | unknown[])[] = [root];
  for (let holder = todo.pop(); holder !== undefined && places.length < 2000; holder = todo.pop()) {
    for (const key of Object.keys(holder)) {
      const place = { holder, key };
      places.push(place);
      const value = valueAt(place);
      if (typeof value === 'object' && value !== null) todo.push(value as Record<string, unknown>);
    }
  }
  return places;
}

function valueAt({ holder, key }: Place): unknown {
  return (holder as Record<string | number, unknown>)[key];
}

function nameFrom(tokens: readonly Buffer[], random: Random): string {
  return tokens.length === 0 ? 'a' : random.pick(tokens).toString('latin1');
}

function textFrom(value: unknown, tokens: readonly Buffer[], random: Random): unknown {
  if (typeof value === 'number') return value + random.below(3) - 1;
  if (typeof value !== 'string') return nameFrom(tokens, random);
  const at = random.below(value.length + 1);
  return value.slice(0, at) + nameFrom(tokens, random) + value.slice(at + random.below(3));
}
