import { UserError } from '../../../errors.js';
import { parseDuration } from '../../../text/duration.js';
import { goBoolean } from '../../../text/go-boolean.js';
import { didYouMean } from '../../../text/nearest.js';
import type { CacheFields } from './cache-fields.js';

/** Whether BuildKit takes a value, and what to write if it does not. */
interface Check {
  readonly accepts: (text: string) => boolean;
  readonly hint: (name: string) => string;
}

const BOOLEAN: Check = {
  accepts: (text) => goBoolean(text) !== undefined,
  hint: (name) => `Write ${name}=true or ${name}=false.`,
};
const INTEGER: Check = { accepts: (text) => /^[-+]?\d+$/.test(text), hint: (name) => `Write a number: ${name}=2.` };
const POSITIVE: Check = { accepts: (text) => /^\+?0*[1-9]\d*$/.test(text), hint: INTEGER.hint };
const DURATION: Check = { accepts: isDuration, hint: (name) => `Write a duration: ${name}=10m.` };
const ANY: Check = { accepts: () => true, hint: () => '' };

function oneOf(...words: readonly [string, ...string[]]): Check {
  return { accepts: (text) => words.includes(text), hint: (name) => `Write ${name}=${words.join(` or ${name}=`)}.` };
}

const EXPORT = { mode: ANY, 'ignore-error': ANY } as const;
const LAYERS = {
  compression: oneOf('uncompressed', 'gzip', 'estargz', 'zstd'),
  'force-compression': BOOLEAN,
  'compression-level': INTEGER,
  'oci-mediatypes': BOOLEAN,
  'image-manifest': BOOLEAN,
} as const;
const OBJECTS = {
  prefix: ANY,
  manifests_prefix: ANY,
  blobs_prefix: ANY,
  name: ANY,
  secret_access_key: ANY,
} as const;

/** All attributes that BuildKit reads, in either direction, by the type of the cache. Values of those that we read are checked there. */
const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  registry: { ref: ANY, 'registry.insecure': BOOLEAN, ...LAYERS, ...EXPORT },
  local: { src: ANY, dest: ANY, tag: ANY, digest: ANY, reset: BOOLEAN, ...LAYERS, ...EXPORT },
  gha: {
    scope: ANY,
    url: ANY,
    url_v2: ANY,
    token: ANY,
    timeout: DURATION,
    version: INTEGER,
    repository: ANY,
    ghtoken: ANY,
    ...EXPORT,
  },
  s3: {
    bucket: ANY,
    region: ANY,
    touch_refresh: ANY,
    endpoint_url: ANY,
    access_key_id: ANY,
    session_token: ANY,
    use_path_style: ANY,
    upload_parallelism: ANY,
    disable_accept_encoding: ANY,
    retry_mode: oneOf('standard', 'adaptive'),
    retry_max_attempts: POSITIVE,
    ...OBJECTS,
    ...EXPORT,
  },
  azblob: { account_url: ANY, account_name: ANY, container: ANY, ...OBJECTS, ...EXPORT },
};

/** What can be done in place of an attribute that has no effect. */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ['registry.insecure', 'insecure-registries names registries without a trusted certificate'],
]);

/**
 * Tells of the attributes that nobody took. One that BuildKit does not know has no effect there either; it may be mistyped.
 *
 * @throws UserError for a value for which BuildKit refuses to write the cache
 */
export function tellOfUntaken(fields: CacheFields, direction: 'from' | 'to'): void {
  const known = ATTRIBUTES[fields.type] ?? {};
  const without: string[] = [];
  for (const name of fields.untaken()) {
    const check = Object.hasOwn(known, name) ? known[name] : undefined;
    const value = fields.take(name);
    if (check === undefined) {
      const close = didYouMean(name, Object.keys(known));
      fields.warnings.push(
        `type=${fields.type} has no attribute ${name}, so it has no effect${close === undefined ? '' : `. ${close}`}`,
      );
      continue;
    }
    // BuildKit goes on without a cache that it cannot read, and our own can be read without these.
    if (direction === 'to' && value !== undefined && !check.accepts(value)) {
      fields.fail(`says ${name}=${value}`, check.hint(name));
    }
    without.push(name);
  }
  if (without.length > 0) {
    const remedies = without.flatMap((name) => REMEDIES.get(name) ?? []);
    fields.notices.unshift(
      [`${without.join(', ')} of type=${fields.type} has no effect on cache-${direction}`, ...remedies].join('; '),
    );
  }
}

function isDuration(text: string): boolean {
  try {
    parseDuration(text);
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return false;
  }
}
