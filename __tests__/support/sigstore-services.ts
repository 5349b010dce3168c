import { createHash, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { bundleFromJSON } from '@sigstore/bundle';
import {
  fulcioHandler,
  initializeCA,
  initializeCTLog,
  initializeTLog,
  initializeTSA,
  rekorHandler,
  tsaHandler,
} from '@sigstore/mock';
import { HashAlgorithm, PublicKeyDetails, TrustedRoot } from '@sigstore/protobuf-specs';
import { type Signer, toSignedEntity, toTrustMaterial, Verifier, type VerifierOptions } from '@sigstore/verify';

const ALL: VerifierOptions = { ctlogThreshold: 1, tlogThreshold: 1, timestampThreshold: 1 };

/** The runner's own secret, with which a job asks for its token. */
const REQUEST_TOKEN = 'request-token-of-the-runner';

export interface StoredBundle {
  readonly repository: string;
  readonly token: string;
  readonly bundle: unknown;
}

/**
 * What a job signs with, at one address: the runner's service for tokens, Fulcio, Rekor, a timestamp authority, and GitHub's API for
 * attestations. The certificates, log entries and timestamps are made by sigstore's own mock, and are true under keys of their own.
 */
export class SigstoreServices {
  /** What was asked for: `POST /api/v2/signingCert`. */
  readonly requests: string[] = [];
  /** What GitHub's API was given. */
  readonly stored: StoredBundle[] = [];
  /** By path: the status that is answered instead of the truth; `hang`: nothing is answered. */
  readonly faults = new Map<string, number | 'hang'>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #handlers = new Map<string, (body: string) => Promise<Answer>>();
  #trust: TrustedRoot | undefined;

  static async start(): Promise<SigstoreServices> {
    const services = new SigstoreServices();
    const listening = new Promise<void>((resolve) => services.#server.listen(0, '127.0.0.1', resolve));
    await listening;
    await services.#makeKeys();
    return services;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The token of a job of `octo-org/octo-repo`. */
  readonly token = tokenWith({
    iss: 'https://token.actions.githubusercontent.com',
    sub: 'repo:octo-org/octo-repo:ref:refs/heads/main',
    aud: 'sigstore',
    repository: 'octo-org/octo-repo',
    repository_visibility: 'public',
    run_id: '42',
    run_attempt: '1',
  });

  /** The variables of a job that has the permission `id-token: write`. */
  get permission(): Readonly<Record<string, string>> {
    return {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${this.url}/oidc?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: REQUEST_TOKEN,
    };
  }

  /** Of a job, or of a command, that signs by these services. */
  get addresses(): Readonly<Record<string, string>> {
    return { SIGSTORE_FULCIO_URL: this.url, SIGSTORE_REKOR_URL: this.url, SIGSTORE_TSA_URL: this.url };
  }

  /** The keys of these services, as verifiers take them in a file. */
  get trustedRoot(): string {
    if (this.#trust === undefined) throw new Error('the services are not started');
    return JSON.stringify(TrustedRoot.toJSON(this.#trust));
  }

  /** @throws VerificationError if the bundle is not signed, logged and dated by these services */
  verify(bundle: unknown, thresholds: VerifierOptions = ALL): Signer {
    if (this.#trust === undefined) throw new Error('the services are not started');
    return new Verifier(toTrustMaterial(this.#trust), thresholds).verify(toSignedEntity(bundleFromJSON(bundle)));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #makeKeys(): Promise<void> {
    const [ofCa, ofLog, ofTimes] = [keyPair(), keyPair(), keyPair()];
    // When the authorities' own certificates hold. The mock writes milliseconds that end in 0 in a form that no verifier reads.
    const clock = new Date(Math.floor(Date.now() / 1000) * 1000 + 5_123);
    const ctlog = await initializeCTLog(ofCa, clock);
    const ca = await initializeCA(ofCa, ctlog, clock);
    const tlog = await initializeTLog(this.url, ofLog, clock);
    const tsa = await initializeTSA(ofTimes, clock);
    const rekor = rekorHandler(tlog);
    for (const { path, fn } of [fulcioHandler(ca), rekor, tsaHandler(tsa)]) this.#handlers.set(path, fn);
    this.#handlers.set(rekor.path, (body) => rekor.fn(canonicalEntry(body)));
    const start = new Date(Date.now() - 60_000);
    const authority = (...certificates: readonly ArrayBufferView<ArrayBuffer>[]) => ({
      ...{ subject: undefined, uri: '', operator: '' },
      certChain: { certificates: certificates.map((view) => ({ rawBytes: bytesOf(view) })) },
      validFor: { start },
    });
    const log = (publicKey: Buffer, keyId: Buffer) => ({
      ...{ baseUrl: this.url, hashAlgorithm: HashAlgorithm.SHA2_256, operator: '', checkpointKeyId: undefined },
      logId: { keyId },
      publicKey: { rawBytes: publicKey, keyDetails: PublicKeyDetails.PKIX_ECDSA_P256_SHA_256, validFor: { start } },
    });
    this.#trust = {
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      certificateAuthorities: [authority(ca.rootCertificate)],
      timestampAuthorities: [authority(tsa.intCertificate, tsa.rootCertificate)],
      tlogs: [log(tlog.publicKey, createHash('sha256').update(tlog.publicKey).digest())],
      ctlogs: [log(ctlog.publicKey, bytesOf(ctlog.logID))],
    };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request;
    const { pathname: path, searchParams } = new URL(request.url ?? '', this.url);
    this.requests.push(`${method} ${path}`);
    const body = await text(request);
    const send = ({ statusCode, response: answer, contentType = 'application/json' }: Answer): void => {
      response.writeHead(statusCode, { 'content-type': contentType });
      response.end(typeof answer === 'string' ? answer : bytesOf(answer));
    };
    const fault = this.faults.get(path);
    const handler = this.#handlers.get(path);
    const stored = /^\/repos\/(.+)\/attestations$/.exec(path)?.[1];
    const token = headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (fault === 'hang') return;
    // An error that says too much, as servers do.
    if (fault !== undefined) send({ statusCode: fault, response: JSON.stringify({ message: `no: ${token}${body}` }) });
    else if (path === '/oidc' && token === REQUEST_TOKEN && searchParams.get('audience') === 'sigstore')
      send({ statusCode: 200, response: JSON.stringify({ value: this.token }) });
    else if (handler !== undefined) send(await handler(body));
    else if (stored !== undefined) {
      const { bundle } = JSON.parse(body) as { readonly bundle: unknown };
      this.stored.push({ repository: stored, token, bundle });
      send({ statusCode: 201, response: '{"id":1}' });
    } else send({ statusCode: 404, response: '{}' });
  }
}

interface Answer {
  readonly statusCode: number;
  readonly response: string | ArrayBufferView<ArrayBuffer>;
  readonly contentType?: string;
}

/** What Rekor keeps of an envelope: its digests and signatures. The mock keeps what it is given. */
function canonicalEntry(body: string): string {
  const { kind, apiVersion, spec } = JSON.parse(body) as {
    readonly kind: string;
    readonly apiVersion: string;
    readonly spec: { readonly proposedContent: { readonly envelope: string; readonly verifiers: readonly string[] } };
  };
  if (kind !== 'dsse') throw new Error(`an entry of kind ${kind}`);
  const { envelope: text, verifiers } = spec.proposedContent;
  const envelope = JSON.parse(text) as {
    readonly payload: string;
    readonly signatures: readonly { readonly sig: string }[];
  };
  const hash = (bytes: string | Buffer) => ({
    algorithm: 'sha256',
    value: createHash('sha256').update(bytes).digest('hex'),
  });
  const signatures = envelope.signatures.map(({ sig }, index) => ({ signature: sig, verifier: verifiers[index] }));
  const payloadHash = hash(Buffer.from(envelope.payload, 'base64'));
  return JSON.stringify({ kind, apiVersion, spec: { envelopeHash: hash(text), payloadHash, signatures } });
}

function keyPair() {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

function bytesOf(view: ArrayBufferView<ArrayBuffer>): Buffer<ArrayBuffer> {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

/** Without a true signature: the mock does not check it. */
export function tokenWith(claims: object): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat: now, exp: now + 600, ...claims })}.${part('signature')}`;
}
