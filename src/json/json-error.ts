import { oneLine, shorten } from '../text/sanitize-line.js';

/** A step from a value to one inside it: the name of a field, or a position in an array. */
type Step = string | number;

/** A text is not the JSON that it should be. Messages are made to follow a name: `NAME: it is not JSON`. */
export class JsonError extends Error {
  override readonly name: string = 'JsonError';
  /** Like the message, but without any content of the text, which may have secrets. */
  readonly reason: string;

  /** @param evidence a part of the text, or what the parser says about it */
  constructor(reason: string, evidence?: string, cause?: unknown) {
    const message = evidence === undefined ? reason : `${reason}: ${shorten(oneLine(evidence), 200)}`;
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

  /** The same error for the value around this one: `step` is added to the path. */
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

/** Only the kind of arrays and objects is shown: they may be large, or too deep for a recursive encoder. */
function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

function quoted(text: string): string {
  return oneLine(JSON.stringify(shorten(text, 80)));
}
