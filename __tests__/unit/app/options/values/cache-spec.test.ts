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

it.each<[typeof parseCacheFrom | typeof parseCacheTo, string, RegExp, RegExp]>([
  [parseCacheFrom, 'type=registry', /^FLAG: "type=registry" has no ref$/, /type=registry,ref=/],
  [parseCacheFrom, 'ref=user/app', /has no type/, /registry, local, gha, s3, azblob/],
  [parseCacheFrom, 'type=regstry,ref=a', /unknown type regstry/, /registry, local, gha, s3, azblob/],
  [parseCacheFrom, 'type=registry,user/app', /"user\/app" .* is not key=value/, /Known types/],
  [parseCacheFrom, 'type=registry,ref=user/App', /^FLAG: invalid image reference .*lower case/, /user\/app/],
  [parseCacheFrom, 'type=local', /has no src/, /type=local,src=/],
  [parseCacheFrom, 'type=local,src=c,digest=sha256:1', /has no valid digest/, /sha256/],
  [parseCacheFrom, 'type=local,src=c,tag=a/b', /invalid tag a\/b/, /main/],
  [parseCacheFrom, 'type=registry,"ref=a', /a quote is not closed/, /^$/],
  [parseCacheTo, 'type=local,src=c', /has no dest/, /type=local,dest=/],
  [parseCacheTo, `type=registry,ref=user/app@${DIGEST}`, /names a digest/, /NAME:TAG/],
  [parseCacheTo, 'type=gha,mode=most', /unknown mode most/, /mode=min or mode=max/],
  [parseCacheTo, 'type=gha,ignore-error=yes', /ignore-error=yes/, /ignore-error=true/],
])('%o refuses %s', (parse, text, message, hint) => {
  let caught: unknown;
  try {
    parse('FLAG', [text], '/p');
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(UserError);
  expect((caught as UserError).message).toMatch(message);
  expect((caught as UserError).hint ?? '').toMatch(hint);
});
