import { describe, expect, it } from 'vitest';

import {
  parseCacheFrom,
  parseCacheTo,
  type CacheExportSpec,
  type CacheImportSpec,
} from '../../../../../src/app/options/values/cache-spec.js';
import { UserError } from '../../../../../src/errors.js';
import { parseDigest } from '../../../../../src/oci/digest.js';

/** What is written, what it means, and the notices that it gives. */
type Case<Spec> = readonly [text: string, specs: readonly Spec[], ...notices: RegExp[]];

const DIGEST = parseDigest(`sha256:${'a'.repeat(64)}`);
const APP = { registry: 'docker.io', repository: 'user/app', tag: 'latest' };

const FROM: readonly Case<CacheImportSpec>[] = [
  ['', []],
  ['user/app', [{ type: 'registry', reference: APP }]],
  ['user/app,r.example/x:1', [{ type: 'registry', reference: APP }, registry('r.example', 'x', '1')]],
  ['type=registry,ref=user/app', [{ type: 'registry', reference: APP }]],
  ['TYPE=registry,REF=user/app', [{ type: 'registry', reference: APP }]],
  [' type=registry, ref=user/app', [{ type: 'registry', reference: APP }]],
  ['"type=registry","ref=user/app"', [{ type: 'registry', reference: APP }]],
  [
    `user/app@${DIGEST}`,
    [{ type: 'registry', reference: { registry: 'docker.io', repository: 'user/app', digest: DIGEST } }],
  ],
  ['type=local,src=c', [{ type: 'local', directory: '/p/c' }]],
  [`type=local,src=/c,tag=main,digest=${DIGEST}`, [{ type: 'local', directory: '/c', tag: 'main', digest: DIGEST }]],
  ['type=gha', [{ type: 'gha' }]],
  ['type=gha,scope=', [{ type: 'gha' }]],
  ['type=gha,scope=web', [{ type: 'gha', scope: 'web' }]],
  ['type=gha,url=u,token=t', [{ type: 'gha' }], /url, token of type=gha has no effect/],
  // Attributes of the other direction do no harm.
  ['type=registry,ref=user/app,mode=max', [{ type: 'registry', reference: APP }], /mode of type=registry/],
];

/** What `type=s3` and `type=azblob` mean without other attributes than those that must be there. */
const S3 = {
  store: { kind: 's3', bucket: 'b', region: 'eu-west-1', pathStyle: false },
  places: { manifestsPrefix: 'manifests/', blobsPrefix: 'blobs/', name: 'buildkit' },
  touchRefreshMs: 24 * 3600 * 1000,
  parallelism: 4,
} as const;
const AZBLOB = {
  ...S3,
  store: {
    kind: 'azblob',
    accountUrl: 'https://acc.blob.core.windows.net',
    accountName: 'acc',
    container: 'buildkit-cache',
  },
} as const;
const ACCOUNT = 'type=azblob,account_url=https://acc.blob.core.windows.net';

