/** A bundle of its own, dist/sigstore: only builds that sign load it. */
import { bundleToJSON } from '@sigstore/bundle';
import { DSSEBundleBuilder, FulcioSigner, RekorWitness, TSAWitness, type Witness } from '@sigstore/sign';

import type { SigningServices } from './signing-settings.js';

interface SigningRequest {
  /** An in-toto statement, encoded. */
  readonly statement: Buffer;
  /** Says who signs. */
  readonly token: string;
  readonly services: SigningServices;
  /** Milliseconds that one request may take. */
  readonly callMs: number;
}

interface SignedStatement {
  /** A Sigstore bundle of version 0.3, as JSON: a DSSE envelope with what is needed to verify it. */
  readonly bundle: string;
  /** Its number in the public log, if it is in one. */
  readonly logIndex: string | undefined;
}

const IN_TOTO = 'application/vnd.in-toto+json';
/** Attempts after the first. */
const RETRIES = 2;

/** Signs with a new key that is forgotten at once. @throws what the library throws, which may quote the token */
export async function signStatement(request: SigningRequest): Promise<SignedStatement> {
  const { statement, token, services, callMs } = request;
  const patience = { timeout: callMs, retry: RETRIES };
  const signer = new FulcioSigner({
    fulcioBaseURL: services.fulcio,
    identityProvider: { getToken: () => Promise.resolve(token) },
    ...patience,
  });
  const witnesses: Witness[] = [];
  if (services.rekor !== undefined) {
    witnesses.push(new RekorWitness({ rekorBaseURL: services.rekor, fetchOnConflict: true, ...patience }));
  }
  if (services.timestamps !== undefined) {
    witnesses.push(new TSAWitness({ tsaBaseURL: services.timestamps, ...patience }));
  }
  const bundle = await new DSSEBundleBuilder({ signer, witnesses }).create({ data: statement, type: IN_TOTO });
  return {
    bundle: JSON.stringify(bundleToJSON(bundle)),
    logIndex: bundle.verificationMaterial.tlogEntries[0]?.logIndex,
  };
}
