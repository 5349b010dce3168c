type Variable = readonly [name: string, value: string];

/** The storage that an environment shares with those that were made of it. A beginning of `set` belongs to each. */
interface Shared {
  readonly set: Variable[];
  /** Position in `set` at which a name was set last. */
  readonly last: Map<string, number>;
}

/**
 * The variables that a stage's instructions see: ENV of the image and values of ARG together. The last value of a name counts.
 * Setting a name again moves it to the end, as in BuildKit's environment of RUN.
 *
 * Immutable. `set` makes a new environment that shares its storage with the old one, since a stage may have thousands of ENVs.
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
    // An environment that was made of this one set it again.
    return this.#shared.set.slice(0, this.#length).findLast((variable) => variable[0] === name)?.[1];
  };

  set(name: string, value: string): Environment {
    const { set, last } = this.#shared;
    // Another environment was made from this one before, and its variables come after ours in the list.
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
