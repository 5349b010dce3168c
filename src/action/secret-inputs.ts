import type { Environment } from '../app/options/environment.js';
import type { SecretSource } from '../app/options/build-options.js';
import { secretOfFile, secretOfVariable, type SecretPlace } from '../app/options/secret-spec.js';
import { UserError } from '../errors.js';
import { inputList } from './input-text.js';

export interface SecretInputs {
  readonly sources: readonly SecretSource[];
  /** Values to hide from the log. */
  readonly masks: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * The inputs `secrets` (`id=value`), `secret-envs` (`id=VARIABLE`) and `secret-files` (`id=path`). As with
 * docker/build-push-action an entry that cannot be used is a warning, since a mount decides whether it needs its secret;
 * unlike there, the warning never quotes the entry.
 */
export function readSecretInputs(env: Environment, place: SecretPlace): SecretInputs {
  const masks: string[] = [];
  const warnings: string[] = [];

  const read = (name: string, entries: readonly string[], make: (id: string, value: string) => SecretSource) =>
    entries.flatMap((entry, index) => {
      const equals = entry.indexOf('=');
      const id = entry.slice(0, Math.max(equals, 0)).trim();
      const value = entry.slice(equals + 1);
      if (id === '' || value === '') {
        warnings.push(`input "${name}": entry ${index + 1} is not in the form id=…, and is left out`);
        return [];
      }
      try {
        return [make(id, value)];
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        warnings.push(error.message);
        return [];
      }
    });

  const sources = [
    ...read('secret-envs', inputList(env, 'secret-envs', { commas: true }), (id, variable) => {
      const secret = secretOfVariable(id, variable.trim(), place);
      if (secret.kind === 'value') masks.push(Buffer.from(secret.value).toString());
      return secret;
    }),
    ...read('secrets', inputList(env, 'secrets', { commas: false, trim: false }), (id, value) => {
      masks.push(value);
      return { id, kind: 'value', value: Buffer.from(value) };
    }),
    ...read('secret-files', inputList(env, 'secret-files', { commas: false }), (id, file) =>
      secretOfFile('input "secret-files"', id, file.trim(), place),
    ),
  ];
  return { sources, masks: masks.filter((mask) => mask.trim() !== ''), warnings };
}
