import { array, arrayOfValid } from '../../json/containers.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import { anything, integer, string } from '../../json/decoder.js';
import { object } from '../../json/object.js';

/** What a job may do with the Actions cache. */
export interface CacheAccess {
  readonly read: boolean;
  readonly write: boolean;
  /** The ref that entries are saved under, such as `refs/heads/main`; `undefined` if the token does not name it. */
  readonly writeScope: string | undefined;
  /** Other refs whose entries the job may read, such as that of the default branch. */
  readonly otherScopes: readonly string[];
}

const READ = 1;
const WRITE = 2;
const MAX_TOKEN = 64 * 1024;

/**
 * Reads it from the mode that the runner sets and from the scopes in the token's claim `ac`. The token's signature is not
 * checked here, since the service does that: this only saves requests that it would refuse. If the mode or the token says
 * nothing, it forbids nothing.
 */
export function cacheAccess(token: string, mode: string): CacheAccess {
  const scopes = scopesOf(token);
  const may = (bit: number): boolean =>
    scopes === undefined || scopes.some(({ permission }) => (permission & bit) !== 0);
  const named = mode.trim().toLowerCase();
  const write = may(WRITE) && !(named === 'none' || named === 'read');
  const writable = scopes?.find(({ permission }) => (permission & WRITE) !== 0)?.scope;
  return {
    read: may(READ) && !(named === 'none' || named === 'write-only'),
    write,
    writeScope: write ? writable : undefined,
    otherScopes: (scopes ?? [])
      .filter(({ scope, permission }) => (permission & READ) !== 0 && scope !== writable)
      .map(({ scope }) => scope),
  };
}

interface TokenScope {
  readonly scope: string;
  readonly permission: number;
}

const claims = object({ ac: string });
const scopes = arrayOfValid(object({ Scope: string, Permission: integer }));

/** @returns `undefined` for a token that names no scope in the known form */
function scopesOf(token: string): readonly TokenScope[] | undefined {
  if (token.length > MAX_TOKEN) return undefined;
  const { ac = '' } = parseOrUndefined(claims, Buffer.from(token.split('.')[1] ?? '', 'base64url'), MAX_TOKEN) ?? {};
  const list = parseOrUndefined(array(anything), ac, MAX_TOKEN);
  if (list === undefined) return undefined;
  const known = scopes(list).map(({ Scope, Permission }) => ({ scope: Scope, permission: Permission }));
  return known.length === 0 && list.length > 0 ? undefined : known;
}
