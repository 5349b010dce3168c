import { HttpError, printable } from '../http/http-error.js';
import { type ObjectStoreSettings, secretsOf } from './port/object-settings.js';
import { isObjectFailure, type FailureAnswer } from './port/object-store.js';

const MAX_SHOWN = 300;
const DENIED: ReadonlySet<number | undefined> = new Set([401, 403]);
/** Codes for credentials that are wrong or too old, whatever the status. */
const BAD_CREDENTIALS: ReadonlySet<string> = new Set([
  'ExpiredToken',
  'InvalidAccessKeyId',
  'InvalidToken',
  'SignatureDoesNotMatch',
  'AuthenticationFailed',
  'InvalidAuthenticationInfo',
  'TokenRefreshRequired',
]);

const AT_FAULT: ReadonlySet<string> = new Set(['InternalError', 'SlowDown', 'ServiceUnavailable', 'ServerBusy']);

/** What an object store answered, told so that it can be acted on. */
export class ObjectError extends HttpError {
  readonly answer: FailureAnswer;

  constructor(message: string, answer: FailureAnswer, url: URL, hint: string | undefined) {
    // A server that fails says so by its status, and never gets here, except when it notices in the middle of an answer.
    super(message, { retryable: AT_FAULT.has(answer.code), url, hint, ...statusOf(answer) });
    this.answer = answer;
  }

  /** The store lets us in, but not do this. */
  get isRefusal(): boolean {
    const { status, code } = this.answer;
    return DENIED.has(status) && !BAD_CREDENTIALS.has(code);
  }

  /** The server does not know what the request asks for, such as a condition. */
  get isUnknown(): boolean {
    const { status, code } = this.answer;
    return status === 501 || code === 'NotImplemented' || code === 'UnsupportedHeader';
  }
}

function statusOf({ status }: FailureAnswer): { readonly status?: number } {
  return status === undefined ? {} : { status };
}

/** @returns the error itself, unless it is the answer of an object store */
export function objectError(error: unknown, name: string, store: ObjectStoreSettings): unknown {
  if (!isObjectFailure(error)) return error;
  const { answer } = error;
  const { message, hint } = told(name, store, answer);
  // Without its cause, which quotes requests with what they were signed by.
  return new ObjectError(message, answer, addressOf(store), hint);
}

export function addressOf(store: ObjectStoreSettings): URL {
  if (store.kind === 'azblob') return new URL(store.accountUrl);
  return new URL(store.endpointUrl ?? `https://s3.${store.region}.amazonaws.com`);
}

function told(
  name: string,
  store: ObjectStoreSettings,
  answer: FailureAnswer,
): { readonly message: string; readonly hint?: string } {
  const { status, code, region } = answer;
  const secrets = secretsOf(store);
  const words = printable(answer.words, MAX_SHOWN, secrets);
  const said = `${printable(code, 64, secrets)}${words === '' ? '' : `: ${words}`}`;
  if (status === undefined)
    return { message: `${name}: no credentials were found (${words})`, hint: HINTS[store.kind] };
  if (BAD_CREDENTIALS.has(code)) return { message: `${name}: the credentials are not accepted (${said})` };
  if (DENIED.has(status)) return { message: `${name}: access is denied (${said})`, hint: RIGHTS[store.kind] };
  if (code === 'NoSuchBucket' || code === 'ContainerNotFound')
    return { message: `${name}: there is no such ${store.kind === 's3' ? 'bucket' : 'container'}` };
  if (status >= 300 && status < 400) {
    const where = region === undefined ? '' : `, in region ${region}`;
    return {
      message: `${name}: the bucket is elsewhere${where} (status ${status}); redirects are not followed`,
      ...(region !== undefined && { hint: `Write region=${region}.` }),
    };
  }
  return { message: `${name} answered ${status}, ${said}` };
}

const HINTS = {
  s3: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use aws-actions/configure-aws-credentials, or a role of the machine.',
  azblob: 'Set secret_access_key, or use azure/login, or an identity of the machine.',
} as const;

const RIGHTS = {
  s3: 'It needs s3:GetObject, s3:PutObject and s3:ListBucket. Without the last one, S3 says this of objects that do not exist.',
  azblob: 'It needs the role Storage Blob Data Contributor, or Storage Blob Data Reader for reading alone.',
} as const;
