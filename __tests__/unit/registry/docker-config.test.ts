import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { UserError } from '../../../src/errors.js';
import type { CredentialLookup } from '../../../src/registry/credentials/credentials.js';
import { DockerConfig } from '../../../src/registry/credentials/docker-config.js';

const SIGNAL = new AbortController().signal;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const basic = (username: string, password: string): CredentialLookup => ({
  found: { kind: 'basic', username, password },
});

describe('DockerConfig', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'layer-build-docker-config-'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });

  async function lookup(document: unknown, registry: string): Promise<CredentialLookup> {
    const text = typeof document === 'string' ? document : JSON.stringify(document);
    await writeFile(join(folder, 'config.json'), text);
    return await new DockerConfig(folder).lookup(registry, SIGNAL);
  }

  /** A helper that notes what it was asked, and answers by `script`. */
  async function helper(name: string, script: string): Promise<void> {
    const bin = join(folder, 'bin');
    await mkdir(bin, { recursive: true });
    const file = join(bin, `docker-credential-${name}`);
    await writeFile(file, `#!/bin/sh\nread -r url\n[ "$1" = get ] || exit 9\n${script}\n`);
    await chmod(file, 0o755);
    vi.stubEnv('PATH', bin + delimiter + (process.env['PATH'] ?? ''));
  }

  it('is content without a file', async () => {
    expect(await new DockerConfig(join(folder, 'none')).lookup('ghcr.io', SIGNAL)).toEqual({ found: undefined });
  });

  it.each<[string, unknown, string, CredentialLookup]>([
    ['auth', { auths: { 'ghcr.io': { auth: base64('u:p:q') } } }, 'ghcr.io', basic('u', 'p:q')],
    ['user and password', { auths: { 'ghcr.io': { username: 'u', password: 'p' } } }, 'ghcr.io', basic('u', 'p')],
    [
      'identity token',
      { auths: { 'a.b': { auth: base64('u:'), identitytoken: 't' } } },
      'a.b',
      { found: { kind: 'identity-token', token: 't' } },
    ],
    [
      'registry token',
      { auths: { 'a.b': { registrytoken: 't' } } },
      'a.b',
      { found: { kind: 'registry-token', token: 't' } },
    ],
    ['Docker Hub', { auths: { 'https://index.docker.io/v1/': { auth: base64('u:p') } } }, 'docker.io', basic('u', 'p')],
    ['Docker Hub by its plain name', { auths: { 'docker.io': { auth: base64('u:p') } } }, 'docker.io', basic('u', 'p')],
    ['an old key', { auths: { 'https://reg.example/v1/': { auth: base64('u:p') } } }, 'reg.example', basic('u', 'p')],
    ['a port', { auths: { 'localhost:5000': { auth: base64('u:p') } } }, 'localhost:5000', basic('u', 'p')],
    ['another port', { auths: { 'localhost:5000': { auth: base64('u:p') } } }, 'localhost:5001', { found: undefined }],
    ['an empty entry', { auths: { 'ghcr.io': {} } }, 'ghcr.io', { found: undefined }],
    ['a part of a name', { auths: { 'ghcr.io': { auth: base64('u:p') } } }, 'cr.io', { found: undefined }],
    ['no auths', {}, 'ghcr.io', { found: undefined }],
    ['null', { auths: null, credHelpers: null }, 'ghcr.io', { found: undefined }],
    ['a name of Object’s', { auths: {}, credHelpers: {} }, 'constructor', { found: undefined }],
  ])('%s', async (_, document, registry, expected) => {
    expect(await lookup(document, registry)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['not JSON', '{"auths": {"ghcr.io": {"auth": "c2VjcmV0"'],
    ['an array', ['c2VjcmV0']],
    ['auth without a colon', { auths: { 'ghcr.io': { auth: base64('secret') } } }],
    ['auth of another type', { auths: { 'ghcr.io': { auth: ['c2VjcmV0'] } } }],
    ['auths of another type', { auths: 'c2VjcmV0' }],
  ])('says that %s cannot be used, without repeating it', async (_, document) => {
    const error: unknown = await lookup(document, 'ghcr.io').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UserError);
    const { message, stack, cause } = error as UserError;
    expect(message).toContain(join(folder, 'config.json'));
    expect(`${message}${stack ?? ''}${String(cause)}`).not.toMatch(/c2VjcmV0|secret/);
  });

  describe('helpers', () => {
    const answer = (username: string, secret: string): string =>
      `printf '{"ServerURL":"%s","Username":"${username}","Secret":"${secret}-%s"}' "$url" "$url"`;

    it('credHelpers by registry, credsStore for the rest', async () => {
      await helper('one', answer('one', 's'));
      await helper('two', answer('two', 's'));
      const document = { credHelpers: { 'ghcr.io': 'one', 'plain.example': '' }, credsStore: 'two' };
      expect(await lookup(document, 'ghcr.io')).toEqual(basic('one', 's-ghcr.io'));
      expect(await lookup(document, 'quay.io')).toEqual(basic('two', 's-quay.io'));
      expect(await lookup(document, 'docker.io')).toEqual(basic('two', 's-https://index.docker.io/v1/'));
      expect(await lookup(document, 'plain.example')).toEqual({ found: undefined });
    });

    it('may give an identity token', async () => {
      await helper('one', answer('<token>', 't'));
      expect(await lookup({ credsStore: 'one' }, 'a.b')).toEqual({ found: { kind: 'identity-token', token: 't-a.b' } });
    });

    it('that have none leave it to auths', async () => {
      await helper('one', 'echo "credentials not found in native keychain"; exit 1');
      const auths = { 'ghcr.io': { auth: base64('u:p') } };
      expect(await lookup({ credsStore: 'one', auths }, 'ghcr.io')).toEqual(basic('u', 'p'));
      expect(await lookup({ credsStore: 'one' }, 'ghcr.io')).toEqual({ found: undefined });
    });

    it.each([
      ['fail', 'echo s3cret; exit 3', 'docker-credential-one ended with exit code 3'],
      ['write nonsense', 'echo s3cret', 'docker-credential-one gave no valid answer'],
      ['write another document', 'echo \'{"Secret":"s3cret"}\'', 'docker-credential-one gave no valid answer'],
    ])('that %s are told of, and their words are not', async (_, script, problem) => {
      await helper('one', script);
      expect(await lookup({ credsStore: 'one' }, 'ghcr.io')).toEqual({ found: undefined, problem });
    });

    it('that are missing, or no names of programs', async () => {
      expect(await lookup({ credsStore: 'no-such-helper' }, 'ghcr.io')).toEqual({
        found: undefined,
        problem: 'docker-credential-no-such-helper could not be run: it is not on PATH',
      });
      const path = await lookup({ credsStore: '../../bin/sh' }, 'ghcr.io');
      expect(path).toEqual({ found: undefined, problem: expect.stringContaining('is not valid') as string });
    });
  });
});
