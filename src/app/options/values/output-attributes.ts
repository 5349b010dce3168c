import { UserError } from '../../../errors.js';
import type { Annotation } from '../../../oci/annotation.js';
import { csvFields } from '../../../text/csv.js';
import { goBoolean } from '../../../text/go-boolean.js';
import { didYouMean } from '../../../text/nearest.js';
import { annotationAttribute } from './annotation-spec.js';

/** Every attribute that an output of buildx or BuildKit has, beside annotations. */
const KNOWN = [
  'type',
  'dest',
  'tar',
  'name',
  'push',
  'push-by-digest',
  'name-canonical',
  'dangling-name-prefix',
  'danging-name-empty-only',
  'registry.insecure',
  'unpack',
  'store',
  'compression',
  'compression-level',
  'force-compression',
  'oci-mediatypes',
  'oci-artifact',
  'rewrite-timestamp',
  'source-date-epoch',
  'prefer-nondist-layers',
  'attestation-inline',
  'attestation-prefix',
  'buildinfo',
  'buildinfo-attrs',
  'platform-split',
  'mode',
  'context',
  'ref',
];

/** The attributes of one `-o`. Whoever gives one a meaning reads it; what nobody has read at the end has none. */
export class Attributes {
  /** As the user wrote it. */
  readonly text: string;
  readonly warnings: string[] = [];
  readonly #where: string;
  readonly #values: ReadonlyMap<string, string>;
  readonly #read = new Set<string>();

  /**
   * Reads buildx's syntax: a record of CSV whose fields are `NAME=VALUE`. A single field that does not begin with `type=` is a folder
   * for the image's files, and `-` is a tar of them on standard output.
   *
   * @param where the option's name as the user wrote it
   * @throws UserError for a field of another form
   */
  static of(where: string, text: string): Attributes {
    const fields = csvFields(text);
    const bare = fields.length === 1 && fields[0] === text && !text.startsWith('type=');
    if (bare) return new Attributes(where, text, new Map([['type', text === '-' ? 'tar' : 'local']]).set('dest', text));
    const values = new Map<string, string>();
    for (const field of fields) {
      const equals = field.indexOf('=');
      if (equals < 0) {
        throw new UserError(`${where}: ${JSON.stringify(field)} in ${JSON.stringify(text)} is not key=value`);
      }
      values.set(field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1));
    }
    return new Attributes(where, text, values);
  }

  private constructor(where: string, text: string, values: ReadonlyMap<string, string>) {
    this.#where = where;
    this.text = text;
    this.#values = values;
  }

  read(name: string): string | undefined {
    this.#read.add(name);
    return this.#values.get(name);
  }

  /** The words that Go takes; an empty value means true. @throws UserError for any other text */
  boolean(name: string, fallback: boolean): boolean {
    const text = this.read(name);
    if (text === undefined) return fallback;
    const said = text === '' ? true : goBoolean(text);
    return said ?? this.refuse(`${name}=${JSON.stringify(text)} is neither true nor false`);
  }

  /** @throws UserError for an unknown type or platform of an annotation */
  annotations(): readonly Annotation[] {
    return [...this.#values].flatMap(([name, value]) => {
      const annotation = annotationAttribute(this.#where, name, value);
      if (annotation === undefined) return [];
      this.#read.add(name);
      return [annotation];
    });
  }

  /** Says that the attribute has no meaning, if it asks for anything. */
  ignore(name: string, why: string): void {
    if (this.#values.has(name) && this.boolean(name, false)) this.#warn(name, `is ignored: ${why}`);
  }

  refuse(problem: string, hint?: string): never {
    throw new UserError(`${this.#where}: ${problem}`, { hint });
  }

  /**
   * Warns of what was not read.
   *
   * @throws UserError for a name that no output has
   */
  finish(type: string): void {
    for (const name of this.#values.keys()) {
      if (this.#read.has(name)) continue;
      if (KNOWN.includes(name) || annotationAttribute(this.#where, name, '') !== undefined) {
        this.#warn(name, `has no effect with type=${type}`);
      } else {
        const hint = didYouMean(name, [...KNOWN, 'annotation.KEY']);
        this.refuse(`${JSON.stringify(name)} in ${JSON.stringify(this.text)} is not known`, hint);
      }
    }
  }

  #warn(name: string, what: string): void {
    this.warnings.push(`${this.#where}: ${name} in ${JSON.stringify(this.text)} ${what}`);
  }
}
