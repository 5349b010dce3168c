import path from 'node:path';

import { UserError } from '../../../errors.js';
import { csvFields } from '../../../text/csv.js';
import type { ProcessEnvironment } from '../process/process-environment.js';

export type SecretSource =
  | { readonly id: string; readonly kind: 'file'; readonly path: string }
  | { readonly id: string; readonly kind: 'value'; readonly value: Uint8Array };

/**
 * One `--secret`, in buildx's syntax: `id=NAME[,src=FILE|,env=VARIABLE]`. An id alone names a variable of the environment, or
 * else a file. As with BuildKit, a variable that is not set makes an empty secret. Errors never show a value.
 *
 * @throws UserError for an unknown key or a missing file
 */
export function parseSecret(where: string, text: string, environment: ProcessEnvironment): SecretSource {
  let id = '';
  let file = '';
  let variable = '';
  let type = '';
  for (const field of csvFields(text)) {
    const equals = field.indexOf('=');
    const key = field.slice(0, Math.max(equals, 0)).toLowerCase();
    const value = field.slice(equals + 1);
    if (key === 'id') id = value;
    else if (key === 'src' || key === 'source') file = value;
    else if (key === 'env') variable = value;
    else if (key === 'type' && (value === 'file' || value === 'env')) type = value;
    else {
      throw new UserError(`${where}: a field is not id=, src=, env= or type=file|env`, {
        hint: 'Write id=NAME,src=FILE or id=NAME,env=VARIABLE.',
      });
    }
  }
  if (type === 'env' && variable === '') [variable, file] = [file, ''];
  if (id === '') throw new UserError(`${where}: a secret has no id`, { hint: 'Write id=NAME,src=FILE.' });
  if (file !== '' && variable !== '') throw new UserError(`${where}: secret ${id} has both src and env`);
  if (file === '' && variable === '') {
    if (environment.env[id] === undefined) file = id;
    else variable = id;
  }
  return file === '' ? secretOfVariable(id, variable, environment) : secretOfFile(where, id, file, environment);
}

function secretOfFile(where: string, id: string, file: string, environment: ProcessEnvironment): SecretSource {
  const absolute = path.resolve(environment.cwd, file);
  if (!environment.files.isFile(absolute)) {
    throw new UserError(`${where}: secret ${id}: there is no file ${JSON.stringify(file)}`);
  }
  return { id, kind: 'file', path: absolute };
}

function secretOfVariable(id: string, variable: string, environment: ProcessEnvironment): SecretSource {
  return { id, kind: 'value', value: Buffer.from(environment.env[variable] ?? '') };
}

/** Secrets from an input that holds a list of them. */
export interface SecretList {
  readonly sources: readonly SecretSource[];
  /** Entries that are left out, and why. */
  readonly warnings: readonly string[];
}

/** The input `secrets`: `ID=VALUE`. */
export function parseSecretValues(where: string, entries: readonly string[]): SecretList {
  return secretList(where, entries, (id, value) => ({ id, kind: 'value', value: Buffer.from(value) }));
}

/** The input `secret-envs`: `ID=VARIABLE`. */
export function parseSecretVariables(
  where: string,
  entries: readonly string[],
  environment: ProcessEnvironment,
): SecretList {
  return secretList(where, entries, (id, variable) => secretOfVariable(id, variable.trim(), environment));
}

/** The input `secret-files`: `ID=PATH`. */
export function parseSecretFiles(
  where: string,
  entries: readonly string[],
  environment: ProcessEnvironment,
): SecretList {
  return secretList(where, entries, (id, file) => secretOfFile(where, id, file.trim(), environment));
}

/**
 * As with docker/build-push-action, an entry that cannot be used gives a warning: only the step that mounts the secret knows
 * whether it needs it. Unlike there, the warning never quotes the entry.
 */
function secretList(
  where: string,
  entries: readonly string[],
  sourceOf: (id: string, value: string) => SecretSource,
): SecretList {
  const warnings: string[] = [];
  const sources = entries.flatMap((entry, index) => {
    const equals = entry.indexOf('=');
    const id = entry.slice(0, Math.max(equals, 0)).trim();
    const value = entry.slice(equals + 1);
    if (id === '' || value === '') {
      warnings.push(`${where}: entry ${index + 1} is not in the form id=…, and is left out`);
      return [];
    }
    try {
      return [sourceOf(id, value)];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      warnings.push(error.message);
      return [];
    }
  });
  return { sources, warnings };
}
