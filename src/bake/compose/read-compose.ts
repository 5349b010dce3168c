import { UserError } from '../../errors.js';
import type { BakeFile } from '../definition/bake-file.js';
import type { Definition } from '../definition/definition.js';
import type { Target } from '../target/fields.js';
import { mergeServices } from './merge-services.js';
import { readYaml } from './read-yaml.js';
import { serviceTarget } from './service-target.js';
import { interpolated, isMapping, type Mapping, mappingAt, textAt } from './tree.js';

const NAME = /^[a-zA-Z0-9_-]+$/;

/**
 * The services of compose files that have a `build`, as targets of the default group. Later files add to earlier ones.
 *
 * @param lookUp a variable that a file names
 * @throws UserError that names the file or the attribute
 */
export function readComposeFiles(files: readonly BakeFile[], lookUp: (name: string) => string | undefined): Definition {
  let services: Mapping = {};
  let secrets: Mapping = {};
  for (const file of files) {
    const root = mappingAt(readYaml(file), file.name);
    if (root['include'] !== undefined)
      throw new UserError(`${file.name}: "include" is not supported`, {
        hint: 'Name the included files too: -f one.yaml -f two.yaml',
      });
    if (root['services'] === undefined && root['secrets'] === undefined)
      throw new UserError(`${file.name} is an empty compose file: it has no services`);
    const given = mappingAt(interpolated(root['services'], lookUp), 'services');
    services = Object.fromEntries(
      [...new Set([...Object.keys(services), ...Object.keys(given)])].map((name) => [
        name,
        mergeServices(services[name], given[name], `services.${name}`),
      ]),
    );
    secrets = { ...secrets, ...mappingAt(interpolated(root['secrets'], lookUp), 'secrets') };
  }
  const targets: Target[] = [];
  for (const name of Object.keys(services).sort()) {
    const path = `services.${name}`;
    const service = extended(services, name, []);
    if (service['build'] === undefined || service['build'] === null) continue;
    const target = name.replaceAll('.', '_');
    if (!NAME.test(target)) throw new UserError(`${path}: ${JSON.stringify(target)} is no name of a target`);
    targets.push({ name: target, fields: serviceTarget({ service, path, secrets, lookUp }) });
  }
  const group = { name: 'default', description: '', targets: targets.map(({ name }) => name) };
  return { groups: Object.keys(services).length === 0 ? [] : [group], targets };
}

/** A service with what it extends of the same files. */
function extended(services: Mapping, name: string, above: readonly string[]): Mapping {
  const path = `services.${name}`;
  const service = mappingAt(services[name], path);
  const given = service['extends'];
  if (given === undefined || given === null) return service;
  if (isMapping(given) && given['file'] !== undefined)
    throw new UserError(`${path}.extends: services of other files are not supported`, {
      hint: 'Name the file too, with -f.',
    });
  const base = isMapping(given)
    ? textAt(given['service'] ?? '', `${path}.extends.service`)
    : textAt(given, `${path}.extends`);
  if (above.includes(name)) throw new UserError(`${path} extends itself`);
  if (!Object.hasOwn(services, base)) throw new UserError(`${path} extends ${base}, which does not exist`);
  const { extends: _, ...own } = service;
  return mappingAt(mergeServices(extended(services, base, [...above, name]), own, path), path);
}
