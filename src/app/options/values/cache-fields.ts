import { UserError } from '../../../errors.js';
import { csvFields } from '../../../text/csv.js';
import { goBoolean } from '../../../text/go-boolean.js';

export const CACHE_TYPES =
  'Known types: registry, local, gha, s3, azblob. Example: type=registry,ref=registry.example.com/team/app:cache';

/** Attributes of caches whose values nobody may see. */
export const SECRET_ATTRIBUTES: readonly string[] = [
  'access_key_id',
  'secret_access_key',
  'session_token',
  'token',
  'ghtoken',
];

const NAMES = SECRET_ATTRIBUTES.join('|');
/** A quoted field ends with its quote. Another one ends where the next field with a name begins. */
const QUOTED_SECRET = new RegExp(`("\\s*(?:${NAMES})\\s*=)(?:[^"]|"")*("|$)`, 'gi');
const SECRET = new RegExp(`(^|,)(\\s*(?:${NAMES})\\s*=)(?:[^,]|,(?=[^=,]*(?:,|$)))*`, 'gi');

/** The text of a cache, as it may be shown. */
function withoutSecrets(text: string): string {
  return text.replace(QUOTED_SECRET, '$1***$2').replace(SECRET, '$1$2***');
}

/** @throws UserError, which shows no secrets */
export function csvFieldsOf(text: string): string[] {
  try {
    return csvFields(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // It quotes the text. A fault in the quotes shows in the masked text as well, but for quotes in a secret.
    csvFields(withoutSecrets(text));
    throw new UserError('a quote in the value of a secret attribute is not closed, or is in the middle of it', {
      hint: error.hint,
    });
  }
}

/**
 * A cache that cannot be used as it is written. BuildKit finds this out only when it opens the cache: it builds without one that it
 * was to read, and refuses to write one.
 */
export class UnusableCacheError extends UserError {
  /** `message`, without the place that it is about. */
  readonly problem: string;

  constructor(where: string, problem: string, hint: string | undefined) {
    super(`${where}: ${problem}`, { hint });
    this.problem = problem;
  }
}

/** The attributes of one entry. Those that nobody takes have no effect. */
export class CacheFields {
  type = '';
  /** Messages about attributes: what was asked for and will not happen. */
  readonly warnings: string[] = [];
  /** Messages about attributes that make no difference. */
  readonly notices: string[] = [];
  readonly where: string;
  readonly #text: string;
  readonly #values: Map<string, string>;

  constructor(where: string, text: string, values: ReadonlyMap<string, string>) {
    this.where = where;
    this.#text = text;
    this.#values = new Map(values);
  }

  /** @returns `undefined` also for an empty value: workflows fill attributes from variables that may be empty */
  take(name: string): string | undefined {
    const value = this.#values.get(name);
    this.#values.delete(name);
    return value === '' ? undefined : value;
  }

  need(name: string, example: string): string {
    return this.take(name) ?? this.fail(`has no ${name}`, `Write type=${this.type},${name}=${example}.`);
  }

  untaken(): readonly string[] {
    return [...this.#values.keys()];
  }

  /** For what buildx itself refuses in either direction. */
  fail(problem: string, hint: string): never {
    throw new UserError(`${this.where}: ${this.#shown} ${problem}`, { hint });
  }

  unusable(problem: string, hint: string): never {
    throw new UnusableCacheError(this.where, `${this.#shown} ${problem}`, hint);
  }

  /** Where BuildKit takes its default in place of a value. */
  disregard(problem: string, hint: string): void {
    this.warnings.push(`${this.#shown} ${problem}. ${hint}`);
  }

  get #shown(): string {
    return JSON.stringify(withoutSecrets(this.#text));
  }
}

/** As in buildx an entry without any `=` is a list of references. */
export function cacheFieldsOf(where: string, text: string): readonly CacheFields[] {
  const fields = csvFieldsOf(text).map((field) => field.trim());
  if (fields.every((field) => !field.includes('='))) {
    return fields.map(
      (ref) =>
        new CacheFields(
          where,
          ref,
          new Map([
            ['type', 'registry'],
            ['ref', ref],
          ]),
        ),
    );
  }
  const values = new Map<string, string>();
  for (const field of fields) {
    const equals = field.indexOf('=');
    if (equals < 0) {
      throw new UserError(
        `${where}: ${JSON.stringify(field)} in ${JSON.stringify(withoutSecrets(text))} is not key=value`,
        {
          hint: CACHE_TYPES,
        },
      );
    }
    values.set(field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1));
  }
  return [new CacheFields(where, text, values)];
}

/** As for the attributes for which BuildKit takes its default in place of a word that it does not know. */
export function boolean(fields: CacheFields, name: string): boolean | undefined {
  const text = fields.take(name);
  if (text === undefined) return undefined;
  const value = goBoolean(text);
  if (value === undefined) {
    fields.disregard(`says ${name}=${text}, which has no effect`, `Write ${name}=true or ${name}=false.`);
  }
  return value;
}
