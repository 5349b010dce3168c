/** Who signs an image, and by which services. Read once from the environment. */
export interface SigningSettings {
  /** `undefined`: nothing here says who signs. */
  readonly identity: IdentitySource | undefined;
  /** Services that are named in place of the usual ones; base URLs. */
  readonly services: Partial<SigningServices>;
  /** Base URL of GitHub's pages. */
  readonly server: string;
  /** This is a job of GitHub Actions. */
  readonly inJob: boolean;
  /** Where GitHub keeps the signatures of a repository. */
  readonly archive?: SignatureArchive;
  /** Called with each token that must not show in the log. */
  readonly mask?: (token: string) => void;
}

/**
 * Where the token comes from that says who signs (OpenID Connect).
 * `job`: a service of the runner gives it, if the job has the permission `id-token: write`. `given`: it is here.
 */
export type IdentitySource =
  | { readonly kind: 'job'; readonly url: string; readonly requestToken: string }
  | { readonly kind: 'given'; readonly token: string };

/** Base URLs of the services of Sigstore. */
export interface SigningServices {
  /** Gives a certificate for the key of this one signature. */
  readonly fulcio: string;
  /** The public log of signatures. */
  readonly rekor?: string | undefined;
  /** Says when it was signed (RFC 3161). */
  readonly timestamps?: string | undefined;
}

/** GitHub's API, at `POST /repos/OWNER/NAME/attestations`. */
export interface SignatureArchive {
  /** Base URL of the API. */
  readonly api: string;
  /** `OWNER/NAME`. */
  readonly repository: string;
  readonly token: string;
}
