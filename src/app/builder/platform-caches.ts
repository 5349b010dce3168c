import { formatPlatform, type Platform } from '../../oci/platform.js';
import type { BuilderCache } from '../options/builder-request.js';

/** The attribute by which caches of a type are told apart, and its default there (buildkit, `cache/remotecache`). */
const NAMED_BY: Readonly<Record<string, readonly [attribute: string, usual: string]>> = {
  gha: ['scope', 'buildkit'],
  s3: ['name', 'buildkit'],
  azblob: ['name', 'buildkit'],
  local: ['tag', 'latest'],
};
const DEFAULT_TAG = 'latest';

/**
 * The same cache for one of several platforms. Each platform is a build of its own here, and an export replaces all that was there
 * under its name: so each but the first has a name of its own.
 */
export function cacheOfPlatform(cache: BuilderCache, platform: Platform): BuilderCache {
  const { type, attributes } = cache;
  const suffix = `-${formatPlatform(platform).replaceAll('/', '-')}`;
  const { ref } = attributes;
  if (type === 'registry' && ref !== undefined) return withAttribute(cache, 'ref', withTagSuffix(ref, suffix));
  const [attribute, usual] = NAMED_BY[type] ?? [];
  if (attribute === undefined) return cache;
  const name = attributes[attribute] ?? '';
  return withAttribute(cache, attribute, `${name === '' ? usual : name}${suffix}`);
}

function withAttribute(cache: BuilderCache, name: string, value: string): BuilderCache {
  return { ...cache, attributes: { ...cache.attributes, [name]: value } };
}

/** A reference by digest names one content: it has no further names. */
function withTagSuffix(ref: string, suffix: string): string {
  if (ref.includes('@')) return ref;
  const name = ref.slice(ref.lastIndexOf('/') + 1);
  return name.includes(':') ? `${ref}${suffix}` : `${ref}:${DEFAULT_TAG}${suffix}`;
}
