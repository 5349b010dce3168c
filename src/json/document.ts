import { InfraError } from '../errors.js';

/**
 * A value in a JSON document that came from elsewhere, with its place for messages. What reads it says which type it
 * expects; `null` counts as absent, because Go's encoders write it for empty lists and maps.
 *
 * Every method throws InfraError when the value is of another type.
 */
export class CheckedJson {
  readonly #document: string;
  readonly #path: string;
  readonly #value: unknown;

  private constructor(document: string, path: string, value: unknown) {
    this.#document = document;
    this.#path = path;
    this.#value = value;
  }

  /**
   * @param document what the bytes are, for messages: `manifest of node:22`
   * @param maxBytes bytes above which the document is not looked at
   */
  static parse(bytes: Uint8Array, document: string, maxBytes: number): CheckedJson {
    if (bytes.byteLength > maxBytes) {
      throw new InfraError(`${document} has ${bytes.byteLength} bytes; at most ${maxBytes} are read`);
    }
    let value: unknown;
    try {
      value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch (cause) {
      throw new InfraError(`${document} is not JSON`, { cause });
    }
    const root = new CheckedJson(document, '', value);
    root.object();
    return root;
  }

  get absent(): boolean {
    return this.#value === undefined || this.#value === null;
  }

  /** `undefined` where this value is absent; else what `read` makes of it. */
  optional<T>(read: (value: CheckedJson) => T): T | undefined {
    return this.absent ? undefined : read(this);
  }

  /** The field `name` of an object; an absent one where there is none. */
  at(name: string): CheckedJson {
    const object = this.object();
    const path = this.#path === '' ? name : `${this.#path}.${name}`;
    return new CheckedJson(this.#document, path, Object.hasOwn(object, name) ? object[name] : undefined);
  }

  object(): Readonly<Record<string, unknown>> {
    if (typeof this.#value !== 'object' || this.#value === null || Array.isArray(this.#value)) this.fail('an object');
    return this.#value as Readonly<Record<string, unknown>>;
  }

  /** The elements of an array; none where it is absent. */
  items(): readonly CheckedJson[] {
    if (this.absent) return [];
    if (!Array.isArray(this.#value)) this.fail('an array');
    return this.#value.map((item, index) => new CheckedJson(this.#document, `${this.#path}[${index}]`, item));
  }

  string(maxLength = 64 * 1024): string {
    if (typeof this.#value !== 'string') this.fail('a string');
    if (this.#value.length > maxLength) this.fail(`at most ${maxLength} characters`);
    return this.#value;
  }

  strings(): readonly string[] {
    return this.items().map((item) => item.string());
  }

  stringMap(): Readonly<Record<string, string>> {
    return this.map((value) => value.string());
  }

  map<T>(read: (value: CheckedJson) => T): Readonly<Record<string, T>> {
    return Object.fromEntries(Object.keys(this.object()).map((name) => [name, read(this.at(name))]));
  }

  boolean(): boolean {
    if (typeof this.#value !== 'boolean') this.fail('true or false');
    return this.#value;
  }

  integer(): number {
    if (!Number.isSafeInteger(this.#value)) this.fail('an integer');
    return this.#value as number;
  }

  /** A number of bytes: not negative, and exact in a double. */
  size(): number {
    const size = this.integer();
    if (size < 0) this.fail('a size that is not negative');
    return size;
  }

  /** RFC 6838, section 4.2: `type/subtype`. */
  mediaType(): string {
    const text = this.string(255);
    if (!/^[A-Za-z0-9][\w!#$&^.+-]*\/[A-Za-z0-9][\w!#$&^.+-]*$/.test(text)) this.fail('a media type');
    return text;
  }

  fail(expected: string): never {
    const place = this.#path === '' ? '' : ` ${this.#path}`;
    const got = this.#value === undefined ? 'nothing' : abbreviated(this.#value);
    throw new InfraError(`${this.#document}:${place} should be ${expected}, but is ${got}`);
  }
}

function abbreviated(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