describe('a cache in an object store', () => {
  const parsed = (text: string, env: Readonly<Record<string, string>> = {}) =>
    parseCacheTo('--cache-to', [text], '/p', env).specs.map((spec) => ('objects' in spec ? spec.objects : spec));

  it.each<[string, unknown, Readonly<Record<string, string>>?]>([
    ['type=s3,bucket=b,region=eu-west-1', S3],
    ['type=s3', S3, { AWS_BUCKET: 'b', AWS_REGION: 'eu-west-1' }],
    [
      'type=s3,bucket=b,region=eu-west-1,prefix=p/,manifests_prefix=m-,blobs_prefix=b/,name=main,touch_refresh=1h30m,upload_parallelism=8',
      {
        ...S3,
        places: { manifestsPrefix: 'p/m-', blobsPrefix: 'p/b/', name: 'main' },
        touchRefreshMs: 5_400_000,
        parallelism: 8,
      },
    ],
    [
      'type=s3,bucket=b,region=eu-west-1,endpoint_url=http://minio:9000,use_path_style=true,access_key_id=i,secret_access_key=s=,session_token=t',
      {
        ...S3,
        store: {
          ...S3.store,
          endpointUrl: 'http://minio:9000',
          pathStyle: true,
          credentials: { id: 'i', secret: 's=', sessionToken: 't' },
        },
      },
    ],
    [ACCOUNT, AZBLOB],
    [
      'type=azblob,secret_access_key=k',
      {
        ...AZBLOB,
        store: { ...AZBLOB.store, accountName: 'other', container: 'c', accountKey: 'k' },
        places: { manifestsPrefix: 'p/manifests/', blobsPrefix: 'p/blobs/', name: 'buildkit' },
      },
      {
        BUILDKIT_AZURE_STORAGE_ACCOUNT_URL: 'https://acc.blob.core.windows.net',
        BUILDKIT_AZURE_STORAGE_ACCOUNT_NAME: 'other',
        BUILDKIT_AZURE_STORAGE_CONTAINER: 'c',
        BUILDKIT_AZURE_STORAGE_PREFIX: 'p',
      },
    ],
    [
      `${ACCOUNT},prefix=/a//b/,manifests_prefix=m,blobs_prefix=x/y`,
      { ...AZBLOB, places: { manifestsPrefix: '/a/b/m/', blobsPrefix: '/a/b/x/y/', name: 'buildkit' } },
    ],
  ])('%s', (text, meant, env) => {
    expect(parsed(text, env)).toEqual([meant]);
  });

  it('goes to each of several names, and comes from the first', () => {
    const text = 'type=s3,bucket=b,region=eu-west-1,name=sha;branch';
    const names = (specs: readonly CacheImportSpec[]) =>
      specs.map((spec) => 'objects' in spec && spec.objects.places.name);
    expect(names(parseCacheTo('--cache-to', [text], '/p').specs)).toEqual(['sha', 'branch']);
    expect(names(parseCacheFrom('--cache-from', [text], '/p').specs)).toEqual(['sha']);
  });

  it('says what has no effect', () => {
    const text = 'type=s3,bucket=b,region=eu-west-1,access_key_id=i,retry_mode=adaptive';
    expect(parseCacheTo('--cache-to', [text], '/p').notices).toEqual([
      expect.stringMatching(/retry_mode of type=s3 has no effect/),
      expect.stringMatching(/access_key_id and secret_access_key of type=s3 have no effect without each other/),
    ]);
  });

  it.each([
    'type=s3,region=eu-west-1,secret_access_key=SECRET/1+=,access_key_id=SECRET2',
    'type=s3,bucket=b,"secret_access_key=SECRET,with=SECRET"',
    'type=s3,bucket=b,region=r,secret_access_key=SECRET,touch_refresh=soon',
    'type=s3,bucket=b,region=r,Secret_Access_Key = SECRET,mode=most',
    'type=s3,bucket=b,"secret_access_key=SECRET',
    'type=s3,bucket=b,secret_access_key=SE"CRET',
    'type=s3,bucket=b,session_token=SECRET,user/app',
    'type=s4,session_token=SECRET',
    'type=azblob,secret_access_key=SECRET==',
    'type=azblob,account_url=https://a:SECRET@acc.example',
    'type=azblob,account_url=https://acc.example?sig=SECRET',
    'type=s3,bucket=b,region=r,endpoint_url=SECRET',
    'type=gha,ghtoken=SECRET,token=SECRET,mode=most',
    'type=gha,ghtoken=SECRET,timeout=soon',
    'type=registry,ref=user/App,token=SECRET',
  ])('shows no secret in errors and warnings: %s', (text) => {
    for (const parse of [parseCacheFrom, parseCacheTo]) {
      let said: string;
      try {
        const { warnings, notices } = parse('FLAG', [text], '/p');
        said = [...warnings, ...notices].join(' ');
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        said = `${(error as UserError).message} ${(error as UserError).hint}`;
      }
      expect(said).toMatch(/^FLAG: |a quote/);
      expect(said).not.toMatch(/SECRET|CRET/);
    }
  });
});

function registry(host: string, repository: string, tag: string): CacheImportSpec {
  return { type: 'registry', reference: { registry: host, repository, tag } };
}

const MIN = { mode: 'min' } as const;
const TO: readonly Case<CacheExportSpec>[] = [
  ['user/app', [{ type: 'registry', reference: APP, ...MIN }]],
  ['type=registry,ref=user/app,mode=max,ignore-error=true', [{ type: 'registry', reference: APP, mode: 'max' }]],
  ['type=registry,ref=user/app,ignore-error=', [{ type: 'registry', reference: APP, ...MIN }]],
  [
    'type=registry,ref=user/app,ignore-error=F',
    [{ type: 'registry', reference: APP, ...MIN }],
    /^--cache-to: ignore-error=false has no effect: .*never fails a build$/,
  ],
  [
    'type=registry,ref=user/app,mode=,compression=zstd,compression-level=3,oci-mediatypes=true,image-manifest=true',
    [{ type: 'registry', reference: APP, ...MIN }],
    /compression, compression-level, oci-mediatypes, image-manifest of type=registry has no effect on cache-to/,
  ],
  ['type=local,dest=c,tag=main', [{ type: 'local', directory: '/p/c', tag: 'main', ...MIN }]],
  ['type=gha,mode=max,scope=s', [{ type: 'gha', scope: 's', mode: 'max' }]],
];

