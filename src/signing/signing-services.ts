import { UserError } from '../errors.js';
import type { SigningServices, SigningSettings } from './signing-settings.js';

/** Sigstore's own services. The log is public, and so is the name of the repository in the certificates in it. */
const PUBLIC: SigningServices = { fulcio: 'https://fulcio.sigstore.dev', rekor: 'https://rekor.sigstore.dev' };

/** The variables that name services in place of the usual ones. */
export const SERVICE_VARIABLES = {
  fulcio: 'SIGSTORE_FULCIO_URL',
  rekor: 'SIGSTORE_REKOR_URL',
  timestamps: 'SIGSTORE_TSA_URL',
} as const;

/** @throws UserError for an address that is none */
export function checkServices(services: Partial<SigningServices>): void {
  for (const service of ['fulcio', 'rekor', 'timestamps'] as const) {
    const text = services[service];
    if (text === undefined || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))) continue;
    throw new UserError(`sign: ${SERVICE_VARIABLES[service]}=${JSON.stringify(text)} is not the address of a service`, {
      hint: 'Write it with https:// before the host.',
    });
  }
}

/**
 * As `actions/attest` chooses: Sigstore's public services for a public repository, and GitHub's own for any other, which have
 * no public log.
 *
 * @param visibility of the repository, as the token says it; `undefined` where the token is not of a job of GitHub
 */
export function servicesFor(
  { services: given, server, identity }: SigningSettings,
  visibility: string | undefined,
): SigningServices {
  const isPublic = visibility === undefined ? identity?.kind !== 'job' : visibility === 'public';
  const usual = isPublic ? PUBLIC : servicesOfGitHub(server);
  const { fulcio = usual.fulcio, rekor, timestamps } = given;
  const named = rekor !== undefined || timestamps !== undefined;
  return named ? { fulcio, rekor, timestamps } : { ...usual, fulcio };
}

function servicesOfGitHub(server: string): SigningServices {
  const host = URL.canParse(server) ? new URL(server).hostname : 'github.com';
  const domain = host === 'github.com' ? 'githubapp.com' : host;
  return { fulcio: `https://fulcio.${domain}`, timestamps: `https://timestamp.${domain}` };
}
