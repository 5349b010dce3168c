type Variable = readonly [name: string, value: string];

/** What all environments that grew from one another have in common; each knows how much of it is its own. */
interface Shared {
  readonly set: Variable[];
  /** Where a name was set last. */
  readonly last: Map<string, number>;
}

/**
 * The variables that a stage's instructions see: ENV of the image and ARG values together, the last one set winning. Setting
 * a name again moves it to the end, as BuildKit orders the environment of RUN.
 */
export class Environment {
  readonly #shared: Shared;
  readonly #length: number;

  private constructor(shared: Shared, length: number) {
    this.#shared = shared;
    this.#length = length;
  }

  static readonly empty = Environment.of([]);

  static of(pairs: Iterable<Variable>): Environment {
    const set = [...new Map(pairs)];
    return new Environment({ set, last: new Map(set.map(([name], place) => [name, place])) }, set.length);
  }

  readonly get = (name: string): string | undefined => {
    const last = this.#shared.last.get(name);
    if (last === undefined) return undefined;
    if (last < this.#length) return this.#shared.set[last]?.[1];
    // It was set again by what grew from this one.
    return this.#shared.set.slice(0, this.#length).findLast((variable) => variable[0] === name)?.[1];
  };

  set(name: string, value: string): Environment {
    const { set, last } = this.#shared;
    // Another one grew from this one already, and what is behind it is that one's.
    if (set.length > this.#length) return Environment.of(this.#variables()).set(name, value);
    last.set(name, set.length);
    set.push([name, value]);
    return new Environment(this.#shared, set.length);
  }

  names(): readonly string[] {
    return this.#variables().map(([name]) => name);
  }

  /** `NAME=value`, in order. */
  toList(): readonly string[] {
    return this.#variables().map(([name, value]) => `${name}=${value}`);
  }

  #variables(): readonly Variable[] {
    const latest = new Map<string, string>();
    for (const [name, value] of this.#shared.set.slice(0, this.#length)) {
      latest.delete(name);
      latest.set(name, value);
    }
    return [...latest];
  }
}

/** Splits `NAME=value` of an image config; a name without `=` has an empty value. */
export function splitVariable(variable: string): readonly [name: string, value: string] {
  const at = variable.indexOf('=');
  return at < 0 ? [variable, ''] : [variable.slice(0, at), variable.slice(at + 1)];
}
