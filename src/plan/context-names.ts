import { UserError } from '../errors.js';
import { formatPlatform, normalisePlatform, parsePlatform, type Platform } from '../oci/platform.js';
import { familiarName, parseReference } from '../oci/reference.js';

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
    return NEVER_REPLACED.has(name) ? undefined : this.#find(comparedForm(name), platform);
  }

  /** The context that stands in for an image, as it was given. What is no image name is nobody's. */
  ofImage(name: string, platform: Platform): string | undefined {
    if (this.#given.size === 0) return undefined;
    try {
      return this.#find(comparedForm(name), platform);
    } catch (error) {
      // Whoever looks for the image says what is wrong with its name.
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  #find(name: string, platform: Platform): string | undefined {
    return this.#given.get(`${name}::${formatPlatform(normalisePlatform(platform))}`) ?? this.#given.get(name);
  }
}

function comparedName(given: string): string {
  const separator = given.indexOf('::');
  if (separator < 0) return comparedForm(given);
  const platform = parsePlatform(given.slice(separator + 2), { os: 'linux', architecture: 'amd64' });
  return `${comparedForm(given.slice(0, separator))}::${formatPlatform(platform)}`;
}

function comparedForm(name: string): string {
  try {
    return familiarName(parseReference(name)).replace(/:latest$/, '');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`invalid context name ${name}: ${error.message}`, { cause: error, hint: error.hint });
  }
}
