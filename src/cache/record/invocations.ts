import { stringMatching, utcTime } from '../../json/decoder.js';
import { object } from '../../json/object.js';

/** The build that first made an image. */
export interface Invocation {
  readonly invocationId: string;
  /** ISO 8601. */
  readonly started: string;
  readonly finished: string;
}

/** Bytes. */
export const MAX_INVOCATION = 4096;

export const invocation = object<Invocation>({
  invocationId: stringMatching(/^[0-9a-f-]{36}$/, 'a UUID'),
  started: utcTime,
  finished: utcTime,
});
