import path from 'node:path';

import { DEFAULT_FILES, readBake } from '../../bake/read-bake.js';
import type { BakeFile } from '../../bake/definition/bake-file.js';
import type { ReadDefinition } from '../../bake/definition/read-definition.js';
import { UserError } from '../../errors.js';
import { goBoolean } from '../../text/go-boolean.js';
import { formatPlatform, hostPlatform } from '../../oci/platform.js';
import { checkReadable } from './allowed.js';
import type { ProcessEnvironment } from '../options/process/process-environment.js';

/** Which files a definition is read from, and what it may know. */
export interface DefinitionRequest {
  /** As they were named. None: BUILDX_BAKE_FILE, else those with the usual names. */
  readonly files: readonly string[];
  /** `NAME=VALUE`. */
  readonly vars: readonly string[];
  /** As `--allow` has it: which files a definition may name that are elsewhere. */
  readonly allow: readonly string[];
  readonly environment: Pick<ProcessEnvironment, 'env' | 'cwd' | 'home' | 'files'>;
  /** @param file absolute, or `-` for standard input */
  readonly readText: (file: string) => Promise<string>;
}

/** A variable of the environment as a definition sees it: only those that it declares are ever asked for. */
type LookUp = (name: string) => string | undefined;

export interface ReadFiles {
  readonly definition: ReadDefinition;
  readonly lookUp: LookUp;
}

/** @throws UserError for a file that is not there or is wrong */
export async function readDefinitionFiles(request: DefinitionRequest): Promise<ReadFiles> {
  const { environment, readText } = request;
  const { env, cwd, home, files: disk } = environment;
  const vars = readVars(request.vars);
  const disabled = goBoolean(env['BUILDX_BAKE_DISABLE_VARS_ENV_LOOKUP'] ?? '') === true;
  const lookUp: LookUp = (name) => vars.get(name) ?? (disabled ? undefined : env[name]);
  const files: BakeFile[] = [];
  for (const name of namesOf(request)) {
    const file = name === '-' ? name : path.resolve(cwd, name);
    if (file !== '-' && !disk.isFile(file)) throw new UserError(`there is no file ${JSON.stringify(name)}`);
    files.push({ name, text: await readText(file) });
  }
  const dotEnv = path.join(cwd, '.env');
  const definition = await readBake({
    files,
    dotEnv:
      disk.isFile(dotEnv) && files.some(({ name }) => /\.ya?ml$/i.test(name)) ? await readText(dotEnv) : undefined,
    readNamed: async (name) => {
      checkReadable(name, request.allow, cwd);
      const file = path.resolve(cwd, name);
      return disk.isFile(file) ? await readText(file) : undefined;
    },
    environment: {
      lookUp,
      builtIns: new Map([
        ['BAKE_CMD_CONTEXT', 'cwd://'],
        ['BAKE_LOCAL_PLATFORM', formatPlatform(hostPlatform(process.arch))],
      ]),
      now: () => new Date(),
      homeDirectory: home,
    },
  });
  return { definition, lookUp };
}

function namesOf({ files, environment: { env, cwd, files: disk } }: DefinitionRequest): readonly string[] {
  const plain = (name: string): string => name.replace(/^cwd:\/\//, '');
  if (files.length > 0) return files.map(plain);
  const separator = (env['BUILDX_BAKE_FILE_SEPARATOR'] ?? '') || path.delimiter;
  const named = (env['BUILDX_BAKE_FILE'] ?? '').split(separator).flatMap((name) => name.trim() || []);
  if (named.length > 0) return named.map(plain);
  return DEFAULT_FILES.filter((name) => disk.isFile(path.join(cwd, name)));
}

function readVars(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new UserError(`invalid variable ${JSON.stringify(text)}: expected NAME=VALUE`);
      return [text.slice(0, at), text.slice(at + 1)] as const;
    }),
  );
}
