import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { UserError, errorCode } from '../../errors.js';
import { mapOf, withDefault } from '../../json/containers.js';
import { orThrow } from '../../json/decode-or.js';
import { anything, string } from '../../json/decoder.js';
import { DecodeError } from '../../json/json-error.js';
import { type Decoded, nullish, object } from '../../json/object.js';
import { parseJson } from '../../json/parse-json.js';
import { DOCKER_HUB } from '../../oci/reference.js';
import { askCredentialHelper } from './credential-helper.js';
import type { CredentialLookup, Credentials, CredentialSource } from './credentials.js';

/** What docker itself uses as Docker Hub's key since there were indexes. */
export const DOCKER_HUB_KEY = 'https://index.docker.io/v1/';
const DOCKER_HUB_NAMES = [DOCKER_HUB_KEY, DOCKER_HUB, 'index.docker.io', 'registry-1.docker.io'];
const MAX_SIZE = 1024 * 1024;

const dockerConfig = object({
  auths: withDefault(mapOf(anything), {}),
  credHelpers: withDefault(mapOf(string), {}),
  credsStore: nullish(string),
});
type ConfigDocument = Decoded<typeof dockerConfig>;

const authEntry = object({
  identitytoken: withDefault(string, ''),
  registrytoken: withDefault(string, ''),
  auth: withDefault(string, ''),
  username: withDefault(string, ''),
  password: withDefault(string, ''),
});

/** Credentials of Docker's config.json: `credHelpers`, then `credsStore`, then `auths`. */
export class DockerConfig implements CredentialSource {
  readonly #file: string;
  #document: Promise<ConfigDocument | undefined> | undefined;

  /** @param folder absolute path, what DOCKER_CONFIG names, else `~/.docker`; it need not exist */
  constructor(folder: string) {
    this.#file = path.join(folder, 'config.json');
  }

  /** @throws UserError when there is a config.json that cannot be read; its text is never repeated */
  async lookup(registry: string, signal: AbortSignal): Promise<CredentialLookup> {
    this.#document ??= this.#read();
    const document = await this.#document;
    if (document === undefined) return { found: undefined };
    try {
      return await lookUp(document, registry, signal);
    } catch (cause) {
      if (signal.aborted) throw cause;
      throw this.#unreadable(`its entry for ${registry} is not valid`);
    }
  }

  async #read(): Promise<ConfigDocument | undefined> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(this.#file);
    } catch (error) {
      if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
      throw this.#unreadable(error instanceof Error ? error.message : 'unknown failure');
    }
    // By the reason, and without a cause: messages quote the text, which holds passwords.
    return orThrow(
      () => dockerConfig(parseJson(bytes, MAX_SIZE)),
      ({ reason }) => this.#unreadable(reason),
    );
  }

  #unreadable(problem: string): UserError {
    return new UserError(`cannot use ${this.#file}: ${problem}`, {
      hint: 'Repair it, or log in anew with docker login.',
    });
  }
}

async function lookUp(document: ConfigDocument, registry: string, signal: AbortSignal): Promise<CredentialLookup> {
  const names = registry === DOCKER_HUB ? DOCKER_HUB_NAMES : [registry];
  const helper = helperFor(document, names);
  // As docker asks them: by Docker Hub's old key, and by the plain host for all others.
  const asked = helper === undefined ? undefined : await askCredentialHelper(helper, names[0] ?? registry, signal);
  if (asked?.found !== undefined) return asked;
  const found = inAuths(document, names);
  return found === undefined ? (asked ?? { found: undefined }) : { found };
}

function helperFor(document: ConfigDocument, names: readonly string[]): string | undefined {
  const { credHelpers, credsStore } = document;
  const key = names.find((name) => Object.hasOwn(credHelpers, name));
  const name = key === undefined ? credsStore : credHelpers[key];
  return name === '' ? undefined : name;
}

function inAuths({ auths }: ConfigDocument, names: readonly string[]): Credentials | undefined {
  const keys = Object.keys(auths);
  for (const name of names) {
    const key = keys.find((candidate) => candidate === name) ?? keys.find((candidate) => hostOf(candidate) === name);
    const found = key === undefined ? undefined : readAuth(auths[key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Old docker versions wrote whole addresses as keys. */
function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

function readAuth(entry: unknown): Credentials | undefined {
  const { identitytoken, registrytoken, auth, username, password } = authEntry(entry);
  if (identitytoken !== '') return { kind: 'identity-token', token: identitytoken };
  if (registrytoken !== '') return { kind: 'registry-token', token: registrytoken };
  if (auth !== '') {
    const decoded = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '');
    const colon = decoded.indexOf(':');
    if (colon < 1) throw new DecodeError('a base64 user:password', auth, ['auth']);
    return { kind: 'basic', username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
  }
  return username === '' ? undefined : { kind: 'basic', username, password };
}
