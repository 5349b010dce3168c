import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { openCacheStore } from '../../src/app/caching/open-locations.js';
import { parseCacheTo } from '../../src/app/options/values/cache-spec.js';
import { CachingMachine, slowLayer } from '../support/cached-build.js';
import { FaultyServer } from '../support/faulty-server.js';
import { ObjectServer } from '../support/object-servers.js';
import { testClient, type TestClient } from '../support/registry-client.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

/** What Amazon's token service answers (AssumeRoleWithWebIdentity), with the keys that s3rver knows. */
const ASSUMED = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
<AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>S3RVER</AccessKeyId><SecretAccessKey>S3RVER</SecretAccessKey>
<SessionToken>session-token</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>
<AssumedRoleUser><AssumedRoleId>a:b</AssumedRoleId><Arn>arn:aws:sts::1:assumed-role/ci/b</Arn></AssumedRoleUser>
</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;

let server: ObjectServer;
let tokens: FaultyServer;
let tokensUrl: string;
let test: TestClient;
let folder: string;
let machines = 0;

beforeAll(async () => {
  folder = await temporaryFolder('object-credentials');
  server = await ObjectServer.start('s3');
  tokens = new FaultyServer(
    () => 'token',
    () => Promise.resolve({ status: 200, headers: { 'content-type': 'text/xml' }, body: Buffer.from(ASSUMED) }),
  );
  tokensUrl = await tokens.start();
  test = testClient();
});
afterEach(() => {
  vi.unstubAllEnvs();
  tokens.heal();
  server.server.heal();
});
afterAll(async () => {
  test.close();
  await tokens.stop();
  await server.stop();
  await removeTree(folder);
});

/** Nothing of this machine is found: no files, no service of a cloud. */
function stubEnvironment(values: Readonly<Record<string, string>>): void {
  const none = {
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_ROLE_ARN: undefined,
    AWS_WEB_IDENTITY_TOKEN_FILE: undefined,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: join(folder, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'no-credentials'),
  };
  for (const [name, value] of Object.entries({ ...none, ...values })) vi.stubEnv(name, value);
}

async function saved(name: string): Promise<CachingMachine> {
  const text = server.spec({ name, access_key_id: '', secret_access_key: '' });
  const [store] = parseCacheTo('--cache-to', [text], folder).specs.map((spec) =>
    openCacheStore(spec, { registry: test.client, objects: test.objects, actionsCache: () => undefined }),
  );
  if (store === undefined) throw new Error('a spec opened nothing');
  const machine = new CachingMachine(folder, `machine-${++machines}`, test.client);
  await machine.build([store], { made: [slowLayer(name)] });
  await machine.save(store);
  return machine;
}

it('takes credentials from the environment', async () => {
  stubEnvironment({ AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' });
  expect((await saved('environment')).told.map(({ action }) => action)).toContain('pack-saved');
});

it('takes them for a web identity, as a job of GitHub or Kubernetes has one', async () => {
  const file = join(folder, 'token');
  await writeFile(file, 'the-token-of-the-job');
  stubEnvironment({
    AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/ci',
    AWS_WEB_IDENTITY_TOKEN_FILE: file,
    AWS_ENDPOINT_URL_STS: tokensUrl,
  });
  expect((await saved('identity')).told.map(({ action }) => action)).toContain('pack-saved');
  expect(tokens.requests.length).toBeGreaterThan(0);
});

it('says what the token service says', async () => {
  const file = join(folder, 'token');
  await writeFile(file, 'the-token-of-the-job');
  stubEnvironment({
    AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/ci',
    AWS_WEB_IDENTITY_TOKEN_FILE: file,
    AWS_ENDPOINT_URL_STS: tokensUrl,
  });
  const denied = `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message></Error></ErrorResponse>`;
  tokens.fault(() => true, { kind: 'status', status: 403, body: denied }, Infinity);
  const machine = await saved('denied');
  expect(machine.told).toContainEqual(
    expect.objectContaining({
      action: 'fault',
      message: expect.stringMatching(/access is denied \(AccessDenied: Not authorized to perform sts:/) as string,
    }),
  );
  expect(JSON.stringify(machine.events)).not.toContain('the-token-of-the-job');
  expect(server.server.requests).toEqual([]);
});

it('says that there are none', async () => {
  stubEnvironment({});
  const machine = await saved('none');
  expect(machine.told).toContainEqual(
    expect.objectContaining({
      action: 'fault',
      message: expect.stringMatching(/^s3 .*: no credentials were found \(/) as string,
    }),
  );
});
