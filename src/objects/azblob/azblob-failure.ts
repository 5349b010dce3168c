import { RestError } from '@azure/storage-blob';

import { ObjectFailure } from '../port/object-store.js';

/** Names of errors by which Azure's library says that nothing here says who we are. */
const NO_CREDENTIALS: ReadonlySet<string> = new Set([
  'CredentialUnavailableError',
  'AggregateAuthenticationError',
  'AuthenticationError',
  'AuthenticationRequiredError',
]);

/** An answer that is a failure becomes an `ObjectFailure`; everything else stays as it is. */
export function azblobFailure(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message: words } = error;
  if (NO_CREDENTIALS.has(name)) return new ObjectFailure({ code: name, words });
  if (!(error instanceof RestError) || error.statusCode === undefined) return error;
  const { statusCode: status, code = `status ${status}` } = error;
  return new ObjectFailure({ status, code, words: words.split('\n', 1)[0] ?? '' }, error);
}

export function lacksContainer(error: unknown): boolean {
  return error instanceof ObjectFailure && error.answer.code === 'ContainerNotFound';
}

export function isAbsent(error: unknown): boolean {
  return error instanceof ObjectFailure && error.answer.status === 404;
}

/** Of a conditional put: 409 is for a blob that should not be there. */
export function isChanged(error: unknown): boolean {
  if (!(error instanceof ObjectFailure)) return false;
  const { status, code } = error.answer;
  return status === 412 || (status === 409 && code === 'BlobAlreadyExists');
}
