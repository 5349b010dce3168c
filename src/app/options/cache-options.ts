import { parseNameList } from './values/plain-values.js';
import { parseCacheFrom, parseCacheTo } from './values/cache-spec.js';
import { asWritten, many, one, SWITCH, type Options } from './option.js';

/** Where a build's cache comes from and goes to. */
export const CACHE_OPTIONS = {
  noCache: {
    flag: '--no-cache',
    input: 'no-cache',
    takes: SWITCH,
    help: 'run every step, even if the cache has its result',
  },
  noCacheFilters: {
    flag: '--no-cache-filter',
    input: { name: 'no-cache-filters', commas: true },
    takes: many('STAGE', parseNameList),
    help: 'run every step of these stages, even if the cache has its result',
    difference: 'A stage without a name can be given by its number. A name that no stage has gives a warning.',
  },
  cacheFrom: {
    flag: '--cache-from',
    input: { name: 'cache-from', commas: false, quotes: false },
    takes: many('SPEC', (where, texts, { cwd, env }) => parseCacheFrom(where, texts, cwd, env)),
    help: 'cache of an earlier build: type=registry,ref=NAME, type=local,src=DIR, type=gha[,scope=NAME], type=s3,bucket=NAME,region=NAME, type=azblob,account_url=URL, or NAME. The first that has a step is used',
    difference:
      'The caches are ours, not those of BuildKit: in an object store they lie beside its own. The Action also keeps a cache without this option. docs/migrating.md lists what happens with a value that is not valid.',
  },
  cacheTo: {
    flag: '--cache-to',
    input: { name: 'cache-to', commas: false, quotes: false },
    takes: many('SPEC', (where, texts, { cwd, env }) => parseCacheTo(where, texts, cwd, env)),
    help: 'where to keep the cache as well: type=registry,ref=NAME[,mode=max], type=local,dest=DIR, type=gha[,scope=NAME], type=s3,bucket=NAME,region=NAME, or type=azblob,account_url=URL',
    difference:
      'The caches are ours, not those of BuildKit: in an object store they lie beside its own. type=inline gives a warning and is left out. A problem with a cache is a warning, so ignore-error=false has no effect.',
  },
  scope: {
    flag: '--cache-scope',
    input: 'cache-scope',
    takes: one('NAME', asWritten),
    help: 'keeps the caches of different builds apart',
    otherwise: {
      flag: 'made of the context',
      input: 'made of the repository and the path of the Dockerfile',
    },
    docker: false,
    common: true,
  },
  matrix: {
    input: { name: 'cache-matrix', filledIn: '${{ toJSON(matrix) }}' },
    takes: one('JSON', asWritten),
    help: 'do not set this: the runner fills it in, to keep the caches of a matrix of jobs apart',
    docker: false,
  },
} as const satisfies Options;
