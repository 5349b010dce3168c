/** What a registry lets a user in by. Holders never write it into errors or events. */
export type Credentials =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  /** An OAuth2 refresh token, for the registry's token server. */
  | { readonly kind: 'identity-token'; readonly token: string }
  /** Goes to the registry itself, as a bearer token. */
  | { readonly kind: 'registry-token'; readonly token: string };

/** The result of a lookup. If a source fails, a pull can go without credentials. Its problem is only shown if they are needed. */
export type CredentialLookup =
  { readonly found: Credentials } | { readonly found: undefined; readonly problem?: string };

export interface CredentialSource {
  /** @param registry `docker.io`, `ghcr.io`, `localhost:5000` */
  lookup(registry: string, signal: AbortSignal): Promise<CredentialLookup>;
}

export function basicHeader(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** What must show nowhere, in all the forms in which it is sent. */
export function secretsOf(credentials: Credentials): readonly string[] {
  if (credentials.kind !== 'basic') return [credentials.token, encodeURIComponent(credentials.token)];
  const { username, password } = credentials;
  return [password, Buffer.from(`${username}:${password}`).toString('base64')];
}

/** One login, for whatever registry is asked about. */
export function basicSource(username: string, password: string): CredentialSource {
  return { lookup: () => Promise.resolve({ found: { kind: 'basic', username, password } }) };
}
