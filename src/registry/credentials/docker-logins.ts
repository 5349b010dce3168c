import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { UserError, errorCode } from '../../errors.js';
import { writeWhole } from '../../files/atomic-file.js';
import { asObject } from '../../json/containers.js';
import { orThrow } from '../../json/decode-or.js';
import { parseJson } from '../../json/parse-json.js';
import { DOCKER_HUB } from '../../oci/reference.js';
import { tellCredentialHelper } from './credential-helper.js';
import { DOCKER_HUB_KEY } from './docker-config.js';

const MOST_BYTES = 1024 * 1024;

/** A user name with its password or token, as they are kept. */
interface Login {
  readonly username: string;
  readonly password: string;
}

/** Docker's config.json, in which logins are kept, or which says which helper keeps them. */
export class DockerLogins {
  readonly file: string;

  /** @param folder absolute path, as for `DockerConfig` */
  constructor(folder: string) {
    this.file = path.join(folder, 'config.json');
  }

  /** @returns the helper that keeps the login; without one, it is in the file, where everybody can read it who can read the file */
  async keep(registry: string, { username, password }: Login, signal: AbortSignal): Promise<string | undefined> {
    const document = await this.#read();
    const key = keyOf(registry);
    const helper = helperIn(document, key);
    const auths = { ...objectIn(document, 'auths') };
    if (helper === undefined) auths[key] = { auth: Buffer.from(`${username}:${password}`).toString('base64') };
    else {
      const login = { ServerURL: key, Username: username, Secret: password };
      await tellCredentialHelper(helper, 'store', JSON.stringify(login), signal);
      auths[key] = {};
    }
    await this.#write({ ...document, auths });
    return helper;
  }

  /** @returns whether there was a login */
  async forget(registry: string, signal: AbortSignal): Promise<boolean> {
    const document = await this.#read();
    const key = keyOf(registry);
    const auths = { ...objectIn(document, 'auths') };
    const names = Object.keys(auths).filter((name) => name === key || hostIn(name) === registry);
    const helper = helperIn(document, key);
    if (names.length === 0) return false;
    if (helper !== undefined) await tellCredentialHelper(helper, 'erase', key, signal);
    await this.#write({
      ...document,
      auths: Object.fromEntries(Object.entries(auths).filter(([name]) => !names.includes(name))),
    });
    return true;
  }

  async #read(): Promise<Readonly<Record<string, unknown>>> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(this.file);
    } catch (error) {
      if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return {};
      throw new UserError(`cannot read ${this.file}`, { cause: error });
    }
    // Without the cause: its message quotes the text, which holds passwords.
    return orThrow(
      () => asObject(parseJson(bytes, MOST_BYTES)),
      ({ reason }) => new UserError(`cannot use ${this.file}: ${reason}`, { hint: 'Repair it, or remove it.' }),
    );
  }

  async #write(document: Readonly<Record<string, unknown>>): Promise<void> {
    try {
      await writeWhole(this.file, `${JSON.stringify(document, null, '\t')}\n`);
    } catch (error) {
      throw new UserError(`cannot write ${this.file}`, { cause: error });
    }
  }
}

/** As docker calls a registry in its config.json. */
function keyOf(registry: string): string {
  return registry === DOCKER_HUB ? DOCKER_HUB_KEY : registry;
}

/** Old versions of docker wrote whole addresses. */
function hostIn(key: string): string {
  return key === DOCKER_HUB_KEY ? DOCKER_HUB : key.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

function objectIn(document: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
  const value = document[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function helperIn(document: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const helpers = objectIn(document, 'credHelpers');
  const name = Object.hasOwn(helpers, key) ? helpers[key] : document['credsStore'];
  return typeof name === 'string' && name !== '' ? name : undefined;
}
