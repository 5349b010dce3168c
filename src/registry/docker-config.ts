import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { UserError } from '../errors.js';
import { CheckedJson } from '../json/document.js';
import { DOCKER_HUB } from '../oci/reference.js';
import { askCredentialHelper } from './credential-helper.js';
import type { CredentialLookup, Credentials, CredentialSource } from './credentials.js';

/** What docker itself uses as Docker Hub's key since there were indexes. */
const DOCKER_HUB_KEY = 'https://index.docker.io/v1/';
const DOCKER_HUB_NAMES = [DOCKER_HUB_KEY, DOCKER_HUB, 'index.docker.io', 'registry-1.docker.io'];
const MAX_SIZE = 1024 * 1024;

/** Credentials of Docker's config.json: `credHelpers`, then `credsStore`, then `auths`. */
export class DockerConfig implements CredentialSource {
  readonly #file: string;
  #document: Promise<CheckedJson | undefined> | undefined;

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

  async #read(): Promise<CheckedJson | undefined> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(this.#file);
    } catch (error) {
      if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
        return undefined;
      throw this.#unreadable(error instanceof Error ? error.message : 'unknown failure');
    }
    try {
      return CheckedJson.parse(bytes, 'config.json', MAX_SIZE);
    } catch {
      // Without its cause: the parser's messages quote the text, which holds passwords.
      throw this.#unreadable('it is not a JSON object');
    }
  }

  #unreadable(problem: string): UserError {
    return new UserError(`cannot use ${this.#file}: ${problem}`, {
      hint: 'Repair it, or log in anew with docker login.',
    });
  }
}

async function lookUp(document: CheckedJson, registry: string, signal: AbortSignal): Promise<CredentialLookup> {
  const names = registry === DOCKER_HUB ? DOCKER_HUB_NAMES : [registry];
  const helper = helperFor(document, names);
  // As docker asks them: by Docker Hub's old key, and by the plain host for all others.
  const asked = helper === undefined ? undefined : await askCredentialHelper(helper, names[0] ?? registry, signal);
  if (asked?.found !== undefined) return asked;
  const found = inAuths(document, names);
  return found === undefined ? (asked ?? { found: undefined }) : { found };
}

function helperFor(document: CheckedJson, names: readonly string[]): string | undefined {
  const helpers = document.at('credHelpers').optional((value) => value.stringMap()) ?? {};
  const key = names.find((name) => Object.hasOwn(helpers, name));
  const name = key === undefined ? document.at('credsStore').optional((value) => value.string()) : helpers[key];
  return name === '' ? undefined : name;
}

function inAuths(document: CheckedJson, names: readonly string[]): Credentials | undefined {
  const auths = document.at('auths');
  if (auths.absent) return undefined;
  const keys = Object.keys(auths.object());
  for (const name of names) {
    const key = keys.find((candidate) => candidate === name) ?? keys.find((candidate) => hostOf(candidate) === name);
    const found = key === undefined ? undefined : readAuth(auths.at(key));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Old docker versions wrote whole addresses as keys. */
function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

function readAuth(entry: CheckedJson): Credentials | undefined {
  const text = (name: string): string => entry.at(name).optional((value) => value.string()) ?? '';
  if (text('identitytoken') !== '') return { kind: 'identity-token', token: text('identitytoken') };
  if (text('registrytoken') !== '') return { kind: 'registry-token', token: text('registrytoken') };
  if (text('auth') !== '') {
    const decoded = Buffer.from(text('auth'), 'base64').toString('utf8').replace(/\0+$/, '');
    const colon = decoded.indexOf(':');
    if (colon < 1) entry.fail('a base64 user:password');
    return { kind: 'basic', username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
  }
  if (text('username') === '') return undefined;
  return { kind: 'basic', username: text('username'), password: text('password') };
}
