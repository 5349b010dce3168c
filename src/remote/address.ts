import { UserError } from '../errors.js';
import { redactUrl } from '../http/http-error.js';
import { redactCredentials } from '../text/url-credentials.js';

/** @throws UserError for a text that is not an address */
export function addressOf(url: string): URL {
  if (URL.canParse(url)) return new URL(url);
  throw new UserError(`invalid address ${JSON.stringify(redactCredentials(url))}`);
}

/** An address as it may be shown: without user, password, query and fragment. */
export function redacted(url: string): string {
  return redactUrl(addressOf(url));
}

/**
 * Path and query of an address that has `.` or `..` in its path, as they were written. `URL` resolves such names; Go's client
 * sends them, and leaves it to the server to refuse them.
 *
 * @returns `undefined` for an address without such names
 */
export function dottedPath(url: string): string | undefined {
  const [, path = '', query = ''] = /^[a-z]+:\/\/[^/?#]*([^?#]*)(\?[^#]*)?/i.exec(url) ?? [];
  const names = path.split('/');
  if (!names.some(isDots)) return undefined;
  const search = new URL(`http://host/${query}`).search;
  return (
    names.map((name) => (isDots(name) ? name : new URL(`http://host/${name}`).pathname.slice(1))).join('/') + search
  );
}

function isDots(name: string): boolean {
  return /^(?:\.|%2e){1,2}$/i.test(name);
}
