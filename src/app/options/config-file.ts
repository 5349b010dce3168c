import path from 'node:path';

import { UserError } from '../../errors.js';
import { xdgFolder } from './process/environment.js';
import type { ProcessEnvironment } from './process/process-environment.js';
import { parseRegistryMirrors } from './values/plain-values.js';

/** What `$XDG_CONFIG_HOME/layer-build/config.json` says. */
export interface ConfigFile {
  readonly mirrors: readonly string[];
  readonly insecure: readonly string[];
}

/**
 * The file has the form of Docker's daemon.json. Keys that are not ours are ignored, so that one file can serve both.
 *
 * @throws UserError for a file that makes no sense
 */
export function readConfigFile({ env, home, files }: ProcessEnvironment): ConfigFile {
  const file = path.join(xdgFolder(env, 'XDG_CONFIG_HOME', home, '.config'), 'layer-build', 'config.json');
  const text = files.readText(file);
  if (text === undefined) return { mirrors: [], insecure: [] };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new UserError(`${file} does not hold a JSON object`);
  }
  const values = new Map<string, unknown>(Object.entries(parsed));
  return {
    mirrors: parseRegistryMirrors(file, textList(file, values, 'registry-mirrors')),
    insecure: textList(file, values, 'insecure-registries'),
  };
}

function textList(file: string, values: ReadonlyMap<string, unknown>, key: string): string[] {
  const value = values.get(key) ?? [];
  if (Array.isArray(value) && value.every((item): item is string => typeof item === 'string')) return value;
  throw new UserError(`${file}: "${key}" is not a list of texts`, { hint: `Write "${key}": ["…"].` });
}
