/** Characters that are encoded at once. */
const PIECE = 8 * 1024;
/** Bytes of a character, at most. */
const WIDEST = 3;

/**
 * The UTF-8 of a text that comes in pieces, in parts of about so many bytes. A part is valid until the next one is asked for: all are
 * in one buffer outside of JavaScript's heap, where a long text would stay until all of the heap is collected.
 */
export function* encodedParts(pieces: Iterable<string>, bytes: number): Generator<Buffer, void, undefined> {
  let buffer: Buffer | undefined;
  let used = 0;
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < PIECE) continue;
    buffer ??= Buffer.allocUnsafeSlow(bytes + WIDEST * PIECE);
    if (used + WIDEST * text.length > buffer.length) {
      yield buffer.subarray(0, used);
      used = 0;
    }
    if (WIDEST * text.length > buffer.length) yield Buffer.from(text);
    else used += buffer.write(text, used);
    text = '';
  }
  const rest = Buffer.from(text);
  if (buffer === undefined) yield rest;
  else yield Buffer.concat([buffer.subarray(0, used), rest]);
}
