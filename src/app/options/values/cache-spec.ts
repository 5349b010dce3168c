import path from 'node:path';

import { UserError } from '../../../errors.js';
import type { ObjectCacheSettings } from '../../../objects/port/object-settings.js';
import { isDigest, type Digest } from '../../../oci/digest.js';
import { parseReference, withDefaultTag, type ImageReference } from '../../../oci/reference.js';
import type { Environment } from '../process/environment.js';
import { boolean, CACHE_TYPES, type CacheFields as Fields, cacheFieldsOf } from './cache-fields.js';
import { objectCaches } from './object-cache-spec.js';

/** Where the cache of an earlier build is. */
export type CacheImportSpec =
  | { readonly type: 'registry'; readonly reference: ImageReference }
  /** An OCI layout; `directory` is absolute. */
  | { readonly type: 'local'; readonly directory: string; readonly tag?: string; readonly digest?: Digest }
  /** The Actions cache. Without a scope it is that of the build itself. */
  | { readonly type: 'gha'; readonly scope?: string }
  | ObjectCacheSpec;

/** A cache in an object store. */
interface ObjectCacheSpec {
  readonly type: 's3' | 'azblob';
  readonly objects: ObjectCacheSettings;
}

export type CacheExportSpec = (
  | { readonly type: 'registry'; readonly reference: ImageReference }
  | { readonly type: 'local'; readonly directory: string; readonly tag?: string }
  | { readonly type: 'gha'; readonly scope?: string }
  | ObjectCacheSpec
) & {
  /** `min`: the layers of the image; `max`: the layers of all stages. */
  readonly mode: 'min' | 'max';
};

/** The caches that were named, and messages about the rest. */
export interface ParsedCaches<Spec> {
  readonly specs: readonly Spec[];
  /** Something that was asked for will not happen. */
  readonly warnings: readonly string[];
  /** An attribute makes no difference here. */
  readonly notices: readonly string[];
}

type Direction = 'from' | 'to';

/** Types of BuildKit's that are not supported, and why. A workflow that names one still builds. */
const UNSUPPORTED_TYPES: ReadonlyMap<string, string> = new Map([
  ['inline', 'an image carries no cache here; use type=registry with a ref of its own'],
]);

/**
 * `--cache-from`, in buildx's syntax: `type=registry,ref=REF`, `type=local,src=FOLDER[,tag=][,digest=]`, `type=gha[,scope=]`,
 * `type=s3,…`, `type=azblob,…`, or references alone. Errors hold no value of an attribute that is a secret.
 *
 * @param where names the flag or input in errors
 * @param cwd folder that relative paths start from
 * @param env has defaults for object stores, under BuildKit's names
 * @throws UserError for an unknown type, or a value that does not fit
 */
export function parseCacheFrom(
  where: string,
  texts: readonly string[],
  cwd: string,
  env: Environment = {},
): ParsedCaches<CacheImportSpec> {
  return collect(where, texts, 'from', (fields) => importSpecs(fields, cwd, env));
}

/**
 * `--cache-to`: as `parseCacheFrom`, with `dest=FOLDER` for a folder, and `mode=min|max`. `ignore-error=true` makes no
 * difference: an error of a cache never fails a build.
 */
export function parseCacheTo(
  where: string,
  texts: readonly string[],
  cwd: string,
  env: Environment = {},
): ParsedCaches<CacheExportSpec> {
  return collect(where, texts, 'to', (fields) => exportSpecs(fields, cwd, env));
}

