import { readFile } from 'node:fs/promises';

import { UserError } from '../../errors.js';
import type { SecretSource } from './values/secret-spec.js';

/** Secrets by id. Each is read when a step mounts it for the first time. */
export function readSecrets(sources: readonly SecretSource[]): ReadonlyMap<string, () => Promise<Uint8Array>> {
  return new Map(sources.map((source) => [source.id, () => read(source)]));
}

async function read(source: SecretSource): Promise<Uint8Array> {
  if (source.kind === 'value') return source.value;
  try {
    return await readFile(source.path);
  } catch (error) {
    throw new UserError(`cannot read secret ${source.id} from ${source.path}`, { cause: error });
  }
}
