export const id = 1154;
export const ids = [1154];
export const modules = {

/***/ 21154:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  keptLogin: () => (/* binding */ keptLogin),
  logIn: () => (/* binding */ logIn),
  logOut: () => (/* binding */ logOut),
  registryName: () => (/* binding */ registryName)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/registry/credentials/credentials.js
var credentials = __webpack_require__(56336);
// EXTERNAL MODULE: ./lib/registry/credentials/docker-config.js
var docker_config = __webpack_require__(17611);
// EXTERNAL MODULE: ./lib/http/retry-policy.js
var retry_policy = __webpack_require__(42441);
// EXTERNAL MODULE: ./lib/registry/endpoint.js
var endpoint = __webpack_require__(34210);
// EXTERNAL MODULE: ./lib/registry/session.js + 4 modules
var registry_session = __webpack_require__(2375);
;// CONCATENATED MODULE: ./lib/registry/check-login.js




/**
 * Asks a registry whether it lets somebody in.
 *
 * @throws UserError when it does not; HttpError when it cannot be reached
 */
async function checkLogin(http, registry, credentials, signal) {
    const session = new registry_session/* RegistrySession */.G((0,endpoint/* originEndpoint */.U0)(registry, http.insecure), credentials, http, retry_policy/* NO_RETRY */.PE);
    await session.send({ method: 'GET', target: 'v2/', scopes: [], signal }, async (response) => {
        if (response.status === 200) {
            await response.discard();
            return;
        }
        const error = await session.failure(response);
        if (response.status !== 401 && response.status !== 403)
            throw error;
        throw new errors/* UserError */.yo(`${registry} does not accept this user name and password`, { cause: error });
    });
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/files/atomic-file.js
var atomic_file = __webpack_require__(50229);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
// EXTERNAL MODULE: ./lib/json/parse-json.js + 1 modules
var parse_json = __webpack_require__(51289);
// EXTERNAL MODULE: ./lib/registry/credentials/credential-helper.js
var credential_helper = __webpack_require__(9678);
;// CONCATENATED MODULE: ./lib/registry/credentials/docker-logins.js










const MOST_BYTES = 1024 * 1024;
/** Docker's config.json, in which logins are kept, or which says which helper keeps them. */
class DockerLogins {
    file;
    /** @param folder absolute path, as for `DockerConfig` */
    constructor(folder) {
        this.file = external_node_path_.join(folder, 'config.json');
    }
    /** @returns the helper that keeps the login; without one, it is in the file, where everybody can read it who can read the file */
    async keep(registry, { username, password }, signal) {
        const document = await this.#read();
        const key = keyOf(registry);
        const helper = helperIn(document, key);
        const auths = { ...objectIn(document, 'auths') };
        if (helper === undefined)
            auths[key] = { auth: Buffer.from(`${username}:${password}`).toString('base64') };
        else {
            const login = { ServerURL: key, Username: username, Secret: password };
            await (0,credential_helper/* tellCredentialHelper */.V)(helper, 'store', JSON.stringify(login), signal);
            auths[key] = {};
        }
        await this.#write({ ...document, auths });
        return helper;
    }
    /** @returns whether there was a login */
    async forget(registry, signal) {
        const document = await this.#read();
        const key = keyOf(registry);
        const auths = { ...objectIn(document, 'auths') };
        const names = Object.keys(auths).filter((name) => name === key || hostIn(name) === registry);
        const helper = helperIn(document, key);
        if (names.length === 0)
            return false;
        if (helper !== undefined)
            await (0,credential_helper/* tellCredentialHelper */.V)(helper, 'erase', key, signal);
        await this.#write({
            ...document,
            auths: Object.fromEntries(Object.entries(auths).filter(([name]) => !names.includes(name))),
        });
        return true;
    }
    async #read() {
        let bytes;
        try {
            bytes = await (0,promises_.readFile)(this.file);
        }
        catch (error) {
            if ((0,errors/* errorCode */.CA)(error) === 'ENOENT' || (0,errors/* errorCode */.CA)(error) === 'ENOTDIR')
                return {};
            throw new errors/* UserError */.yo(`cannot read ${this.file}`, { cause: error });
        }
        // Without the cause: its message quotes the text, which holds passwords.
        return (0,decode_or/* orThrow */.aU)(() => (0,containers/* asObject */.eB)((0,parse_json/* parseJson */.q)(bytes, MOST_BYTES)), ({ reason }) => new errors/* UserError */.yo(`cannot use ${this.file}: ${reason}`, { hint: 'Repair it, or remove it.' }));
    }
    async #write(document) {
        try {
            await (0,atomic_file/* writeWhole */.y)(this.file, `${JSON.stringify(document, null, '\t')}\n`);
        }
        catch (error) {
            throw new errors/* UserError */.yo(`cannot write ${this.file}`, { cause: error });
        }
    }
}
/** As docker calls a registry in its config.json. */
function keyOf(registry) {
    return registry === reference/* DOCKER_HUB */.Xb ? docker_config/* DOCKER_HUB_KEY */.p : registry;
}
/** Old versions of docker wrote whole addresses. */
function hostIn(key) {
    return key === docker_config/* DOCKER_HUB_KEY */.p ? reference/* DOCKER_HUB */.Xb : key.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}
