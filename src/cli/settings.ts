import path from 'node:path';

import {
  dockerConfigDirOf,
  programPathOf,
  proxiesOf,
  sourceDateEpochOf,
  type Environment,
} from '../app/options/environment.js';
import type { FileProbe } from '../app/options/file-probe.js';
import { checkRegistryMirrors } from '../app/options/value-parsers.js';
import { UserError } from '../errors.js';
import { array, withDefault } from '../json/containers.js';
import { orThrow } from '../json/decode-or.js';
import { string } from '../json/decoder.js';
import { object } from '../json/object.js';
import { parseJson } from '../json/parse-json.js';
import type { ParsedArgs } from './parse-argv.js';
import type { HostSettings } from '../app/options/host-settings.js';

/** The process that a command line was typed for. */
export interface ProcessEnvironment {
  readonly env: Environment;
  readonly cwd: string;
  /** The user's home folder, and a folder for short-lived files; both absolute. */
  readonly home: string;
  readonly tempDir: string;
  readonly files: FileProbe;
  /** Absolute path of the worker's bundled entry point. */
  readonly workerEntry: string;
}

/**
 * Where this machine keeps things and what it may speak to: flags first, then the environment, then
 * `$XDG_CONFIG_HOME/layer-build/config.json`, then defaults.
 *
 * @throws UserError for a configuration file or a value that makes no sense
 */
export function readHostSettings(args: ParsedArgs, around: ProcessEnvironment): HostSettings {
  const { env, cwd, home } = around;
  const config = readConfig(around);
  const epoch = sourceDateEpochOf(env);
  const root = given(args.string('root')) ?? given(env['LAYER_BUILD_ROOT']);
  return {
    root:
      root === undefined
        ? path.join(xdgFolder(env, 'XDG_DATA_HOME', home, '.local/share'), 'layer-build')
        : path.resolve(cwd, root),
    registryMirrors: unique([
      ...checkRegistryMirrors('--registry-mirror', args.list('registry-mirror')),
      ...config.mirrors,
    ]),
    insecureRegistries: unique([...args.list('insecure-registry'), ...config.insecure]),
    dockerConfigDir: dockerConfigDirOf(env, home, cwd),
    workerEntry: around.workerEntry,
    programPath: programPathOf(env),
    tempDir: around.tempDir,
    proxies: proxiesOf(env),
    ...(epoch !== undefined && { sourceDateEpoch: epoch }),
  };
}

interface Config {
  readonly mirrors: readonly string[];
  readonly insecure: readonly string[];
}

/** In the form of Docker's daemon.json. Other keys are ignored, so that one file can serve both. */
function readConfig(around: ProcessEnvironment): Config {
  const file = path.join(
    xdgFolder(around.env, 'XDG_CONFIG_HOME', around.home, '.config'),
    'layer-build',
    'config.json',
  );
  const text = around.files.readText(file);
  if (text === undefined) return { mirrors: [], insecure: [] };
  const { 'registry-mirrors': mirrors, 'insecure-registries': insecure } = orThrow(
    () => configFile(parseJson(text, MAX_CONFIG_SIZE)),
    (error) => new UserError(`${file}: ${error.message}`, { hint: CONFIG_HINT, cause: error }),
  );
  return { mirrors: checkRegistryMirrors(file, mirrors), insecure };
}

/** Bytes. */
const MAX_CONFIG_SIZE = 1024 * 1024;
const CONFIG_HINT = 'Write it as {"registry-mirrors": ["https://…"], "insecure-registries": ["host:port"]}.';

const configFile = object({
  'registry-mirrors': withDefault(array(string), []),
  'insecure-registries': withDefault(array(string), []),
});

/** XDG base directory specification: a relative path is to be ignored. */
function xdgFolder(env: Environment, variable: string, home: string, fallback: string): string {
  const value = env[variable];
  return value !== undefined && path.isAbsolute(value) ? value : path.join(home, fallback);
}

function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
