import { UserError } from '../errors.js';

/** Secrets of the build by id, each read when it is asked for. */
export type BuildSecrets = ReadonlyMap<string, () => Promise<Uint8Array>>;

/** What a server is shown to be let in. */
export interface Authorization {
  /** Value of the header `Authorization`. */
  readonly header: string;
  /** Texts that must not show in errors, should the server send them back. */
  readonly secrets: readonly string[];
}

/**
 * For a repository over HTTP: of its host before all hosts', a whole header before a token (BuildKit, `source/git`,
 * `authSecretNames`).
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

/** For a download: of its host alone, and a token before a whole header (BuildKit, `source/http`, `newHTTPRequest`). */
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

/** What no HTTP header may hold: control characters, and what is not Latin-1. */
const UNFIT = /[^\t\x20-\x7e\x80-\xff]/;

async function find(
  secrets: BuildSecrets,
  id: string,
  headerOf: (value: string) => string,
): Promise<Authorization | undefined> {
  const read = secrets.get(id);
  if (read === undefined) return undefined;
  // A file's last line end is no part of a token, and no header can hold one.
  const value = Buffer.from(await read())
    .toString()
    .replace(/[\r\n]+$/, '');
  const header = headerOf(value);
  if (UNFIT.test(header)) throw new UserError(`secret ${id}: what it holds cannot stand in the header of a request`);
  const encoded = header.split(' ').at(-1) ?? '';
  return { header, secrets: [header, encoded, value].filter((text) => text !== '') };
}
