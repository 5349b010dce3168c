import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { environmentList, withFields } from '../../src/plan/draft-config.js';
import { Environment, splitVariable } from '../../src/plan/environment.js';
import { AppendableJson } from '../../src/json/appendable-json.js';

const names = fc.constantFrom('a', 'b', 'c', '7', '10', '4294967295', '__proto__', 'ü', '\ud800', '80/tcp', '"');
/** Which of the versions so far something is set in: not always in the latest, as where two stages stand on a third. */
const steps = fc.array(fc.tuple(fc.nat(), names, fc.string()), { maxLength: 40 });

/** Every version that the steps make, beside what it is to be. */
function* versions<T, M>(
  first: readonly [T, M],
  all: readonly (readonly [number, string, string])[],
  grow: (value: T, name: string, text: string) => T,
  model: (plain: M, name: string, text: string) => M,
): Iterable<readonly [T, M]> {
  const made = [first];
  for (const [from, name, text] of all) {
    // Mostly the latest one.
    const [value, plain] = made[from % 3 === 0 ? from % made.length : made.length - 1] ?? first;
    made.push([grow(value, name, text), model(plain, name, text)]);
  }
  yield* made;
}

function textOf(json: { encoded: () => Iterable<string | Uint8Array> }): string {
  return Buffer.concat([...json.encoded()].map((piece) => Buffer.from(piece))).toString();
}

describe('JSON that is appended to without copies', () => {
  it('is, as an object, what spreading one into the next gives', () => {
    fc.assert(
      fc.property(fc.dictionary(names, fc.string()), steps, (base, all) => {
        const grown = versions(
          [AppendableJson.object(base), base],
          all,
          (object, name, text) => withFields(object, [[name, text]]),
          (plain, name, text) => ({ ...plain, ...Object.fromEntries([[name, text]]) }),
        );
        for (const [object, plain] of grown) {
          expect(textOf(object)).toBe(JSON.stringify(plain));
          expect(object.value).toEqual(plain);
        }
      }),
    );
  });

  it('is, as a list of variables, one with the first of that name replaced', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(names, fc.constantFrom('a=1', 'a=2', 'b='))), steps, (base, all) => {
        const grown = versions<ReturnType<typeof environmentList>, readonly string[]>(
          [environmentList(base), base],
          all,
          (list, name, text) => list.set(name, `${name}=${text}`),
          (plain, name, text) => {
            const at = plain.findIndex((variable) => splitVariable(variable)[0] === name);
            return at < 0 ? [...plain, `${name}=${text}`] : plain.with(at, `${name}=${text}`);
          },
        );
        for (const [list, plain] of grown) {
          expect(textOf(list)).toBe(JSON.stringify(plain));
          expect(list.has('a')).toBe(plain.some((variable) => splitVariable(variable)[0] === 'a'));
        }
      }),
    );
  });

  it('is, as an environment, a map in which what is set again comes last', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const grown = versions<Environment, ReadonlyMap<string, string>>(
          [Environment.of([['a', '0']]), new Map([['a', '0']])],
          all,
          (environment, name, text) => environment.set(name, text),
          (plain, name, text) => new Map([...[...plain].filter(([other]) => other !== name), [name, text]]),
        );
        for (const [environment, plain] of grown) {
          expect(environment.toList()).toEqual([...plain].map(([name, text]) => `${name}=${text}`));
          for (const name of ['a', 'b', '7']) expect(environment.get(name)).toBe(plain.get(name));
        }
      }),
    );
  });
});
