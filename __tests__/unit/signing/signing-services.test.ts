import { describe, expect, it } from 'vitest';

import { signingSettingsOf } from '../../../src/app/options/process/signing-environment.js';
import { UserError } from '../../../src/errors.js';
import { isToken, visibilityIn } from '../../../src/signing/identity-token.js';
import { checkServices, servicesFor } from '../../../src/signing/signing-services.js';
import { tokenWith } from '../../support/sigstore-services.js';

const JOB = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://runner.example/token', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't' };
const PUBLIC = { fulcio: 'https://fulcio.sigstore.dev', rekor: 'https://rekor.sigstore.dev' };
const OF_GITHUB = { fulcio: 'https://fulcio.githubapp.com', timestamps: 'https://timestamp.githubapp.com' };

describe('the services that sign', () => {
  it.each([
    ['a job of a public repository', JOB, 'public', PUBLIC],
    ['a job of a private repository', JOB, 'private', OF_GITHUB],
    ['a job of an internal repository', JOB, 'internal', OF_GITHUB],
    // The name of a repository that may be private must not get into a public log.
    ['a job whose token does not say', JOB, undefined, OF_GITHUB],
    [
      'a job of an enterprise with a host of its own',
      { ...JOB, GITHUB_SERVER_URL: 'https://octo.ghe.com' },
      'private',
      { fulcio: 'https://fulcio.octo.ghe.com', timestamps: 'https://timestamp.octo.ghe.com' },
    ],
    ['a token of another service', { SIGSTORE_ID_TOKEN: 'a.b.c' }, undefined, PUBLIC],
    ['a given token of a private repository', { SIGSTORE_ID_TOKEN: 'a.b.c' }, 'private', OF_GITHUB],
    [
      'services that are named',
      { ...JOB, SIGSTORE_FULCIO_URL: 'https://f.example/', SIGSTORE_TSA_URL: 'https://t.example' },
      'public',
      { fulcio: 'https://f.example', timestamps: 'https://t.example' },
    ],
  ] as const)('for %s', (_what, env, visibility, services) => {
    expect(servicesFor(signingSettingsOf(env), visibility)).toEqual(services);
  });

  it('are addresses', () => {
    const check = (url: string) => (): void => checkServices(signingSettingsOf({ SIGSTORE_REKOR_URL: url }).services);
    expect(check('https://rekor.example')).not.toThrow();
    expect(check('rekor.example')).toThrow(UserError);
    expect(check('file:///etc')).toThrow('SIGSTORE_REKOR_URL');
  });
});

describe('an identity', () => {
  it('is a token that is given, else what the job may ask for, else none', () => {
    expect(signingSettingsOf({ ...JOB, SIGSTORE_ID_TOKEN: 'a.b.c' }).identity).toEqual({
      kind: 'given',
      token: 'a.b.c',
    });
    expect(signingSettingsOf(JOB).identity).toMatchObject({ kind: 'job', requestToken: 't' });
    expect(signingSettingsOf({ ...JOB, ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' }).identity).toBeUndefined();
    expect(signingSettingsOf({}).identity).toBeUndefined();
  });

  it('says whether anybody may see the repository', () => {
    expect(visibilityIn(tokenWith({ repository_visibility: 'internal' }))).toBe('internal');
    expect(visibilityIn(tokenWith({ repository_visibility: 7 }))).toBeUndefined();
    expect(visibilityIn(tokenWith({}))).toBeUndefined();
    expect(visibilityIn('x.y.z')).toBeUndefined();
  });

  it('has the form of a token', () => {
    expect(isToken(tokenWith({}))).toBe(true);
    for (const text of ['', 'a', 'a.b', 'a b.c.d', '<html>', 'a.b.c\nd']) expect(isToken(text), text).toBe(false);
  });
});
