import { UserError } from '../errors.js';

/** Secrets of the build by id. A secret is read when it is needed. */
export type BuildSecrets = ReadonlyMap<string, () => Promise<Uint8Array>>;

/** What gives access to a server. */
export interface Authorization {
  /** Value of the header `Authorization`. */
  readonly header: string;
  /** Texts that must not show in errors, in case the server sends them back. */
  readonly secrets: readonly string[];
}

/**
 * For a repository over HTTP. A secret for its host goes before one for all hosts, and a whole header before a token (BuildKit,
 * `source/git`, `authSecretNames`).
 */
export async function gitAuthorization(secrets: BuildSecrets, remote: string): Promise<Authorization | undefined> {
  if (!/^https?:/i.test(remote) || !URL.canParse(remote)) return undefined;
  const { host } = new URL(remote);
  const basic = (token: string): string => `basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  return (
    (await find(secrets, `GIT_AUTH_HEADER.${host}`, whole)) ??
    (await find(secrets, `GIT_AUTH_TOKEN.${host}`, basic)) ??
    (await find(secrets, 'GIT_AUTH_HEADER', whole)) ??
    (await find(secrets, 'GIT_AUTH_TOKEN', basic))
  );
}

/** For a download. The secret must be for its host, and a token goes before a whole header (BuildKit, `source/http`). */
export async function httpAuthorization(secrets: BuildSecrets, url: URL): Promise<Authorization | undefined> {
  const { hostname } = url;
  return (
    (await find(secrets, `HTTP_AUTH_TOKEN_${hostname}`, (token) => `Bearer ${token}`)) ??
    (await find(secrets, `HTTP_AUTH_HEADER_${hostname}`, whole))
  );
}

function whole(value: string): string {
  return value;
}

/** Characters that an HTTP header must not contain: control characters, and those outside Latin-1. */
const UNFIT = /[^\t\x20-\x7e\x80-\xff]/;

async function find(
  secrets: BuildSecrets,
  id: string,
  headerOf: (value: string) => string,
): Promise<Authorization | undefined> {
  const read = secrets.get(id);
  if (read === undefined) return undefined;
  // The line end at the end of a file is not part of a token.
  const value = Buffer.from(await read())
    .toString()
    .replace(/[\r\n]+$/, '');
  const header = headerOf(value);
  if (UNFIT.test(header)) throw new UserError(`secret ${id} contains characters that an HTTP header must not contain`);
  const encoded = header.split(' ').at(-1) ?? '';
  return { header, secrets: [header, encoded, value].filter((text) => text !== '') };
}
