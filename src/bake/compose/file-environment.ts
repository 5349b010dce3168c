import { UserError } from '../../errors.js';
import { parseDotEnv } from './dot-env.js';
import type { ReadNamed } from './named-file.js';
import { isMapping, type Mapping, pairsAt, textAt } from './tree.js';

/**
 * The variables of a service's `env_file`: later files count more.
 *
 * @param at `services.name.env_file`, for messages
 * @throws UserError for a file that is not there, unless it need not be
 */
export async function fileEnvironment(
  service: Mapping,
  at: string,
  lookUp: (name: string) => string | undefined,
  readNamed: ReadNamed,
): Promise<ReadonlyMap<string, string>> {
  const given = service['env_file'];
  if (given === undefined || given === null) return new Map();
  const own = pairsAt(service['environment'], 'environment');
  let variables: ReadonlyMap<string, string> = new Map();
  for (const item of Array.isArray(given) ? (given as readonly unknown[]) : [given]) {
    const { path, required, format } = isMapping(item) ? item : { path: item, required: undefined, format: undefined };
    if (format !== undefined && format !== null)
      throw new UserError(`${at}: the format ${JSON.stringify(format)} is not supported`);
    const file = textAt(path, at);
    const text = await readNamed(file);
    if (text !== undefined) {
      variables = parseDotEnv(text, (name) => lookUp(name) ?? own.get(name) ?? undefined, { file, before: variables });
    } else if (required !== false) {
      throw new UserError(`${at}: there is no file ${JSON.stringify(file)}`, {
        hint: 'Where it need not be there: env_file: [{ path: …, required: false }]',
      });
    }
  }
  return variables;
}
