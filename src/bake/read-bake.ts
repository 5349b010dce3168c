import { UserError } from '../errors.js';
import { parseDotEnv } from './compose/dot-env.js';
import type { ReadNamed } from './compose/named-file.js';
import type { BakeFile } from './definition/bake-file.js';
import type { Definition } from './definition/definition.js';
import type { BakeEnvironment } from './definition/environment.js';
import { readHclFiles, type ReadDefinition } from './definition/read-definition.js';

/** Files that are read where none is named: all that there are, in this order. */
export const DEFAULT_FILES: readonly string[] = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yml',
  'docker-compose.yaml',
  'docker-bake.json',
  'docker-bake.hcl',
  'docker-bake.override.json',
  'docker-bake.override.hcl',
];

export interface BakeInputs {
  readonly files: readonly BakeFile[];
  readonly environment: BakeEnvironment;
  /** The text of `.env` in the working directory, for compose files. */
  readonly dotEnv?: string | undefined;
  /** For the files that compose files name. */
  readonly readNamed: ReadNamed;
}

/**
 * Reads the files of a definition, in their order: compose files first.
 *
 * @throws UserError at the first place that is wrong
 */
export async function readBake({ files, environment, dotEnv, readNamed }: BakeInputs): Promise<ReadDefinition> {
  if (files.length === 0) throw new UserError("couldn't find a bake definition", { hint: 'Name one with -f.' });
  const compose = files.filter(isCompose);
  const others = files.filter((file) => !compose.includes(file));
  const services = compose.length === 0 ? NOTHING : await readCompose(compose, environment, dotEnv, readNamed);
  return readHclFiles(others, environment, services);
}

const NOTHING: Definition = { groups: [], targets: [] };

async function readCompose(
  files: readonly BakeFile[],
  { lookUp }: BakeEnvironment,
  dotEnv: string | undefined,
  readNamed: ReadNamed,
): Promise<Definition> {
  const { readComposeFiles } = await import('./compose/read-compose.js');
  const more = dotEnv === undefined ? new Map<string, string>() : parseDotEnv(dotEnv, lookUp);
  return await readComposeFiles(files, (name) => lookUp(name) ?? more.get(name), readNamed);
}

function isCompose({ name }: BakeFile): boolean {
  return /\.ya?ml$/i.test(name);
}
