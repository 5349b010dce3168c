import { InfraError } from '../errors.js';
import { printable } from '../http/http-error.js';
import { parseOrUndefined } from '../json/decode-or.js';
import { string } from '../json/decoder.js';
import { ifValid, object } from '../json/object.js';

/** The daemon got the archive and did not take the image. */
export class NotTaken extends InfraError {}

/** Bytes of a line: progress lines are short, and an error may quote a path. */
const MAX_LINE = 1024 * 1024;
const MAX_SHOWN = 600;

/** moby's `jsonmessage`. `stream` holds words for a person; fields for progress are of no use here. */
const answerLine = object({
  stream: ifValid(string),
  error: ifValid(string),
  errorDetail: ifValid(object({ message: ifValid(string) })),
});

/** The unpacking of an image that was already taken failed. Docker tells this as if it were no error. */
const UNPACKING = /^Error unpacking image/;

/**
 * Reads the answer to a load: JSON documents, each on a line. The status is 200 before the daemon knows whether it can take the
 * image, so that an error stands in the answer.
 *
 * @throws NotTaken for an error in it, and for an answer that is none
 */
export async function readLoadAnswer(body: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const line of linesOf(body)) {
    const said = parseOrUndefined(answerLine, line, MAX_LINE);
    if (said === undefined) throw new NotTaken(`it answered what is no JSON: ${printable(line, 200)}`);
    const problem = said.errorDetail?.message ?? said.error;
    if (problem !== undefined) throw new NotTaken(printable(problem, MAX_SHOWN));
    if (said.stream !== undefined && UNPACKING.test(said.stream)) throw new NotTaken(printable(said.stream, MAX_SHOWN));
  }
}

async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line.trim() !== '');
    if (rest.length > MAX_LINE) throw new NotTaken(`it answered a line of more than ${MAX_LINE} characters`);
  }
  if (rest.trim() !== '') yield rest;
}