describe('parseCacheFrom', () => {
  it.each(FROM.map(([text, specs, ...notices]) => ({ text, specs, notices })))('$text', ({ text, specs, notices }) => {
    const parsed = parseCacheFrom('--cache-from', [text], '/p');
    expect(parsed.specs).toEqual(specs);
    expect(parsed.warnings).toEqual([]);
    expect(parsed.notices).toEqual(notices.map((notice) => expect.stringMatching(notice) as string));
  });

  it('keeps the order of several', () => {
    const { specs } = parseCacheFrom('--cache-from', ['type=gha', 'user/app', 'type=local,src=c'], '/p');
    expect(specs.map(({ type }) => type)).toEqual(['gha', 'registry', 'local']);
  });
});

describe('parseCacheTo', () => {
  it.each(TO.map(([text, specs, ...notices]) => ({ text, specs, notices })))('$text', ({ text, specs, notices }) => {
    const parsed = parseCacheTo('--cache-to', [text], '/p');
    expect(parsed.specs).toEqual(specs);
    expect(parsed.notices).toEqual(notices.map((notice) => expect.stringMatching(notice) as string));
  });

  it.each(['inline'])('warns of type=%s, and takes the others', (type) => {
    const parsed = parseCacheTo('--cache-to', [`type=${type},bucket=b`, 'type=local,dest=c'], '/p');
    expect(parsed.specs.map((spec) => spec.type)).toEqual(['local']);
    expect(parsed.warnings).toHaveLength(1);
    expect(parsed.warnings[0]).toContain(`--cache-to: type=${type} is ignored`);
  });
});

