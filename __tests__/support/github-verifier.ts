import { X509Certificate } from 'node:crypto';
import {
  assertBundleLatest,
  bundleFromJSON,
  isBundleWithCertificateChain,
  isBundleWithDsseEnvelope,
} from '@sigstore/bundle';
import type { VerifierOptions } from '@sigstore/verify';

import type { SigstoreServices } from './sigstore-services.js';

/**
 * What `gh attestation verify oci://… --bundle-from-oci` asks of a bundle, by whoever signed it (cli/cli 44ee177,
 * pkg/cmd/attestation/verification/sigstore.go).
 */
export const GITHUB_POLICIES = {
  /** `sigstore.dev`: public repositories. */
  publicGood: { ctlogThreshold: 1, tlogThreshold: 1, timestampThreshold: 1 },
  /** `GitHub, Inc.`: all others. No log is asked. */
  github: { ctlogThreshold: 0, tlogThreshold: 0, timestampThreshold: 1 },
  /** `--custom-trusted-root` of another authority, with a log. */
  custom: { ctlogThreshold: 0, tlogThreshold: 1, timestampThreshold: 1 },
} as const satisfies Readonly<Record<string, VerifierOptions>>;

/** Newer versions of gh look at this type alone, unless another is asked for. */
const SLSA = 'https://slsa.dev/provenance/v1';

interface Listed {
  readonly digest: string;
  readonly artifactType?: string;
}

/** The bundles that gh finds about an image, in the order of the list. */
export async function bundlesForGitHub(
  repository: string,
  reference: string,
): Promise<{ readonly digest: string; readonly bundles: readonly string[] }> {
  const found = await get(repository, `manifests/${reference}`);
  const digest = found.headers.get('docker-content-digest') ?? '';
  // A registry without the API answers 404, or 406; then a tag has the list.
  const referrers = await get(repository, `referrers/${digest}`);
  const list = referrers.ok ? referrers : await get(repository, `manifests/${digest.replace(':', '-')}`);
  const { manifests = [] } = list.ok ? ((await list.json()) as { readonly manifests?: readonly Listed[] }) : {};
  const bundles: string[] = [];
  for (const { digest: listed, artifactType = '' } of manifests) {
    if (!artifactType.startsWith('application/vnd.dev.sigstore.bundle')) continue;
    const manifest = (await (await get(repository, `manifests/${listed}`)).json()) as { layers: readonly Listed[] };
    const [layer] = manifest.layers;
    if (layer === undefined) throw new Error('no layers found');
    bundles.push(await (await get(repository, `blobs/${layer.digest}`)).text());
  }
  return { digest, bundles };
}

/**
 * Checks a bundle as gh does, with Sigstore's packages in place of sigstore-go.
 *
 * @returns the type of its statement
 * @throws for whatever gh would refuse it
 */
export function verifyForGitHub(
  services: SigstoreServices,
  text: string,
  digest: string,
  policy: VerifierOptions,
): string {
  const bundle = bundleFromJSON(JSON.parse(text));
  assertBundleLatest(bundle);
  if (!isBundleWithDsseEnvelope(bundle)) throw new Error('no envelope');
  if (isBundleWithCertificateChain(bundle)) throw new Error('a chain in place of a certificate');
  const { content } = bundle.verificationMaterial;
  if (content.$case !== 'certificate') throw new Error('leaf cert not found');
  const { issuer } = new X509Certificate(content.certificate.rawBytes);
  if (issuer.match(/^O=/gm)?.length !== 1) throw new Error('the issuer has not one organization');
  const { payloadType, signatures, payload } = bundle.content.dsseEnvelope;
  if (payloadType !== 'application/vnd.in-toto+json') throw new Error(`payload of type ${payloadType}`);
  if (signatures.length !== 1) throw new Error('expected exactly one signature');
  services.verify(JSON.parse(text), policy);
  const { subject, predicateType } = JSON.parse(payload.toString()) as {
    readonly subject: readonly { readonly digest: Readonly<Record<string, string>> }[];
    readonly predicateType: string;
  };
  if (!subject.some((one) => one.digest['sha256'] === digest.replace('sha256:', '')))
    throw new Error('provided artifact digest does not match any digest in statement');
  return predicateType;
}

/** Whether gh would say that the verification succeeded: all bundles that it looks at hold, and there is one. */
export function holdsForGitHub(
  services: SigstoreServices,
  { digest, bundles }: { readonly digest: string; readonly bundles: readonly string[] },
  policy: VerifierOptions,
): boolean {
  try {
    return bundles.map((text) => verifyForGitHub(services, text, digest, policy)).includes(SLSA);
  } catch {
    return false;
  }
}

function get(repository: string, path: string): Promise<Response> {
  const [host = '', ...name] = repository.split('/');
  const accept = ['index', 'manifest'].map((kind) => `application/vnd.oci.image.${kind}.v1+json`).join(', ');
  return fetch(`http://${host}/v2/${name.join('/')}/${path}`, { headers: { accept } });
}
