import path from 'node:path/posix';

import { UserError } from '../../errors.js';
import type { BakeFile } from '../definition/bake-file.js';
import { parseDotEnv } from './dot-env.js';
import { withoutMarks } from './marks.js';
import { mergeServices } from './merge-services.js';
import { namedFile, pathFrom, type ReadNamed } from './named-file.js';
import { readYaml } from './read-yaml.js';
import { rebasedSecrets, rebasedServices } from './rebase.js';
import { interpolated, isMapping, listAt, type Mapping, mappingAt, textAt, textsAt } from './tree.js';

type LookUp = (name: string) => string | undefined;

/** What files say together. All paths start from the folder of the outermost ones. */
export interface ComposeModel {
  readonly services: Mapping;
  readonly secrets: Mapping;
}

/** Where the paths in a file start, and which files led to it. */
interface Place {
  /** From the working directory. */
  readonly folder: string;
  readonly lookUp: LookUp;
  readonly above: readonly string[];
}

/** So many files may be named by others. */
const MOST_FILES = 500;

/** Reads compose files together with those that they name. */
export class ComposeLoader {
  readonly #readNamed: ReadNamed;
  #files = 0;

  constructor(readNamed: ReadNamed) {
    this.#readNamed = readNamed;
  }

  /** @throws UserError that names the file or the attribute */
  async load(files: readonly BakeFile[], lookUp: LookUp): Promise<ComposeModel> {
    const { services, secrets } = await this.#load(files, { folder: '.', lookUp, above: [] });
    return {
      services: mappingAt(withoutMarks(services), 'services'),
      secrets: mappingAt(withoutMarks(secrets), 'secrets'),
    };
  }

  async #load(files: readonly BakeFile[], place: Place): Promise<ComposeModel> {
    let model: ComposeModel = { services: {}, secrets: {} };
    for (const file of files) {
      let isEmpty = true;
      for (const document of readYaml(file)) {
        const root = mappingAt(document, file.name);
        isEmpty &&= ['services', 'secrets', 'include'].every((key) => root[key] === undefined);
        model = merged(model, await this.#document(root, file.name, place));
      }
      if (isEmpty) throw new UserError(`${file.name} is an empty compose file: it has no services`);
    }
    return model;
  }

  async #document(root: Mapping, name: string, place: Place): Promise<ComposeModel> {
    const { lookUp, folder, above } = place;
    const own = {
      services: mappingAt(interpolated(root['services'], lookUp), 'services'),
      secrets: mappingAt(interpolated(root['secrets'], lookUp), 'secrets'),
    };
    let model: ComposeModel = { services: {}, secrets: {} };
    for (const item of listAt(interpolated(root['include'], lookUp), 'include'))
      model = merged(model, await this.#included(item, { folder, lookUp, above: [...above, name] }));
    const { services, secrets } = merged(model, own);
    const extended: Record<string, unknown> = {};
    for (const service of Object.keys(services))
      extended[service] = await this.#extended(services, service, { file: name, place, above: [] });
    return { services: extended, secrets };
  }

  async #included(item: unknown, { folder, lookUp, above }: Place): Promise<ComposeModel> {
    const given: Mapping = isMapping(item) ? item : { path: item };
    const paths = textList(given['path'], 'include.path');
    const files: BakeFile[] = [];
    for (const one of paths) files.push(await this.#named(pathFrom(folder, one), 'include'));
    const [main] = files;
    if (main === undefined) throw new UserError('include.path must name a file');
    const cycle = files.find(({ name }) => above.includes(name));
    if (cycle !== undefined) throw new UserError(`${cycle.name} includes itself`);
    const project = given['project_directory'];
    const inner =
      project === undefined || project === null
        ? path.dirname(paths[0] ?? '')
        : textAt(project, 'include.project_directory');
    const place = { folder: pathFrom(folder, inner), lookUp, above };
    const more = await this.#variables(given['env_file'], place, folder);
    const model = await this.#load(files, { ...place, lookUp: (name) => lookUp(name) ?? more.get(name) });
    return {
      services: rebasedServices(withContexts(model.services), inner),
      secrets: rebasedSecrets(model.secrets, inner),
    };
  }

