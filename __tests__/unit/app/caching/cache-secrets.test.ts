import { expect, it } from 'vitest';

import { cacheSecrets } from '../../../../src/app/caching/cache-secrets.js';
import { parseCacheFrom, parseCacheTo } from '../../../../src/app/options/values/cache-spec.js';
import { maskOf } from '../../../../src/app/redact.js';

const S3 = 'type=s3,bucket=b,region=r,access_key_id=the-id,secret_access_key=the-secret,session_token=the-token';
const AZBLOB = 'type=azblob,account_url=https://acc.example,secret_access_key=the-key';

it('are those of our own caches and of those that a builder gets', () => {
  const options = {
    cacheFrom: parseCacheFrom('--cache-from', [S3, 'user/app'], '/').specs,
    cacheTo: parseCacheTo('--cache-to', [AZBLOB], '/').specs,
    builder: {
      specs: [],
      auto: false,
      fromInput: false,
      cacheFrom: [{ type: 'gha', attributes: { token: 'the-other-token', scope: 's' } }],
      cacheTo: [{ type: 's3', attributes: { secret_access_key: 'the-other-secret', bucket: 'b' } }],
    },
  };
  expect(cacheSecrets(options)).toEqual([
    ...['the-id', 'the-secret', 'the-token', 'the-key'],
    ...['the-other-token', 'the-other-secret'],
  ]);
});

it('are masked in all that leaves a build', async () => {
  const cacheTo = parseCacheTo('--cache-to', [S3, AZBLOB], '/').specs;
  const mask = await maskOf({ secrets: [], cacheTo });
  expect(mask.text('the-id the-secret the-token the-key of b')).toBe('*** *** *** *** of b');
});