function objectIn(document, name) {
    const value = document[name];
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
function helperIn(document, key) {
    const helpers = objectIn(document, 'credHelpers');
    const name = Object.hasOwn(helpers, key) ? helpers[key] : document['credsStore'];
    return typeof name === 'string' && name !== '' ? name : undefined;
}

// EXTERNAL MODULE: ./lib/app/host/http-client.js + 2 modules
var http_client = __webpack_require__(65839);
;// CONCATENATED MODULE: ./lib/app/logins.js







/**
 * The host of a registry as people write it: without a scheme or path.
 *
 * @throws UserError when it is none
 */
function registryName(text) {
    const host = text.replace(/^https?:\/\//i, '').replace(/\/.*$/, '');
    if (host === '' || host === 'index.docker.io' || host === reference/* DOCKER_HUB */.Xb)
        return reference/* DOCKER_HUB */.Xb;
    // In front of a path, only a name with a dot or a port is read as a registry.
    const { registry } = (0,reference/* parseReference */.F2)(`${host}/login`);
    if (registry !== host)
        throw new errors/* UserError */.yo(`${JSON.stringify(text)} is no registry`, { hint: 'Write its host name.' });
    return registry;
}
/**
 * Logs in to a registry, and keeps the login as docker does.
 *
 * @throws UserError when the registry does not accept it, or it cannot be kept
 */
async function logIn(registry, login, host, signal) {
    const http = (0,http_client/* httpClientOf */.X)(host);
    try {
        await checkLogin(http, registry, (0,credentials/* basicSource */.Iv)(login.username, login.password), signal);
    }
    finally {
        http.close();
    }
    const logins = new DockerLogins(host.dockerConfigDir);
    return { file: logins.file, helper: await logins.keep(registry, login, signal) };
}
/**
 * Tries the login that is kept for a registry.
 *
 * @returns the name of the user that it is for, or `undefined` if there is none, or it is not accepted any more
 */
async function keptLogin(registry, host, signal) {
    const source = new docker_config/* DockerConfig */.V(host.dockerConfigDir);
    const { found } = await source.lookup(registry, signal);
    if (found === undefined)
        return undefined;
    const http = (0,http_client/* httpClientOf */.X)(host);
    try {
        await checkLogin(http, registry, source, signal);
        return found.kind === 'basic' ? found.username : '<token>';
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return undefined;
        throw error;
    }
    finally {
        http.close();
    }
}
/** @returns whether there was a login */
async function logOut(registry, host, signal) {
    return new DockerLogins(host.dockerConfigDir).forget(registry, signal);
}


/***/ })

};