function collect<Spec>(
  where: string,
  texts: readonly string[],
  direction: Direction,
  read: (fields: Fields) => readonly Spec[],
): ParsedCaches<Spec> {
  const specs: Spec[] = [];
  const warnings: string[] = [];
  const notices: string[] = [];
  for (const text of texts.filter((each) => each.trim() !== '')) {
    for (const fields of cacheFieldsOf(where, text)) {
      const type = fields.take('type') ?? '';
      const reason = UNSUPPORTED_TYPES.get(type);
      if (reason !== undefined) {
        warnings.push(`${where}: type=${type} is ignored: ${reason}`);
        continue;
      }
      fields.type = type;
      specs.push(...read(fields));
      const rest = fields.untaken();
      if (rest.length > 0)
        notices.push(`${where}: ${rest.join(', ')} of type=${type} has no effect on cache-${direction}`);
      notices.push(...fields.notices.map((notice) => `${where}: ${notice}`));
    }
  }
  return { specs, warnings, notices };
}

/** Of several names, the cache comes from the first one. */
function importSpecs(fields: Fields, cwd: string, env: Environment): readonly CacheImportSpec[] {
  const { type } = fields;
  if (type !== 's3' && type !== 'azblob') return [importSpec(fields, cwd)];
  return objectCaches(fields, type, env)
    .slice(0, 1)
    .map((objects) => ({ type, objects }));
}

function importSpec(fields: Fields, cwd: string): CacheImportSpec {
  switch (fields.type) {
    case 'registry':
      return { type: 'registry', reference: reference(fields) };
    case 'local': {
      const directory = path.resolve(cwd, fields.need('src', 'FOLDER'));
      const digest = fields.take('digest');
      if (digest !== undefined && !isDigest(digest)) fields.fail('has no valid digest', 'Write digest=sha256:….');
      return { type: 'local', directory, ...tag(fields), ...(digest !== undefined && { digest }) };
    }
    case 'gha':
      return gha(fields);
    default:
      return unknownType(fields);
  }
}

/** The cache goes to each of several names. */
function exportSpecs(fields: Fields, cwd: string, env: Environment): readonly CacheExportSpec[] {
  const common = { mode: mode(fields) };
  if (boolean(fields, 'ignore-error') === false) {
    fields.notices.push('ignore-error=false has no effect: an error of a cache is a warning and never fails a build');
  }
  const { type } = fields;
  if (type !== 's3' && type !== 'azblob') return [exportSpec(fields, cwd, common)];
  return objectCaches(fields, type, env).map((objects) => ({ type, objects, ...common }));
}

function exportSpec(fields: Fields, cwd: string, common: Pick<CacheExportSpec, 'mode'>): CacheExportSpec {
  switch (fields.type) {
    case 'registry': {
      const target = reference(fields);
      if (target.digest !== undefined) fields.fail('names a digest', 'A cache is written under a tag: ref=NAME:TAG.');
      return { type: 'registry', reference: target, ...common };
    }
    case 'local':
      return { type: 'local', directory: path.resolve(cwd, fields.need('dest', 'FOLDER')), ...tag(fields), ...common };
    case 'gha':
      return { ...gha(fields), ...common };
    default:
      return unknownType(fields);
  }
}

function unknownType(fields: Fields): never {
  return fields.fail(fields.type === '' ? 'has no type' : `has the unknown type ${fields.type}`, CACHE_TYPES);
}

function reference(fields: Fields): ImageReference {
  const text = fields.need('ref', 'registry.example.com/team/app:cache');
  try {
    return withDefaultTag(parseReference(text));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${fields.where}: ${error.message}`, { hint: error.hint, cause: error });
  }
}

function gha(fields: Fields): Extract<CacheImportSpec, { readonly type: 'gha' }> {
  const scope = fields.take('scope');
  return { type: 'gha', ...(scope !== undefined && { scope }) };
}

function tag(fields: Fields): { readonly tag?: string } {
  const text = fields.take('tag');
  if (text === undefined) return {};
  if (!/^\w[\w.-]{0,127}$/.test(text)) fields.fail(`has the invalid tag ${text}`, 'Write a tag such as main.');
  return { tag: text };
}

function mode(fields: Fields): 'min' | 'max' {
  const text = fields.take('mode') ?? 'min';
  if (text === 'min' || text === 'max') return text;
  return fields.fail(`has the unknown mode ${text}`, 'Write mode=min or mode=max.');
}
