import { UserError } from '../errors.js';
import { formatPlatform, normalisePlatform, parsePlatform, type Platform } from '../oci/platform.js';
import { familiarName, parseReference, type Reference } from '../oci/reference.js';

/** A stage of one of these names is always the Dockerfile's own. */
const NEVER_REPLACED = new Set(['scratch', 'context']);

/**
 * The names of `--build-context`. They are compared as image names are: `alpine`, `alpine:latest` and
 * `docker.io/library/alpine` are one name. A name may be for one platform alone, `NAME::os/architecture`, and then goes before
 * the plain one (BuildKit, `frontend/dockerui`, `Client.NamedContext`).
 */
export class ContextNames {
  /** Name as it was given, by its compared form. */
  readonly #given: ReadonlyMap<string, string>;

  private constructor(given: ReadonlyMap<string, string>) {
    this.#given = given;
  }

  /** @throws UserError for what cannot be the name of an image or a stage */
  static of(names: Iterable<string>): ContextNames {
    return new ContextNames(new Map([...names].map((name) => [comparedName(name), name])));
  }

  /**
   * The context that stands in for the stage of this name, as it was given.
   *
   * @throws UserError for a name that no context could have: BuildKit refuses such stages
   */
  ofStage(name: string, platform: Platform): string | undefined {
    return NEVER_REPLACED.has(name) ? undefined : this.#find(parsedName(name), platform);
  }

  /** The context that stands in for an image, as it was given. */
  ofImage(reference: Reference, platform: Platform): string | undefined {
    return this.#find(reference, platform);
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