  /** Of the named files, or else of the `.env` in the folder of what is included. */
  async #variables(given: unknown, place: Place, folder: string): Promise<ReadonlyMap<string, string>> {
    const named = textList(given, 'include.env_file').filter((name) => name !== '/dev/null');
    if (given === undefined || given === null) {
      const file = pathFrom(place.folder, '.env');
      const text = await this.#readNamed(file);
      return text === undefined ? new Map() : parseDotEnv(text, place.lookUp, { file });
    }
    let values: ReadonlyMap<string, string> = new Map();
    for (const one of named) {
      const { name: file, text } = await this.#named(pathFrom(folder, one), 'include.env_file');
      values = parseDotEnv(text, place.lookUp, { file, before: values });
    }
    return values;
  }

  /** A service with what it extends, of the same file or of another one. */
  async #extended(
    services: Mapping,
    name: string,
    { file, place, above }: { readonly file: string; readonly place: Place; readonly above: readonly string[] },
  ): Promise<unknown> {
    const at = `services.${name}`;
    if (services[name] === undefined || typeof services[name] === 'symbol') return services[name];
    const service = mappingAt(services[name], at);
    const given = service['extends'];
    if (given === undefined || given === null) return service;
    const here = `${file} ${name}`;
    if (above.includes(here)) throw new UserError(`${at} extends itself`);
    const base = isMapping(given)
      ? textAt(given['service'] ?? '', `${at}.extends.service`)
      : textAt(given, `${at}.extends`);
    const other = isMapping(given) ? given['file'] : undefined;
    const from =
      other === undefined || other === null
        ? { services, file }
        : await this.#servicesOf(textAt(other, `${at}.extends.file`), `${at}.extends`, place);
    if (!Object.hasOwn(from.services, base)) throw new UserError(`${at} extends ${base}, which does not exist`);
    const below = await this.#extended(from.services, base, { file: from.file, place, above: [...above, here] });
    const { extends: _, ...own } = service;
    return mergeServices(below, own, at);
  }

  async #servicesOf(
    name: string,
    at: string,
    { folder, lookUp }: Place,
  ): Promise<{ readonly services: Mapping; readonly file: string }> {
    const file = await this.#named(pathFrom(folder, name), at);
    let services: Mapping = {};
    for (const document of readYaml(file)) {
      const root = mappingAt(document, file.name);
      services = mergedMappings(services, mappingAt(interpolated(root['services'], lookUp), 'services'), 'services');
    }
    return { services: rebasedServices(services, path.dirname(name)), file: file.name };
  }

  async #named(name: string, at: string): Promise<BakeFile> {
    this.#files += 1;
    if (this.#files > MOST_FILES) throw new UserError(`compose files name more than ${MOST_FILES} others`);
    return await namedFile(name, at, this.#readNamed);
  }
}

/** The folder of what is included is the context of a build without one. */
function withContexts(services: Mapping): Mapping {
  return Object.fromEntries(
    Object.entries(services).map(([name, service]) => {
      if (!isMapping(service) || !isMapping(service['build'])) return [name, service];
      return [name, { ...service, build: { context: '.', ...service['build'] } }];
    }),
  );
}

function textList(value: unknown, at: string): readonly string[] {
  if (value === undefined || value === null) return [];
  return typeof value === 'string' ? [value] : textsAt(value, at);
}

function merged(earlier: ComposeModel, later: ComposeModel): ComposeModel {
  return {
    services: mergedMappings(earlier.services, later.services, 'services'),
    secrets: { ...earlier.secrets, ...later.secrets },
  };
}

function mergedMappings(earlier: Mapping, later: Mapping, at: string): Mapping {
  const all: Record<string, unknown> = { ...earlier };
  for (const [name, value] of Object.entries(later)) all[name] = mergeServices(earlier[name], value, `${at}.${name}`);
  return all;
}
