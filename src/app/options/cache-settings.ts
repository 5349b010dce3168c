import { UserError } from '../../errors.js';
import { many, one, type Options } from './option.js';
import type { OptionValues } from './read-options.js';
import { choice, parseByteSize, parseNameList, parseWait } from './values/plain-values.js';

/** How much of a build is saved for the next one, and how much time that may take. */
export const CACHE_SETTINGS = {
  mode: {
    input: 'cache',
    takes: one('WHAT', choice(['auto', 'off', 'read-only']), 'auto'),
    help: 'what to do with the cache between runs: auto restores and saves it, read-only only restores it, off does neither',
    docker: false,
    common: true,
  },
  policy: {
    flag: '--cache-policy',
    input: 'cache-policy',
    takes: one('WHAT', choice(['auto', 'all']), 'auto'),
    help: 'which layers are saved: auto saves those that take longer to make again than to restore, all saves every layer',
    docker: false,
    common: true,
  },
  maxBytes: {
    flag: '--cache-max-size',
    input: 'cache-max-size',
    takes: one('SIZE', parseByteSize, '2g'),
    help: 'how much a scope may keep, e.g. 500m; the least useful is dropped first',
    docker: false,
    common: true,
  },
  timeoutMs: {
    flag: '--cache-timeout',
    input: 'cache-timeout',
    takes: one('TIME', parseWait, '5m'),
    help: 'how long restoring may take, and how long saving, e.g. 90s',
    docker: false,
    common: true,
  },
  mounts: {
    flag: '--cache-mounts',
    input: { name: 'cache-mounts', commas: true },
    takes: many('WHICH', parseMounts, 'true'),
    help: 'which mounts of RUN --mount=type=cache are saved: true, false, or their ids. A mount that holds the value of a secret is never saved',
    docker: false,
    common: true,
  },
} as const satisfies Options;

export type CacheSettings = OptionValues<typeof CACHE_SETTINGS, 'input'>;

export function isMountKept(id: string, { mounts }: CacheSettings): boolean {
  return typeof mounts === 'boolean' ? mounts : mounts.includes(id);
}

function parseMounts(where: string, texts: readonly string[]): boolean | readonly string[] {
  const ids = parseNameList(where, texts);
  const word = ids.find((id) => /^(?:true|false)$/i.test(id));
  if (word === undefined) return ids.length === 0 ? true : ids;
  if (ids.length === 1) return word.toLowerCase() === 'true';
  throw new UserError(`${where}: ${word} cannot be given together with ids of mounts`, {
    hint: 'Write true, false, or a list of ids.',
  });
}
