/**
 * What counts of a file that is copied, as one line of text. It is part of the step's key:
 *
 *     file 644 0:0 sha256:…
 *     symlink - 0:0 "target"
 *     directory 755 - - {"implied":true}
 *
 * First type, mode (octal) and owner, with `-` for what does not count; then the content; then an object with the rest, if there
 * is any. Two files are the same if and only if their texts are equal.
 */
export interface FileIdentity {
  readonly type: string;
  readonly mode: string;
  readonly owner: string;
  readonly content: string;
  /** JSON, or `''`. */
  readonly rest: string;
}

const NOTHING = '-';

export function formatFileIdentity({ type, mode, owner, content, rest }: FileIdentity): string {
  const fields = [type, mode, owner, content].map((field) => (field === '' ? NOTHING : field));
  return rest === '' ? fields.join(' ') : `${fields.join(' ')} ${rest}`;
}

const SHAPE = /^([a-z]+) (-|[0-7]+) (-|\d+:\d+) (-|"(?:[^"\\]|\\.)*"|[^ "]+)(?: (\{.*\}))?$/s;

/** @returns `undefined` for a text that `formatFileIdentity` does not make: records also come from other machines */
export function parseFileIdentity(text: string): FileIdentity | undefined {
  const match = SHAPE.exec(text);
  if (match === null) return undefined;
  const [, type = '', mode = '', owner = '', content = '', rest = ''] = match;
  const given = (field: string): string => (field === NOTHING ? '' : field);
  return { type, mode: given(mode), owner: given(owner), content: given(content), rest };
}

/**
 * The identity as records keep it. Records travel between machines and may list tens of thousands of files, so their digests are
 * cut: they only have to show that content changed. Keys are made with whole digests.
 */
export function shortFileIdentity(text: string): string {
  return text.replace(/ sha256:([0-9a-f]{16})[0-9a-f]{48}(?= |$)/, ` sha256:$1`);
}
