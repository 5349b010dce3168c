import path from 'node:path';

import { UserError } from '../../../errors.js';
import type { ObjectCacheSettings, ObjectPlaces, ObjectStoreSettings } from '../../../objects/port/object-settings.js';
import { parseDuration } from '../../../text/duration.js';
import type { Environment } from '../process/environment.js';
import { boolean, UnusableCacheError, type CacheFields } from './cache-fields.js';

/** BuildKit's own. */
const DEFAULT_NAME = 'buildkit';
const DEFAULT_CONTAINER = 'buildkit-cache';
const DEFAULT_PARALLELISM = 4;
/** 24 hours, in milliseconds. */
const DEFAULT_TOUCH_REFRESH = 24 * 3600 * 1000;

/**
 * The caches in an object store that an entry names, by BuildKit's attributes: one for each of its names.
 *
 * @param env has the defaults that BuildKit takes from there
 * @throws UnusableCacheError for an attribute that is missing or does not fit
 */
export function objectCaches(
  fields: CacheFields,
  type: ObjectStoreSettings['kind'],
  env: Environment,
): readonly ObjectCacheSettings[] {
  const store = type === 's3' ? s3(fields, env) : azblob(fields, env);
  const placesOf = type === 's3' ? s3Places(fields) : azblobPlaces(fields, env);
  const names = (fields.take('name') ?? DEFAULT_NAME).split(';').filter((name) => name !== '');
  const rest = { touchRefreshMs: touchRefresh(fields), parallelism: parallelism(fields) };
  return (names.length === 0 ? [DEFAULT_NAME] : names).map((name) => ({ store, places: placesOf(name), ...rest }));
}

function s3(fields: CacheFields, env: Environment): ObjectStoreSettings {
  const bucket =
    fields.take('bucket') ?? given(env, 'AWS_BUCKET') ?? missing(fields, 'bucket', 'my-bucket', 'AWS_BUCKET');
  const region =
    fields.take('region') ?? given(env, 'AWS_REGION') ?? missing(fields, 'region', 'eu-west-1', 'AWS_REGION');
  if (!/^[\w.:/-]+$/.test(bucket)) fields.unusable('has no valid bucket', 'Write its name, without an address.');
  if (!/^[a-z0-9-]+$/i.test(region)) fields.unusable('has no valid region', 'Write a region such as eu-west-1.');
  const endpointUrl = address(fields, 'endpoint_url', fields.take('endpoint_url'));
  const pathStyle = boolean(fields, 'use_path_style') ?? false;
  const id = fields.take('access_key_id');
  const secret = fields.take('secret_access_key');
  const sessionToken = fields.take('session_token');
  if ((id === undefined) !== (secret === undefined)) {
    fields.notices.push('access_key_id and secret_access_key of type=s3 have no effect without each other');
  }
  return {
    kind: 's3',
    bucket,
    region,
    pathStyle,
    ...(endpointUrl !== undefined && { endpointUrl }),
    ...(id !== undefined &&
      secret !== undefined && {
        credentials: { id, secret, ...(sessionToken !== undefined && { sessionToken }) },
      }),
  };
}

function azblob(fields: CacheFields, env: Environment): ObjectStoreSettings {
  const variable = 'BUILDKIT_AZURE_STORAGE_ACCOUNT_URL';
  const example = 'https://ACCOUNT.blob.core.windows.net';
  const accountUrl =
    address(fields, 'account_url', fields.take('account_url') ?? given(env, variable)) ??
    missing(fields, 'account_url', example, variable);
  const accountName =
    fields.take('account_name') ??
    given(env, 'BUILDKIT_AZURE_STORAGE_ACCOUNT_NAME') ??
    new URL(accountUrl).hostname.split('.')[0] ??
    '';
  const container = fields.take('container') ?? given(env, 'BUILDKIT_AZURE_STORAGE_CONTAINER') ?? DEFAULT_CONTAINER;
  if (!/^[\w$-]{1,63}$/.test(container))
    fields.unusable('has no valid container', 'Write its name, without an address.');
  const accountKey = fields.take('secret_access_key');
  return { kind: 'azblob', accountUrl, accountName, container, ...(accountKey !== undefined && { accountKey }) };
}

/** As BuildKit joins them: S3's parts as they are. */
function s3Places(fields: CacheFields): (name: string) => ObjectPlaces {
  const prefix = fields.take('prefix') ?? '';
  const manifestsPrefix = `${prefix}${fields.take('manifests_prefix') ?? 'manifests/'}`;
  const blobsPrefix = `${prefix}${fields.take('blobs_prefix') ?? 'blobs/'}`;
  return (name) => ({ manifestsPrefix, blobsPrefix, name });
}

/** And Azure's as the parts of a path. */
function azblobPlaces(fields: CacheFields, env: Environment): (name: string) => ObjectPlaces {
  const prefix = fields.take('prefix') ?? given(env, 'BUILDKIT_AZURE_STORAGE_PREFIX') ?? '';
  const folder = (name: string): string => `${path.posix.join(prefix, name).replace(/\/$/, '')}/`;
  const manifestsPrefix = folder(fields.take('manifests_prefix') ?? 'manifests');
  const blobsPrefix = folder(fields.take('blobs_prefix') ?? 'blobs');
  return (name) => ({ manifestsPrefix, blobsPrefix, name });
}

function given(env: Environment, name: string): string | undefined {
  return env[name] === '' ? undefined : env[name];
}

function missing(fields: CacheFields, name: string, example: string, variable: string): never {
  return fields.unusable(`has no ${name}`, `Write type=${fields.type},${name}=${example}, or set ${variable}.`);
}

/** @throws UnusableCacheError also for an address with a password or a query, which would be shown */
function address(fields: CacheFields, name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || /[@?#]/.test(text)) {
    throw new UnusableCacheError(
      fields.where,
      `the ${name} of type=${fields.type} is no address of a server`,
      `Write ${name}=https://host.example.com, without user, password and query.`,
    );
  }
  return text;
}

/** In milliseconds. */
function touchRefresh(fields: CacheFields): number {
  const text = fields.take('touch_refresh');
  if (text === undefined) return DEFAULT_TOUCH_REFRESH;
  try {
    const milliseconds = parseDuration(text) / 1e6;
    if (milliseconds > 0) return milliseconds;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  fields.disregard(`says touch_refresh=${text}, which counts as 24h`, 'Write a duration such as touch_refresh=24h.');
  return DEFAULT_TOUCH_REFRESH;
}

function parallelism(fields: CacheFields): number {
  const text = fields.take('upload_parallelism');
  if (text === undefined) return DEFAULT_PARALLELISM;
  if (!/^[1-9]\d{0,2}$/.test(text)) fields.unusable(`says upload_parallelism=${text}`, 'Write a number from 1 to 999.');
  return Number(text);
}
