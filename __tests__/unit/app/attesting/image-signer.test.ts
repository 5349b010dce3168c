import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ImageSigner, type SignerParts } from '../../../../src/app/attesting/image-signer.js';
import { httpClientOf } from '../../../../src/app/host/http-client.js';
import { signingSettingsOf } from '../../../../src/app/options/process/signing-environment.js';
import type { BuildEvent } from '../../../../src/engine/events.js';
import { statementOf, type StatementToSign } from '../../../../src/attestation/statement.js';
import { InfraError, UserError } from '../../../../src/errors.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { OCI_MANIFEST } from '../../../../src/oci/media-types.js';
import { SigstoreServices } from '../../../support/sigstore-services.js';

const digest = sha256(Buffer.from('image'));
const TO_SIGN: StatementToSign = {
  subject: { mediaType: OCI_MANIFEST, digest, size: 5 },
  statement: statementOf({ type: 'https://slsa.dev/provenance/v1', content: {} }, digest, ['ghcr.io/o/r']),
};

describe('ImageSigner', () => {
  let services: SigstoreServices;
  const http = httpClientOf({ insecureRegistries: [], proxies: {} });

  beforeAll(async () => {
    services = await SigstoreServices.start();
  });

  afterAll(async () => {
    http.close();
    await services.stop();
  });

  function signerWith(parts: Partial<SignerParts> = {}) {
    const events: BuildEvent[] = [];
    const signer = new ImageSigner({
      settings: signingSettingsOf({ ...services.permission, ...services.addresses }),
      http,
      loadSigstore: () => import('../../../../src/signing/sigstore.js'),
      sink: (event) => events.push(event),
      signal: new AbortController().signal,
      ...parts,
    });
    return { signer, events };
  }

  it('signs a statement once, though it is asked twice, and tells its number in the log', async () => {
    const { signer, events } = signerWith();
    const [first] = await signer.sign([TO_SIGN]);
    const [second] = await signer.sign([TO_SIGN]);
    expect(second).toBe(first);
    expect(events).toMatchObject([
      { type: 'notice', message: expect.stringMatching(/entry \d+ of the log/) as string },
    ]);
    const bundle = JSON.parse(first?.statements[0]?.bytes.toString() ?? '') as unknown;
    expect(services.verify(bundle).identity?.subjectAlternativeName).toBe(
      'repo:octo-org/octo-repo:ref:refs/heads/main',
    );
  });

  it.each(['/oidc', '/api/v2/signingCert'])('gives up when %s never answers', { timeout: 600_000 }, async (path) => {
    services.faults.set(path, 'hang');
    const { signer } = signerWith({ bounds: { callMs: 200, totalMs: 400 } });
    const signed = signer.sign([TO_SIGN]);
    await expect(signed).rejects.toBeInstanceOf(InfraError);
    await expect(signed).rejects.toThrow('it took longer than');
    services.faults.clear();
  });

  it('stops when the build is interrupted', { timeout: 600_000 }, async () => {
    services.faults.set('/api/v2/signingCert', 'hang');
    const stop = new AbortController();
    const { signer } = signerWith({ signal: stop.signal });
    const signed = signer.sign([TO_SIGN]);
    stop.abort(new Error('interrupted'));
    await expect(signed).rejects.toThrow('interrupted');
    services.faults.clear();
  });

  it('hides the token in what the library says', async () => {
    const told: string[] = [];
    const { signer } = signerWith({
      settings: {
        ...signingSettingsOf({ SIGSTORE_ID_TOKEN: 'a.secret.b', ...services.addresses }),
        mask: (token) => told.push(token),
      },
    });
    const error: unknown = await signer.sign([TO_SIGN]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InfraError);
    expect(String(error)).toContain('invalid identity token: ***');
    expect(JSON.stringify([String(error), (error as Error).cause ?? ''])).not.toContain('secret');
    expect(told).toEqual(['a.secret.b']);
  });

  it.each([
    [{ GITHUB_ACTIONS: 'true' }, 'lacks the permission "id-token: write"'],
    [{}, 'nothing here says who signs'],
    [{ SIGSTORE_ID_TOKEN: 'not a token' }, 'is not an OpenID Connect token'],
  ])('needs an identity: %o', (env, words) => {
    const make = (): unknown => signerWith({ settings: signingSettingsOf(env) });
    expect(make).toThrow(UserError);
    expect(make).toThrow(words);
  });
});
