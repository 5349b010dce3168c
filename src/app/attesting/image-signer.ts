import type { FinishedAttestation } from '../../attestation/attestation-manifest.js';
import { signatureManifest } from '../../attestation/signature-manifest.js';
import type { StatementToSign } from '../../attestation/statement.js';
import { settledBefore } from '../../async/abortable.js';
import { TimeBudget } from '../../async/time-budget.js';
import type { EventSink } from '../../engine/events.js';
import { InfraError, messageOf, UserError } from '../../errors.js';
import type { HttpClient } from '../../http/http-client.js';
import { statusOf } from '../../http/http-error.js';
import { type Digest, sha256 } from '../../oci/digest.js';
import { archiveSignature } from '../../signing/archive-signature.js';
import { identityToken, isToken, visibilityIn } from '../../signing/identity-token.js';
import type { LoadSigstore } from '../../signing/load-sigstore.js';
import { checkServices, servicesFor } from '../../signing/signing-services.js';
import type { IdentitySource, SigningServices, SigningSettings } from '../../signing/signing-settings.js';

export interface SignerParts {
  readonly settings: SigningSettings;
  readonly http: HttpClient;
  readonly loadSigstore: LoadSigstore;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
  readonly bounds?: SigningBounds;
}

/** Milliseconds. */
interface SigningBounds {
  /** For one request. */
  readonly callMs: number;
  /** For all requests about the signatures of one image. */
  readonly totalMs: number;
}

const BOUNDS: SigningBounds = { callMs: 30_000, totalMs: 60_000 };

/** Signs statements by Sigstore: with a key for each that is forgotten at once, and a certificate that says who signed. */
export class ImageSigner {
  readonly #parts: SignerParts;
  readonly #identity: IdentitySource;
  readonly #made = new Map<Digest, FinishedAttestation>();

  /** @throws UserError when nothing here says who signs, or the address of a service is none */
  constructor(parts: SignerParts) {
    this.#parts = parts;
    this.#identity = requireIdentity(parts.settings);
    checkServices(parts.settings.services);
  }

  /** @throws InfraError when a service does not do its part, with nothing of a token in it */
  async sign(statements: readonly StatementToSign[]): Promise<readonly FinishedAttestation[]> {
    if (statements.length === 0) return [];
    const { settings, http, signal, bounds = BOUNDS } = this.#parts;
    let token = '';
    let services: SigningServices | undefined;
    try {
      return await budget(bounds.totalMs).spend(signal, async (bounded) => {
        token = await identityToken(this.#identity, http, bounded);
        settings.mask?.(token);
        const by = servicesFor(settings, visibilityIn(token));
        services = by;
        return await Promise.all(statements.map((statement) => this.#signOne(statement, token, by, bounded)));
      });
    } catch (error) {
      signal.throwIfAborted();
      throw failed(withoutToken(error, token), services);
    }
  }

  /** Also gives signatures to GitHub, which lists them in the repository. The image has them anyway: a failure is a warning. */
  async archive(signatures: readonly FinishedAttestation[]): Promise<void> {
    const { settings, http, sink, signal, bounds = BOUNDS } = this.#parts;
    if (settings.archive === undefined || signatures.length === 0) return;
    const { archive } = settings;
    const bundles = signatures.flatMap(({ statements }) => statements.map(({ bytes }) => bytes));
    try {
      await budget(bounds.callMs).spend(signal, async (bounded) => {
        for (const bundle of bundles) await archiveSignature(archive, bundle, http, bounded);
      });
    } catch (error) {
      signal.throwIfAborted();
      const status = statusOf(error);
      const denied = status === 401 || status === 403 || status === 404;
      const remedy = denied ? '; the job needs "permissions: attestations: write"' : '';
      sink({
        type: 'warning',
        message: `The signature is in the registry, but not among the attestations of the repository: ${messageOf(error)}${remedy}`,
      });
    }
  }

  async #signOne(
    { subject, statement }: StatementToSign,
    token: string,
    services: SigningServices,
    signal: AbortSignal,
  ): Promise<FinishedAttestation> {
    const { loadSigstore, sink, bounds = BOUNDS } = this.#parts;
    const bytes = Buffer.from(JSON.stringify(statement));
    const key = sha256(bytes);
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const { signStatement } = await loadSigstore();
    const request = { statement: bytes, token, services, callMs: bounds.callMs };
    const { bundle, logIndex } = await settledBefore(signal, signStatement(request));
    const made = signatureManifest(subject, Buffer.from(bundle), statement.predicateType, new Date());
    this.#made.set(key, made);
    const entry = logIndex === undefined ? '' : `, entry ${logIndex} of the log`;
    sink({
      type: 'notice',
      message: `Signed ${statement.predicateType} of ${subject.digest} by ${hosts(services)}${entry}`,
    });
    return made;
  }
}

function budget(milliseconds: number): TimeBudget {
  return new TimeBudget(milliseconds, 'the bound on all talk about a signature');
}

/** @throws UserError that says which permission is missing */
function requireIdentity({ identity, inJob }: SigningSettings): IdentitySource {
  if (identity === undefined) {
    throw new UserError(
      inJob
        ? 'sign: the job may not say who it is: it lacks the permission "id-token: write"'
        : 'sign: nothing here says who signs',
      {
        hint: inJob
          ? 'Add "id-token: write" to the "permissions" of the job. Pull requests from forks never have it: write sign: ${{ github.event_name != \'pull_request\' }}.'
          : 'Set SIGSTORE_ID_TOKEN to an OpenID Connect token for the audience "sigstore", or run in a job of GitHub with the permission "id-token: write".',
      },
    );
  }
  if (identity.kind === 'given' && !isToken(identity.token)) {
    throw new UserError('sign: SIGSTORE_ID_TOKEN is not an OpenID Connect token', {
      hint: 'It has three parts with dots between them, and begins with "ey".',
    });
  }
  return identity;
}

function failed(why: string, services: SigningServices | undefined): InfraError {
  const by = services === undefined ? '' : ` by ${hosts(services)}`;
  return new InfraError(`the image could not be signed${by}: ${why}`, {
    hint: 'No tag was moved. Run the job again, or leave sign out.',
  });
}

function hosts({ fulcio, rekor, timestamps }: SigningServices): string {
  const urls = [fulcio, rekor, timestamps].flatMap((url) => url ?? []);
  return [...new Set(urls.map((url) => new URL(url).host))].join(' and ');
}

/** The messages of an error and of what caused it. The library quotes a token that it does not understand. */
function withoutToken(error: unknown, token: string): string {
  const messages: string[] = [];
  for (let at = error; at instanceof Error && messages.length < 3; at = at.cause) messages.push(at.message);
  const text = messages.length === 0 ? messageOf(error) : messages.join(': ');
  return token === '' ? text : text.replaceAll(token, '***');
}
