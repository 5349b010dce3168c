/**
 * What of a file counts when it is copied, as one line of text that is part of a step's key:
 *
 *     file 644 0:0 sha256:…
 *     symlink - 0:0 "target"
 *     directory 755 - - {"implied":true}
 *
 * Type, mode (octal) and owner have no blanks, and `-` stands for what does not count; then what it holds; then, where there
 * is any, an object with the rest. Equal texts mean equal files, and no others.
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

/** @returns `undefined` for a text that `formatFileIdentity` did not make: records come from elsewhere, too */
export function parseFileIdentity(text: string): FileIdentity | undefined {
  const match = SHAPE.exec(text);
  if (match === null) return undefined;
  const [, type = '', mode = '', owner = '', content = '', rest = ''] = match;
  const given = (field: string): string => (field === NOTHING ? '' : field);
  return { type, mode: given(mode), owner: given(owner), content: given(content), rest };
}

/**
 * The identity as records keep it, which travel between machines and may list tens of thousands of files: digests are cut
 * to what tells that content changed. Keys are made of the whole ones.
 */
export function shortFileIdentity(text: string): string {
  return text.replace(/ sha256:([0-9a-f]{16})[0-9a-f]{48}(?= |$)/, ` sha256:$1`);
}
