import { UserError } from '../../errors.js';
import type { BakeFile } from '../definition/bake-file.js';
import type { Definition } from '../definition/definition.js';
import type { Target } from '../target/fields.js';
import { ComposeLoader } from './compose-loader.js';
import { fileEnvironment } from './file-environment.js';
import type { ReadNamed } from './named-file.js';
import { serviceTarget } from './service-target.js';
import { mappingAt } from './tree.js';

const NAME = /^[a-zA-Z0-9_-]+$/;

/**
 * The services of compose files that have a `build`, as targets of the default group. Later files add to earlier ones.
 *
 * @param lookUp a variable that a file names
 * @param readNamed for the files that these name: included ones, those of other services, those of variables
 * @throws UserError that names the file or the attribute
 */
export async function readComposeFiles(
  files: readonly BakeFile[],
  lookUp: (name: string) => string | undefined,
  readNamed: ReadNamed,
): Promise<Definition> {
  const { services, secrets } = await new ComposeLoader(readNamed).load(files, lookUp);
  const targets: Target[] = [];
  for (const name of Object.keys(services).sort()) {
    const path = `services.${name}`;
    const service = mappingAt(services[name], path);
    const fromFiles = await fileEnvironment(service, `${path}.env_file`, lookUp, readNamed);
    if (isNothing(service['build'])) {
      if (isNothing(service['image']) || service['image'] === '')
        throw new UserError(`${path} has neither an image nor a build`);
      continue;
    }
    const target = name.replaceAll('.', '_');
    if (!NAME.test(target)) throw new UserError(`${path}: ${JSON.stringify(target)} is no name of a target`);
    targets.push({ name: target, fields: serviceTarget({ service, path, secrets, fromFiles, lookUp }) });
  }
  const group = { name: 'default', description: '', targets: targets.map(({ name }) => name) };
  return { groups: Object.keys(services).length === 0 ? [] : [group], targets };
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}
