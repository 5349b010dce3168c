import { UserError } from '../errors.js';
import { formatPlatform, normalisePlatform, parsePlatform, type Platform } from '../oci/platform.js';
import { familiarName, parseReference, type Reference } from '../oci/reference.js';

/** A context never replaces a stage with one of these names. */
const NEVER_REPLACED = new Set(['scratch', 'context']);

/**
 * The names of `--build-context`. They are compared as image names are: `alpine`, `alpine:latest` and
 * `docker.io/library/alpine` are one name. `NAME::os/architecture` is for one platform alone, and takes precedence over `NAME`
 * (BuildKit, `frontend/dockerui`, `Client.NamedContext`).
 */
export class ContextNames {
  /** The names as they were given, by the form in which they are compared. */
  readonly #given: ReadonlyMap<string, string>;

  private constructor(given: ReadonlyMap<string, string>) {
    this.#given = given;
  }

  /** @throws UserError for a name that neither an image nor a stage can have */
  static of(names: Iterable<string>): ContextNames {
    return new ContextNames(new Map([...names].map((name) => [comparedName(name), name])));
  }

  /**
   * The name, as it was given, of the context that replaces the stage of this name.
   *
   * @throws UserError for a name that a context cannot have: BuildKit refuses such stages
   */
  ofStage(name: string, platform: Platform): string | undefined {
    return NEVER_REPLACED.has(name) ? undefined : this.#find(parsedName(name), platform);
  }

  /** The name, as it was given, of the context that replaces an image. */
  ofImage(reference: Reference, platform: Platform): string | undefined {
    return this.#find(reference, platform);
  }

  /** The name, as it was given, of the context with this name; `undefined` if there is no such context. */
  find(name: string, platform: Platform): string | undefined {
    try {
      return this.#find(parseReference(name), platform);
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  #find(reference: Reference, platform: Platform): string | undefined {
    const name = comparedForm(reference);
    return this.#given.get(`${name}::${formatPlatform(normalisePlatform(platform))}`) ?? this.#given.get(name);
  }
}

function comparedName(given: string): string {
  const separator = given.indexOf('::');
  if (separator < 0) return comparedForm(parsedName(given));
  const platform = parsePlatform(given.slice(separator + 2), { os: 'linux', architecture: 'amd64' });
  return `${comparedForm(parsedName(given.slice(0, separator)))}::${formatPlatform(platform)}`;
}

function comparedForm(reference: Reference): string {
  return familiarName(reference).replace(/:latest$/, '');
}

function parsedName(name: string): Reference {
  try {
    return parseReference(name);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`invalid context name ${name}: ${error.message}`, { cause: error, hint: error.hint });
  }
}
