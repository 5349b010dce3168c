import path from 'node:path';

import { UserError } from '../../errors.js';
import { array, withDefault } from '../../json/containers.js';
import { orThrow } from '../../json/decode-or.js';
import { string } from '../../json/decoder.js';
import { object } from '../../json/object.js';
import { parseJson } from '../../json/parse-json.js';
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
  const { 'registry-mirrors': mirrors, 'insecure-registries': insecure } = orThrow(
    () => configFile(parseJson(text, MAX_CONFIG_SIZE)),
    (error) => new UserError(`${file}: ${error.message}`, { hint: CONFIG_HINT, cause: error }),
  );
  return { mirrors: parseRegistryMirrors(file, mirrors), insecure };
}

/** Bytes. */
const MAX_CONFIG_SIZE = 1024 * 1024;
const CONFIG_HINT = 'Write it as {"registry-mirrors": ["https://…"], "insecure-registries": ["host:port"]}.';

const configFile = object({
  'registry-mirrors': withDefault(array(string), []),
  'insecure-registries': withDefault(array(string), []),
});
