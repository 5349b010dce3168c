import { oneLine, shorten } from '../text/sanitize-line.js';

/** A step from a value to one in it: the name of a field, or the position in an array. */
type Step = string | number;

/** A text is not the JSON that it should be. Messages are a clause that goes behind a name: `NAME: it is not JSON`. */
export class JsonError extends Error {
  override readonly name: string = 'JsonError';
  /** As the message, but without anything that the text says: it may hold secrets. */
  readonly reason: string;

  /** @param told what the text says, or what the parser says of it */
  constructor(reason: string, told?: string, cause?: unknown) {
    const message = told === undefined ? reason : `${reason}: ${shorten(oneLine(told), 200)}`;
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
  }
}

/** A value in a JSON document is not what is expected at its position. */
export class DecodeError extends JsonError {
  override readonly name = 'DecodeError';
  readonly #expected: string;
  readonly #value: unknown;
  readonly #path: readonly Step[];

  /** @param expected what the value should be, as in `should be an integer`; a value of `undefined` is a missing one */
  constructor(expected: string, value: unknown, path: readonly Step[] = []) {
    const where = path.length === 0 ? 'the document' : formatPath(path);
    const reason = value === undefined ? `${where} is missing` : `${where} should be ${expected}`;
    super(reason);
    if (value !== undefined) this.message = `${reason}, but is ${shown(value)}`;
    this.#expected = expected;
    this.#value = value;
    this.#path = path;
  }

  /** The same, as the value that holds this one sees it. */
  below(step: Step): DecodeError {
    return new DecodeError(this.#expected, this.#value, [step, ...this.#path]);
  }
}

/** `layers[0].annotations["org.example.name"]`. */
function formatPath(path: readonly Step[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[A-Za-z_$][\w$-]*$/.test(step)) return `[${quoted(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/** Arrays and objects by their kind alone: they may be large, and deeper than a recursive encoder can go. */
function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

function quoted(text: string): string {
  return oneLine(JSON.stringify(shorten(text, 80)));
}
