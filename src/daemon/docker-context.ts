import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { UserError, errorCode } from '../errors.js';
import type { ClientTls } from '../http/server-agents.js';
import { boolean, string } from '../json/decoder.js';
import { readJsonFile } from '../json/json-file.js';
import { nullish, object } from '../json/object.js';
import { withDefault } from '../json/containers.js';
import { type DaemonAddress, parseDaemonAddress } from './daemon-address.js';
import type { DaemonSettings } from './daemon-settings.js';

/** The name of the context that stands for DOCKER_HOST and the default socket. */
const DEFAULT_CONTEXT = 'default';
const MAX_SIZE = 1024 * 1024;

const clientConfig = object({ currentContext: nullish(string) });
const contextMetadata = object({
  Endpoints: object({
    docker: object({ Host: withDefault(string, ''), SkipTLSVerify: withDefault(boolean, false) }),
  }),
});

/**
 * The daemon of Docker's current context (DOCKER_CONTEXT, else `currentContext` in config.json). Docker keeps a context in a folder
 * that is named by a hash of its name.
 *
 * @returns `undefined` when there is none, or it is the default one
 * @throws UserError when there is no context of this name, or it has no daemon
 */
export async function currentContext(settings: DaemonSettings): Promise<DaemonAddress | undefined> {
  const { configFolder } = settings;
  const config = await readJsonFile(path.join(configFolder, 'config.json'), clientConfig, MAX_SIZE);
  const name = settings.context ?? config?.currentContext;
  if (name === undefined || name === '' || name === DEFAULT_CONTEXT) return undefined;
  const folder = createHash('sha256').update(name).digest('hex');
  const file = path.join(configFolder, 'contexts', 'meta', folder, 'meta.json');
  const metadata = await readJsonFile(file, contextMetadata, MAX_SIZE);
  const endpoint = metadata?.Endpoints.docker;
  if (endpoint === undefined || endpoint.Host === '') {
    throw new UserError(`Docker's context ${JSON.stringify(name)} is not there, or names no daemon`, {
      hint: 'See docker context ls, and choose one with docker context use NAME, or by DOCKER_CONTEXT.',
    });
  }
  const tls = await readTls(path.join(configFolder, 'contexts', 'tls', folder, 'docker'), !endpoint.SkipTLSVerify);
  const given = tls.ca !== undefined || tls.cert !== undefined || endpoint.SkipTLSVerify;
  return parseDaemonAddress(endpoint.Host, `the host of context ${JSON.stringify(name)}`, given ? tls : undefined);
}

/**
 * The certificates in a folder, each of which may be missing.
 *
 * @throws UserError for one that cannot be read
 */
export async function readTls(folder: string, verify: boolean): Promise<ClientTls> {
  const [ca, cert, key] = await Promise.all(['ca.pem', 'cert.pem', 'key.pem'].map((name) => readPem(folder, name)));
  return { ca, cert, key, verify };
}

async function readPem(folder: string, name: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path.join(folder, name));
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw new UserError(`cannot read ${path.join(folder, name)}`, { cause: error });
  }
}
