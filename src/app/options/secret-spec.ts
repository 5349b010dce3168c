import path from 'node:path';

import { UserError } from '../../errors.js';
import { csvFields } from '../../text/csv.js';
import type { SecretSource } from './build-options.js';

/** Where a secret's value can come from. */
export interface SecretPlace {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isFile: (absolutePath: string) => boolean;
}

/**
 * One `--secret`, in buildx's syntax: `id=NAME[,src=FILE|,env=VARIABLE]`. An id alone names a variable of the
 * environment, else a file; a variable that is not set is an empty secret, as with BuildKit. Errors never hold a value.
 *
 * @throws UserError for an unknown key or a missing file
 */
export function parseSecret(where: string, text: string, place: SecretPlace): SecretSource {
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
      throw new UserError(`${where}: a field is none of id=, src=, env= and type=file|env`, {
        hint: 'Write id=NAME,src=FILE or id=NAME,env=VARIABLE.',
      });
    }
  }
  if (type === 'env' && variable === '') [variable, file] = [file, ''];
  if (id === '') throw new UserError(`${where}: a secret has no id`, { hint: 'Write id=NAME,src=FILE.' });
  if (file !== '' && variable !== '') throw new UserError(`${where}: secret ${id} has both src and env`);
  if (file === '' && variable === '') {
    if (place.env[id] === undefined) file = id;
    else variable = id;
  }
  return file === '' ? secretOfVariable(id, variable, place) : secretOfFile(where, id, file, place);
}

export function secretOfFile(where: string, id: string, file: string, place: SecretPlace): SecretSource {
  const absolute = path.resolve(place.cwd, file);
  if (!place.isFile(absolute)) {
    throw new UserError(`${where}: secret ${id}: there is no file ${JSON.stringify(file)}`);
  }
  return { id, kind: 'file', path: absolute };
}

export function secretOfVariable(id: string, variable: string, place: SecretPlace): SecretSource {
  return { id, kind: 'value', value: Buffer.from(place.env[variable] ?? '') };
}
