import { UserError } from '../errors.js';
import { percentDecoded } from '../text/percent-encoding.js';

/** An address without what lets in, and how git gets that without an argument or a file that others can read. */
export interface GitAccess {
  readonly remote: string;
  readonly config: readonly (readonly [name: string, value: string])[];
  readonly environment: Readonly<Record<string, string>>;
  /** Texts that must not show in errors. */
  readonly secrets: readonly string[];
}

const USER = 'LAYER_BUILD_GIT_USER';
const PASSWORD = 'LAYER_BUILD_GIT_PASSWORD';
/** Git runs this helper (gitcredentials(7)) if a server wants credentials. Its command line only has the names of variables. */
const HELPER = `!f() { test "$1" = get && printf 'username=%s\\npassword=%s\\n' "$${USER}" "$${PASSWORD}"; }; f`;

/** @throws UserError for a user or password that cannot be passed to git */
export function gitAccess(remote: string): GitAccess {
  const [, scheme = '', userInfo, rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)(?:([^/?#]*)@)?(.*)$/is.exec(remote) ?? [];
  if (userInfo === undefined) return { remote, config: [], environment: {}, secrets: [] };
  const [user = '', ...others] = userInfo.split(':');
  const password = others.join(':');
  const secrets = [userInfo, password, percentDecoded(password)].filter((text) => text !== '');
  // ssh has no use for a password, and its user is part of the address.
  if (!/^https?:/i.test(scheme)) {
    const shown = /ssh/i.test(scheme) && user !== '' ? `${user}@` : '';
    return { remote: `${scheme}${shown}${rest}`, config: [], environment: {}, secrets: password === '' ? [] : secrets };
  }
  const environment = { [USER]: percentDecoded(user), [PASSWORD]: percentDecoded(password) };
  // Each is a line of git's protocol.
  if (Object.values(environment).some((value) => /[\0\r\n]/.test(value)))
    throw new UserError('the user or password of a git address has a line end in it');
  const host = rest.split(/[/?#]/)[0] ?? '';
  return {
    remote: `${scheme}${rest}`,
    config: [[`credential.${scheme}${host}.helper`, HELPER]],
    environment,
    secrets: [...secrets, ...(password === '' && user !== '' ? [user] : [])],
  };
}
