import { parseDuration } from '../../text/duration.js';
import { UserError } from '../../errors.js';
import { parseByteSize } from './value-parsers.js';

/** How much of a build is kept for the next one, and for how long that may hold it up. */
export interface CacheSettings {
  /** `read-only`: nothing is saved; `off`: nothing is restored either. */
  readonly mode: 'auto' | 'off' | 'read-only';
  /** `auto`: what is dearer to make again than to restore; `all`: everything. */
  readonly policy: 'auto' | 'all';
  /** Of one scope. */
  readonly maxBytes: number;
  /** Each of restoring and saving. */
  readonly timeoutMs: number;
  /** Which cache mounts of RUN are kept: all, none, or those with these ids. */
  readonly mounts: boolean | readonly string[];
}

/** As a person wrote them; `''` and an empty list are "not given". */
export interface CacheTexts {
  readonly mode: string;
  readonly policy: string;
  readonly maxSize: string;
  readonly timeout: string;
  readonly mounts: readonly string[];
}

export const DEFAULT_CACHE: CacheSettings = {
  mode: 'auto',
  policy: 'auto',
  maxBytes: 2 * 1024 ** 3,
  timeoutMs: 5 * 60_000,
  mounts: true,
};

export function isMountKept(id: string, { mounts }: CacheSettings): boolean {
  return typeof mounts === 'boolean' ? mounts : mounts.includes(id);
}

const MODES = ['auto', 'off', 'read-only'] as const;
const POLICIES = ['auto', 'all'] as const;

/** @throws UserError that says by its name in `names` which setting is wrong */
export function readCacheSettings(texts: CacheTexts, names: Readonly<Record<keyof CacheTexts, string>>): CacheSettings {
  return {
    mode: choice(names.mode, texts.mode, MODES) ?? DEFAULT_CACHE.mode,
    policy: choice(names.policy, texts.policy, POLICIES) ?? DEFAULT_CACHE.policy,
    maxBytes: texts.maxSize === '' ? DEFAULT_CACHE.maxBytes : parseByteSize(names.maxSize, texts.maxSize),
    timeoutMs: texts.timeout === '' ? DEFAULT_CACHE.timeoutMs : milliseconds(names.timeout, texts.timeout),
    mounts: mounts(names.mounts, texts.mounts),
  };
}

function choice<T extends string>(where: string, text: string, known: readonly T[]): T | undefined {
  if (text === '') return undefined;
  return (
    known.find((each) => each === text) ??
    fail(`${where}: ${JSON.stringify(text)} is not known`, `Write ${known.slice(0, -1).join(', ')} or ${known.at(-1)}.`)
  );
}

function milliseconds(where: string, text: string): number {
  const hint = 'Write it with a unit: 90s, 5m or 1h.';
  let nanoseconds: number;
  try {
    nanoseconds = parseDuration(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${where}: ${error.message}`, { hint, cause: error });
  }
  if (nanoseconds < 1e6) fail(`${where}: ${JSON.stringify(text)} is no time to wait`, hint);
  return Math.floor(nanoseconds / 1e6);
}

function mounts(where: string, texts: readonly string[]): boolean | readonly string[] {
  const ids = [...new Set(texts.flatMap((text) => text.split(',')).map((id) => id.trim()))].filter((id) => id !== '');
  const [first, ...others] = ids;
  if (first === undefined) return DEFAULT_CACHE.mounts;
  const all = ids.find((id) => /^(?:true|false)$/i.test(id));
  if (all === undefined) return ids;
  if (others.length === 0) return all.toLowerCase() === 'true';
  return fail(`${where}: ${all} stands beside ids of mounts`, 'Write true, false, or a list of ids.');
}

function fail(message: string, hint: string): never {
  throw new UserError(message, { hint });
}