/** What buildx 0.36 refuses before it asks BuildKit 0.32, and what that refuses before it builds. */
it.each<[typeof parseCacheFrom | typeof parseCacheTo, string | readonly string[], RegExp, RegExp]>([
  [parseCacheFrom, 'type=registry', /^FLAG: "type=registry" has no ref$/, /type=registry,ref=/],
  [parseCacheFrom, 'ref=user/app', /has no type/, /registry, local, gha, s3, azblob/],
  [parseCacheFrom, 'type=registry,user/app', /"user\/app" .* is not key=value/, /Known types/],
  [parseCacheFrom, 'type=local', /has no src/, /type=local,src=/],
  [parseCacheFrom, 'type=registry,"ref=a', /a quote is not closed/, /^$/],
  [parseCacheTo, 'ref=user/app', /has no type/, /registry, local, gha, s3, azblob/],
  [parseCacheTo, 'type=regstry,ref=a', /unknown type regstry/, /Did you mean registry\? Known types/],
  [parseCacheTo, 'type=oci,dest=a', /unknown type oci/, /^Known types/],
  [parseCacheTo, 'user/App', /^FLAG: invalid image reference .*lower case/, /user\/app/],
  [parseCacheTo, 'type=local,src=c', /has no dest/, /type=local,dest=/],
  [parseCacheTo, 'type=s3', /has no bucket/, /AWS_BUCKET/],
  [parseCacheTo, 'type=s3,bucket=b', /has no region/, /AWS_REGION/],
  [parseCacheTo, 'type=s3,bucket=b,region=r,upload_parallelism=0', /upload_parallelism=0/, /a number/],
  [parseCacheTo, 'type=s3,bucket=b,region=r,retry_mode=quick', /retry_mode=quick/, /retry_mode=standard or/],
  [parseCacheTo, 'type=s3,bucket=b,region=r,retry_max_attempts=0', /retry_max_attempts=0/, /a number/],
  [parseCacheTo, 'type=azblob', /has no account_url/, /BUILDKIT_AZURE_STORAGE_ACCOUNT_URL/],
  [parseCacheTo, 'type=registry,ref=a,compression=lzma', /compression=lzma/, /=gzip or .*compression=zstd/],
  [parseCacheTo, 'type=local,dest=a,compression-level=high', /compression-level=high/, /a number/],
  [parseCacheTo, 'type=registry,ref=a,image-manifest=yes', /image-manifest=yes/, /=true or image-manifest=false/],
  [parseCacheTo, 'type=gha,timeout=10', /timeout=10/, /timeout=10m/],
  [parseCacheTo, ['user/app', 'type=registry,ref=user/app,mode=max'], /written twice/, /once/],
])('%o refuses %s', (parse, text, message, hint) => {
  let caught: unknown;
  try {
    parse('FLAG', [text].flat(), '/p');
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(UserError);
  expect((caught as UserError).message).toMatch(message);
  expect((caught as UserError).hint ?? '').toMatch(hint);
});

/** BuildKit says that it cannot import the cache, and builds. */
it.each<[string, RegExp]>([
  ['type=regstry,ref=a', /unknown type regstry, so the build goes on without this cache\. Did you mean registry\?/],
  ['type=registry,ref=user/App', /^FLAG: invalid image reference .*lower case.*goes on without this cache/],
  ['user/App', /invalid image reference/],
  ['type=local,src=c,digest=sha256:1', /has no valid digest, so .*\. Write digest=sha256/],
  ['type=s3', /has no bucket, so .*AWS_BUCKET/],
  ['type=s3,bucket=b', /has no region/],
  ['type=s3,bucket=b,region=r,upload_parallelism=many', /upload_parallelism=many/],
  ['type=s3,bucket=b,region=r,endpoint_url=minio', /endpoint_url of type=s3 is no address/],
  ['type=azblob', /has no account_url/],
  ['type=azblob,account_url=https://a.example,container=a/b', /has no valid container/],
  ['type=inline', /type=inline is ignored/],
])('a cache that cannot be read is left out: %s', (text, warning) => {
  const { specs, warnings } = parseCacheFrom('FLAG', [text, 'type=local,src=c'], '/p');
  expect(specs).toEqual([{ type: 'local', directory: '/p/c' }]);
  expect(warnings).toEqual([expect.stringMatching(warning)]);
});

/** BuildKit takes its default, or does not read the attribute at all. */
it.each<[typeof parseCacheFrom | typeof parseCacheTo, string, RegExp]>([
  [parseCacheTo, 'type=gha,mode=most', /unknown mode most, which counts as mode=min\. Write mode=min or mode=max/],
  [parseCacheTo, 'type=gha,mode=MAX', /unknown mode MAX/],
  [parseCacheTo, 'type=gha,ignore-error=yes', /ignore-error=yes, which has no effect\. Write ignore-error=true/],
  [parseCacheTo, 'type=s3,bucket=b,region=r,touch_refresh=1d', /touch_refresh=1d, which counts as 24h/],
  [parseCacheFrom, 'type=s3,bucket=b,region=r,use_path_style=y', /use_path_style=y, which has no effect/],
  [parseCacheTo, 'type=gha,mdoe=max', /^FLAG: type=gha has no attribute mdoe, .*no effect\. Did you mean mode\?$/],
  [parseCacheFrom, 'type=registry,ref=a,constructor=b', /has no attribute constructor, so it has no effect$/],
])('%o uses the cache and warns: %s', (parse, text, warning) => {
  const { specs, warnings } = parse('FLAG', [text], '/p');
  expect(specs).toHaveLength(1);
  expect(warnings).toEqual([expect.stringMatching(warning)]);
});

it('writes no cache that nobody could find', () => {
  const { specs, warnings } = parseCacheTo('FLAG', [`type=registry,ref=user/app@${DIGEST}`, 'type=gha'], '/p');
  expect(specs).toEqual([{ type: 'gha', mode: 'min' }]);
  expect(warnings).toEqual([expect.stringMatching(/names a digest, so the cache is not written\. .*NAME:TAG/)]);
});

it('checks no value that makes no difference for a cache that is read', () => {
  const text = 'type=registry,ref=a,image-manifest=yes,registry.insecure=maybe';
  const { specs, warnings, notices } = parseCacheFrom('FLAG', [text], '/p');
  expect(specs).toHaveLength(1);
  expect(warnings).toEqual([]);
  expect(notices).toEqual([expect.stringMatching(/image-manifest, registry\.insecure of .*; insecure-registries/)]);
});

it('writes a cache once that is given twice', () => {
  const texts = ['user/app', 'type=registry,ref=user/app:latest', 'type=gha,mode=max', 'type=gha,mode=max'];
  expect(parseCacheTo('FLAG', texts, '/p').specs.map(({ type }) => type)).toEqual(['registry', 'gha']);
});

it('takes any tag of a folder', () => {
  expect(parseCacheTo('FLAG', ['type=local,dest=c,tag=feature/a'], '/p').specs).toEqual([
    { type: 'local', directory: '/p/c', tag: 'feature/a', mode: 'min' },
  ]);
});
