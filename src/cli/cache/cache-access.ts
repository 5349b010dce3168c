import type { CacheVerbs, OpenedCache } from '../../app/caching/cache-verbs.js';
import { parseCacheFrom, type CacheImportSpec } from '../../app/options/values/cache-spec.js';
import type { HostSettings } from '../../app/options/host-settings.js';
import { one, type Options } from '../../app/options/option.js';
import type { ProcessEnvironment } from '../../app/options/process/process-environment.js';
import { UserError } from '../../errors.js';
import type { CliProcess } from '../command/cli-process.js';
import { withProgress } from '../command/progress.js';

/** The flag of verbs that look at a cache. */
export const FROM = {
  from: {
    flag: '--from',
    takes: one('SPEC', oneCache),
    help: 'the cache to look at, as in --cache-from: type=registry,ref=NAME, type=local,src=DIR, type=s3,… or type=azblob,…',
    otherwise: 'the one of this machine',
  },
} as const satisfies Options;

function oneCache(where: string, text: string, { cwd, env }: ProcessEnvironment): CacheImportSpec {
  const { specs, warnings } = parseCacheFrom(where, [text], cwd, env);
  const [spec, ...more] = specs;
  if (spec === undefined || more.length > 0) throw new UserError(warnings[0] ?? `${where} names one cache`);
  return spec;
}

/** @param from absent: the cache of this machine */
export function withCache<T>(
  from: CacheImportSpec | undefined,
  host: HostSettings,
  cli: CliProcess,
  work: (cache: OpenedCache) => Promise<T>,
): Promise<T> {
  return withCaches(host, cli, (caches) => (from === undefined ? work(caches.local) : caches.at(from, work)));
}

export async function withCaches<T>(
  host: HostSettings,
  cli: CliProcess,
  work: (caches: CacheVerbs) => Promise<T>,
): Promise<T> {
  const module = await cli.loadCaches();
  return withProgress(cli, (sink) => module.CacheVerbs.use(host, sink, cli.signal, work));
}
