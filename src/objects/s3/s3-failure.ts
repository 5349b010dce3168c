import { S3ServiceException } from '@aws-sdk/client-s3';

import { ObjectFailure } from '../port/object-store.js';

interface Answered {
  readonly $metadata: { readonly httpStatusCode?: number };
}

/** Names of the library's errors by which it says that it knows no credentials. */
const NO_CREDENTIALS: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ProviderError',
]);

/** An answer that is a failure becomes an `ObjectFailure`; everything else stays as it is. */
export function s3Failure(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name: code, message: words } = error;
  if (NO_CREDENTIALS.has(code)) return new ObjectFailure({ code, words });
  if (!wasAnswered(error)) return error;
  const status = error.$metadata.httpStatusCode;
  const region = error instanceof S3ServiceException ? regionOf(error) : undefined;
  return new ObjectFailure(
    { code, words, ...(status !== undefined && { status }), ...(region !== undefined && { region }) },
    error,
  );
}

export function isAbsent(error: unknown): boolean {
  return error instanceof ObjectFailure && error.answer.status === 404 && error.answer.code !== 'NoSuchBucket';
}

/** Of a conditional put: 409 is for one that another one overtook while it ran. */
export function isChanged(error: unknown): boolean {
  const { status } = error instanceof ObjectFailure ? error.answer : {};
  return status === 412 || status === 409;
}

function wasAnswered(error: Error): error is Error & Answered {
  return '$metadata' in error && '$fault' in error;
}

function regionOf({ $response }: S3ServiceException): string | undefined {
  const region: unknown = $response?.headers['x-amz-bucket-region'];
  return typeof region === 'string' && /^[a-z0-9-]{1,40}$/.test(region) ? region : undefined;
}
