import path from 'node:path';

import { UserError } from '../../../errors.js';
import type { ObjectCacheSettings } from '../../../objects/port/object-settings.js';
import { isDigest, type Digest } from '../../../oci/digest.js';
import { parseReference, withDefaultTag, type ImageReference } from '../../../oci/reference.js';
import { didYouMean } from '../../../text/nearest.js';
import type { Environment } from '../process/environment.js';
import { tellOfUntaken } from './cache-attributes.js';
import { boolean, CACHE_TYPES, type CacheFields as Fields, cacheFieldsOf, UnusableCacheError } from './cache-fields.js';
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

const TYPES = ['registry', 'local', 'gha', 's3', 'azblob', 'inline'] as const;

/**
 * `--cache-from`, in buildx's syntax: `type=registry,ref=REF`, `type=local,src=FOLDER[,tag=][,digest=]`, `type=gha[,scope=]`,
 * `type=s3,…`, `type=azblob,…`, or references alone. A cache that cannot be used is a warning, and left out: BuildKit builds without it
 * too. What buildx refuses before the build is an error. Neither holds a value of an attribute that is a secret.
 *
 * @param where names the flag or input in errors
 * @param cwd folder that relative paths start from
 * @param env has defaults for object stores, under BuildKit's names
 * @throws UserError for an entry that is no list of attributes, or has no type, ref or src
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
 *
 * @throws UserError also for an unknown type, and for a cache that cannot be used
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
  const written = new Set<string>();
  for (const text of texts.filter((each) => each.trim() !== '')) {
    for (const fields of cacheFieldsOf(where, text)) {
      fields.type = fields.take('type') ?? '';
      const reason = UNSUPPORTED_TYPES.get(fields.type);
      if (reason !== undefined) {
        warnings.push(`${where}: type=${fields.type} is ignored: ${reason}`);
        continue;
      }
      try {
        const found = read(fields);
        tellOfUntaken(fields, direction);
        specs.push(...found.filter((spec) => direction === 'from' || isNew(fields, spec, written)));
        warnings.push(...fields.warnings.map((warning) => `${where}: ${warning}`));
        notices.push(...fields.notices.map((notice) => `${where}: ${notice}`));
      } catch (error) {
        if (direction === 'to' || !(error instanceof UnusableCacheError)) throw error;
        const hint = error.hint === undefined ? '' : `. ${error.hint}`;
        warnings.push(`${where}: ${error.problem}, so the build goes on without this cache${hint}`);
      }
    }
  }
  return { specs, warnings, notices };
}

/**
 * Whether the same cache was not written before. BuildKit writes one that is given twice once.
 *
 * @throws UserError for one that is to be written in two ways, as BuildKit refuses it for registries
 */
function isNew(fields: Fields, spec: unknown, written: Set<string>): boolean {
  const all = JSON.stringify(spec);
  if (written.has(all)) return false;
  written.add(all);
  if (fields.type !== 'registry') return true;
  const place = JSON.stringify(spec, (key, value: unknown) => (key === 'mode' ? undefined : value));
  if (written.has(place)) fields.fail('is written twice, with different modes', 'Write it once.');
  written.add(place);
  return true;
}

/** Of several names, the cache comes from the first one. */
function importSpecs(fields: Fields, cwd: string, env: Environment): readonly CacheImportSpec[] {
  const { type } = fields;
  switch (type) {
    case 'registry':
      return [{ type, reference: reference(fields) }];
    case 'local': {
      const directory = path.resolve(cwd, fields.need('src', 'FOLDER'));
      const digest = fields.take('digest');
      if (digest !== undefined && !isDigest(digest)) fields.unusable('has no valid digest', 'Write digest=sha256:….');
      return [{ type, directory, ...tag(fields), ...(digest !== undefined && { digest }) }];
    }
    case 'gha':
      return [gha(fields)];
    case 's3':
    case 'azblob':
      return objectCaches(fields, type, env)
        .slice(0, 1)
        .map((objects) => ({ type, objects }));
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
  switch (type) {
    case 'registry': {
      const target = reference(fields);
      if (target.digest === undefined) return [{ type, reference: target, ...common }];
      fields.disregard('names a digest, so the cache is not written', 'Write it under a tag: ref=NAME:TAG.');
      return [];
    }
    case 'local':
      return [{ type, directory: path.resolve(cwd, fields.need('dest', 'FOLDER')), ...tag(fields), ...common }];
    case 'gha':
      return [{ ...gha(fields), ...common }];
    case 's3':
    case 'azblob':
      return objectCaches(fields, type, env).map((objects) => ({ type, objects, ...common }));
    default:
      return unknownType(fields);
  }
}

function unknownType(fields: Fields): never {
  if (fields.type === '') return fields.fail('has no type', CACHE_TYPES);
  const close = didYouMean(fields.type, TYPES);
  const hint = close === undefined ? CACHE_TYPES : `${close} ${CACHE_TYPES}`;
  return fields.unusable(`has the unknown type ${fields.type}`, hint);
}

/** What is wrong with a name does not stop buildx, unless there is none. */
function reference(fields: Fields): ImageReference {
  const text = fields.need('ref', 'registry.example.com/team/app:cache');
  try {
    return withDefaultTag(parseReference(text));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UnusableCacheError(fields.where, error.message, error.hint);
  }
}

function gha(fields: Fields): Extract<CacheImportSpec, { readonly type: 'gha' }> {
  const scope = fields.take('scope');
  return { type: 'gha', ...(scope !== undefined && { scope }) };
}

/** Any text, as in BuildKit: it is only compared. */
function tag(fields: Fields): { readonly tag?: string } {
  const text = fields.take('tag');
  return text === undefined ? {} : { tag: text };
}

function mode(fields: Fields): 'min' | 'max' {
  const text = fields.take('mode') ?? 'min';
  if (text === 'min' || text === 'max') return text;
  fields.disregard(`has the unknown mode ${text}, which counts as mode=min`, 'Write mode=min or mode=max.');
  return 'min';
}
