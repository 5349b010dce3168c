/**
 * The variables that a stage's instructions see: ENV of the image and ARG values together, the last one set winning. Setting
 * a name again moves it to the end, as BuildKit orders the environment of RUN.
 */
export class Environment {
  readonly #values: ReadonlyMap<string, string>;

  private constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  static readonly empty = new Environment(new Map());

  static of(pairs: Iterable<readonly [name: string, value: string]>): Environment {
    return new Environment(new Map(pairs));
  }

  readonly get = (name: string): string | undefined => this.#values.get(name);

  set(name: string, value: string): Environment {
    const values = new Map(this.#values);
    values.delete(name);
    values.set(name, value);
    return new Environment(values);
  }

  names(): readonly string[] {
    return [...this.#values.keys()];
  }

  /** `NAME=value`, in order. */
  toList(): readonly string[] {
    return [...this.#values].map(([name, value]) => `${name}=${value}`);
  }
}

/** Splits `NAME=value` of an image config; a name without `=` has an empty value. */
export function splitVariable(variable: string): readonly [name: string, value: string] {
  const at = variable.indexOf('=');
  return at < 0 ? [variable, ''] : [variable.slice(0, at), variable.slice(at + 1)];
}

/** Sets a variable in the `Env` list of an image config, in its old place when it has one. */
export function setInList(list: readonly string[], name: string, value: string): readonly string[] {
  const at = list.findIndex((variable) => splitVariable(variable)[0] === name);
  const entry = `${name}=${value}`;
  return at < 0 ? [...list, entry] : list.with(at, entry);
}
