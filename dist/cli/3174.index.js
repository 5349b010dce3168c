export const id = 3174;
export const ids = [3174];
export const modules = {

/***/ 69555:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ CACHE_OPTIONS)
/* harmony export */ });
/* harmony import */ var _values_plain_values_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88725);
/* harmony import */ var _values_cache_spec_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(22827);
/* harmony import */ var _option_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24701);



/** Where a build's cache comes from and goes to. */
const CACHE_OPTIONS = {
    noCache: {
        flag: '--no-cache',
        input: 'no-cache',
        takes: _option_js__WEBPACK_IMPORTED_MODULE_2__/* .SWITCH */ .Fo,
        help: 'run every step, even if the cache has its result',
    },
    noCacheFilters: {
        flag: '--no-cache-filter',
        input: { name: 'no-cache-filters', commas: true },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_2__/* .many */ ._d)('STAGE', _values_plain_values_js__WEBPACK_IMPORTED_MODULE_0__/* .parseNameList */ .HI),
        help: 'run every step of these stages, even if the cache has its result',
        difference: 'A stage without a name can be given by its number. A name that no stage has gives a warning.',
    },
    cacheFrom: {
        flag: '--cache-from',
        input: { name: 'cache-from', commas: false, quotes: false },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_2__/* .many */ ._d)('SPEC', (where, texts, { cwd, env }) => (0,_values_cache_spec_js__WEBPACK_IMPORTED_MODULE_1__/* .parseCacheFrom */ .y)(where, texts, cwd, env)),
        help: 'cache of an earlier build: type=registry,ref=NAME, type=local,src=DIR, type=gha[,scope=NAME], type=s3,bucket=NAME,region=NAME, type=azblob,account_url=URL, or NAME. The first that has a step is used',
        difference: 'The caches are ours, not those of BuildKit: in an object store they lie beside its own. The Action also keeps a cache without this option.',
    },
    cacheTo: {
        flag: '--cache-to',
        input: { name: 'cache-to', commas: false, quotes: false },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_2__/* .many */ ._d)('SPEC', (where, texts, { cwd, env }) => (0,_values_cache_spec_js__WEBPACK_IMPORTED_MODULE_1__/* .parseCacheTo */ .f)(where, texts, cwd, env)),
        help: 'where to keep the cache as well: type=registry,ref=NAME[,mode=max], type=local,dest=DIR, type=gha[,scope=NAME], type=s3,bucket=NAME,region=NAME, or type=azblob,account_url=URL',
        difference: 'The caches are ours, not those of BuildKit: in an object store they lie beside its own. type=inline gives a warning and is left out. A problem with a cache is a warning, so ignore-error=false has no effect.',
    },
    scope: {
        flag: '--cache-scope',
        input: 'cache-scope',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_2__/* .one */ .xH)('NAME', _option_js__WEBPACK_IMPORTED_MODULE_2__/* .asWritten */ .qm),
        help: 'keeps the caches of different builds apart',
        otherwise: {
            flag: 'made of the context',
            input: 'made of the repository and the path of the Dockerfile',
        },
        docker: false,
        common: true,
    },
    matrix: {
        input: { name: 'cache-matrix', filledIn: '${{ toJSON(matrix) }}' },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_2__/* .one */ .xH)('JSON', _option_js__WEBPACK_IMPORTED_MODULE_2__/* .asWritten */ .qm),
        help: 'do not set this: the runner fills it in, to keep the caches of a matrix of jobs apart',
        docker: false,
    },
};


/***/ }),

/***/ 84368:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  p: () => (/* binding */ RUN_OPTIONS)
});

// EXTERNAL MODULE: ./lib/app/options/option.js
var options_option = __webpack_require__(24701);
// EXTERNAL MODULE: ./lib/app/options/values/run-values.js + 1 modules
var run_values = __webpack_require__(17083);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/text/csv.js
var csv = __webpack_require__(83215);
;// CONCATENATED MODULE: ./lib/app/options/values/secret-spec.js



/**
 * One `--secret`, in buildx's syntax: `id=NAME[,src=FILE|,env=VARIABLE]`. An id alone names a variable of the environment, or
 * else a file. As with BuildKit, a variable that is not set makes an empty secret. Errors never show a value.
 *
 * @throws UserError for an unknown key or a missing file
 */
function parseSecret(where, text, environment) {
    let id = '';
    let file = '';
    let variable = '';
    let type = '';
    for (const field of (0,csv/* csvFields */.qZ)(text)) {
        const equals = field.indexOf('=');
        const key = field.slice(0, Math.max(equals, 0)).toLowerCase();
        const value = field.slice(equals + 1);
        if (key === 'id')
            id = value;
        else if (key === 'src' || key === 'source')
            file = value;
        else if (key === 'env')
            variable = value;
        else if (key === 'type' && (value === 'file' || value === 'env'))
            type = value;
        else {
            throw new errors/* UserError */.yo(`${where}: a field is not id=, src=, env= or type=file|env`, {
                hint: 'Write id=NAME,src=FILE or id=NAME,env=VARIABLE.',
            });
        }
    }
    if (type === 'env' && variable === '')
        [variable, file] = [file, ''];
    if (id === '')
        throw new errors/* UserError */.yo(`${where}: a secret has no id`, { hint: 'Write id=NAME,src=FILE.' });
    if (file !== '' && variable !== '')
        throw new errors/* UserError */.yo(`${where}: secret ${id} has both src and env`);
    if (file === '' && variable === '') {
        if (environment.env[id] === undefined)
            file = id;
        else
            variable = id;
    }
    return file === '' ? secretOfVariable(id, variable, environment) : secretOfFile(where, id, file, environment);
}
function secretOfFile(where, id, file, environment) {
    const absolute = external_node_path_.resolve(environment.cwd, file);
    if (!environment.files.isFile(absolute)) {
        throw new errors/* UserError */.yo(`${where}: secret ${id}: there is no file ${JSON.stringify(file)}`);
    }
    return { id, kind: 'file', path: absolute };
}
function secretOfVariable(id, variable, environment) {
    return { id, kind: 'value', value: Buffer.from(environment.env[variable] ?? '') };
}
/** The input `secrets`: `ID=VALUE`. */
function parseSecretValues(where, entries) {
    return secretList(where, entries, (id, value) => ({ id, kind: 'value', value: Buffer.from(value) }));
}
/** The input `secret-envs`: `ID=VARIABLE`. */
function parseSecretVariables(where, entries, environment) {
    return secretList(where, entries, (id, variable) => secretOfVariable(id, variable.trim(), environment));
}
/** The input `secret-files`: `ID=PATH`. */
function parseSecretFiles(where, entries, environment) {
    return secretList(where, entries, (id, file) => secretOfFile(where, id, file.trim(), environment));
}
/**
 * As with docker/build-push-action, an entry that cannot be used gives a warning: only the step that mounts the secret knows
 * whether it needs it. Unlike there, the warning never quotes the entry.
 */
function secretList(where, entries, sourceOf) {
    const warnings = [];
    const sources = entries.flatMap((entry, index) => {
        const equals = entry.indexOf('=');
        const id = entry.slice(0, Math.max(equals, 0)).trim();
        const value = entry.slice(equals + 1);
        if (id === '' || value === '') {
            warnings.push(`${where}: entry ${index + 1} is not in the form id=…, and is left out`);
            return [];
        }
        try {
            return [sourceOf(id, value)];
        }
        catch (error) {
            if (!(error instanceof errors/* UserError */.yo))
                throw error;
            warnings.push(error.message);
            return [];
        }
    });
    return { sources, warnings };
}

;// CONCATENATED MODULE: ./lib/app/options/values/ssh-spec.js


/**
 * One `--ssh`, in buildx's syntax: `default`, or `ID[=SOCKET|KEY[,KEY]]`. Without a path it is the agent of SSH_AUTH_SOCK.
 *
 * @throws UserError when there is no agent, or no such file
 */
function parseSsh(where, text, environment) {
    const equals = text.indexOf('=');
    const id = equals < 0 ? text : text.slice(0, equals);
    const given = (equals < 0 ? '' : text.slice(equals + 1)).split(',').filter((name) => name !== '');
    if (id === '')
        throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} has no id`, { hint: 'Write default.' });
    if (given.length === 0)
        return [id, agentOfEnvironment(where, id, environment)];
    const paths = given.map((name) => external_node_path_.resolve(environment.cwd, name));
    const [first = ''] = paths;
    if (paths.length === 1 && environment.files.isSocket(first))
        return [id, { kind: 'socket', path: first }];
    given.forEach((name, index) => {
        const file = paths[index] ?? '';
        if (environment.files.isSocket(file)) {
            throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} names an agent's socket and something else`, {
                hint: 'Give one socket or any number of key files. Others need another id.',
            });
        }
        if (!environment.files.isFile(file))
            throw new errors/* UserError */.yo(`${where}: there is no key or socket ${JSON.stringify(name)}`);
    });
    return [id, { kind: 'keys', files: paths }];
}
function agentOfEnvironment(where, id, environment) {
    const named = environment.env['SSH_AUTH_SOCK'] ?? '';
    if (named === '') {
        throw new errors/* UserError */.yo(`${where}: there is no agent to forward as ${JSON.stringify(id)}`, {
            hint: `Start one with eval "$(ssh-agent)" and add keys with ssh-add, or name a key: ${id}=PATH.`,
        });
    }
    const socket = external_node_path_.resolve(environment.cwd, named);
    if (environment.files.isSocket(socket))
        return { kind: 'socket', path: socket };
    throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(named)} is not the socket of an agent`, {
        hint: 'The name is from SSH_AUTH_SOCK.',
    });
}
/** @throws UserError also when an id comes twice */
function parseSshAgents(where, texts, environment) {
    const sources = new Map();
    for (const text of texts) {
        const [id, source] = parseSsh(where, text, environment);
        if (sources.has(id))
            throw new errors/* UserError */.yo(`${where}: the id ${JSON.stringify(id)} is there twice`);
        sources.set(id, source);
    }
    return Object.fromEntries(sources);
}

// EXTERNAL MODULE: ./lib/app/options/values/plain-values.js + 1 modules
var plain_values = __webpack_require__(88725);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/app/options/values/emulator-image.js


/** The image that docker/setup-qemu-action uses, as it was released with QEMU 10.2.3. */
const EMULATOR_IMAGE = 'docker.io/tonistiigi/binfmt:qemu-v10.2.3@sha256:400a4873b838d1b89194d982c45e5fb3cda4593fbfd7e08a02e76b03b21166f0';
/** @throws UserError for a text that names no image */
function parseEmulatorImage(where, text) {
    try {
        return (0,reference/* parseReference */.F2)(text);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        throw new errors/* UserError */.yo(`${where}: ${error.message}`, { hint: error.hint });
    }
}

;// CONCATENATED MODULE: ./lib/app/options/run-options.js






/** What RUN steps get. */
const RUN_OPTIONS = {
    network: {
        flag: '--network',
        input: 'network',
        takes: (0,options_option/* one */.xH)('MODE', run_values/* parseNetwork */.MO, 'default'),
        help: 'network of RUN: host, none, or default, which is host',
        difference: "The default is the host's network. BuildKit has a network of its own.",
    },
    extraHosts: {
        flag: '--add-host',
        input: { name: 'add-hosts', commas: true },
        takes: (0,options_option/* many */._d)('NAME:ADDRESS', run_values/* parseExtraHosts */.B_),
        help: 'additional line of /etc/hosts in RUN',
        difference: 'host-gateway is 127.0.0.1, since RUN has the network of the host.',
    },
    shmSize: {
        flag: '--shm-size',
        input: 'shm-size',
        takes: (0,options_option/* one */.xH)('SIZE', plain_values/* parseByteSize */.nS),
        help: 'size of /dev/shm in RUN, e.g. 64m',
    },
    ulimits: {
        flag: '--ulimit',
        input: { name: 'ulimit', commas: false },
        takes: (0,options_option/* many */._d)('NAME=SOFT[:HARD]', run_values/* parseUlimits */.TW),
        help: 'resource limit in RUN, e.g. nofile=1024:2048',
    },
    cgroupParent: {
        flag: '--cgroup-parent',
        input: 'cgroup-parent',
        takes: (0,options_option/* one */.xH)('PATH', run_values/* parseCgroupParent */.sd),
        help: 'control group below which RUN runs, such as builds.slice: its limits hold for RUN; needs root',
        difference: 'Without root, a warning says that RUN stays in the control group of this process.',
    },
    entitlements: {
        flag: '--allow',
        input: { name: 'allow', commas: true },
        takes: (0,options_option/* many */._d)('NAME', run_values/* parseEntitlements */.W8),
        help: 'what RUN may ask for: network.host for RUN --network=host, security.insecure for RUN --security=insecure',
        difference: 'device is not supported.',
    },
    secret: {
        flag: '--secret',
        takes: (0,options_option/* many */._d)('SPEC', (where, texts, environment) => texts.filter((text) => text !== '').map((text) => parseSecret(where, text, environment))),
        help: 'secret for RUN --mount=type=secret: id=NAME,src=FILE or id=NAME,env=VARIABLE',
        common: true,
    },
    secretValues: {
        input: { name: 'secrets', commas: false, trim: false },
        takes: (0,options_option/* many */._d)('ID=VALUE', parseSecretValues),
        help: 'secret for RUN --mount=type=secret, ID=VALUE',
        difference: 'The warning about an entry that cannot be used does not quote it.',
    },
    secretVariables: {
        input: { name: 'secret-envs', commas: true },
        takes: (0,options_option/* many */._d)('ID=VARIABLE', parseSecretVariables),
        help: 'secret from a variable of the environment, ID=VARIABLE',
    },
    secretFiles: {
        input: { name: 'secret-files', commas: false },
        takes: (0,options_option/* many */._d)('ID=FILE', parseSecretFiles),
        help: 'secret from a file, ID=PATH',
    },
    ssh: {
        flag: '--ssh',
        input: { name: 'ssh', commas: true },
        takes: (0,options_option/* many */._d)('ID[=SOCKET|KEY]', parseSshAgents),
        help: 'agent or key files for RUN --mount=type=ssh and for Git; default is the agent of SSH_AUTH_SOCK',
    },
    emulation: {
        flag: '--emulation',
        input: 'emulation',
        takes: (0,options_option/* one */.xH)('WHEN', (0,plain_values/* choice */.Yq)(['auto', 'off']), 'auto'),
        help: 'RUN of a platform that this machine does not run: auto registers an emulator for this build, off is an error',
        docker: false,
        common: true,
    },
    emulatorImage: {
        flag: '--emulator-image',
        input: 'emulator-image',
        takes: (0,options_option/* one */.xH)('IMAGE', parseEmulatorImage, EMULATOR_IMAGE),
        help: 'image with the emulators that the machine does not have, as /usr/bin/qemu-aarch64',
        otherwise: 'docker.io/tonistiigi/binfmt, pinned by digest',
        docker: false,
    },
};


/***/ }),

/***/ 22827:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  y: () => (/* binding */ parseCacheFrom),
  f: () => (/* binding */ parseCacheTo)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/app/options/values/cache-fields.js
var cache_fields = __webpack_require__(39757);
// EXTERNAL MODULE: ./lib/text/duration.js
var duration = __webpack_require__(54783);
;// CONCATENATED MODULE: ./lib/app/options/values/object-cache-spec.js




/** BuildKit's own. */
const DEFAULT_NAME = 'buildkit';
const DEFAULT_CONTAINER = 'buildkit-cache';
const DEFAULT_PARALLELISM = 4;
const DEFAULT_TOUCH_REFRESH = '24h';
/**
 * The caches in an object store that an entry names, by BuildKit's attributes: one for each of its names.
 *
 * @param env has the defaults that BuildKit takes from there
 * @throws UserError for an attribute that is missing or does not fit
 */
function objectCaches(fields, type, env) {
    const store = type === 's3' ? s3(fields, env) : azblob(fields, env);
    const placesOf = type === 's3' ? s3Places(fields) : azblobPlaces(fields, env);
    const names = (fields.take('name') ?? DEFAULT_NAME).split(';').filter((name) => name !== '');
    const rest = { touchRefreshMs: touchRefresh(fields), parallelism: parallelism(fields) };
    return (names.length === 0 ? [DEFAULT_NAME] : names).map((name) => ({ store, places: placesOf(name), ...rest }));
}
function s3(fields, env) {
    const bucket = fields.take('bucket') ?? given(env, 'AWS_BUCKET') ?? missing(fields, 'bucket', 'my-bucket', 'AWS_BUCKET');
    const region = fields.take('region') ?? given(env, 'AWS_REGION') ?? missing(fields, 'region', 'eu-west-1', 'AWS_REGION');
    if (!/^[\w.:/-]+$/.test(bucket))
        fields.fail('has no valid bucket', 'Write its name, without an address.');
    if (!/^[a-z0-9-]+$/i.test(region))
        fields.fail('has no valid region', 'Write a region such as eu-west-1.');
    const endpointUrl = address(fields, 'endpoint_url', fields.take('endpoint_url'));
    const pathStyle = (0,cache_fields/* boolean */.zM)(fields, 'use_path_style') ?? false;
    const id = fields.take('access_key_id');
    const secret = fields.take('secret_access_key');
    const sessionToken = fields.take('session_token');
    if ((id === undefined) !== (secret === undefined)) {
        fields.notices.push('access_key_id and secret_access_key of type=s3 have no effect without each other');
    }
    return {
        kind: 's3',
        bucket,
        region,
        pathStyle,
        ...(endpointUrl !== undefined && { endpointUrl }),
        ...(id !== undefined &&
            secret !== undefined && {
            credentials: { id, secret, ...(sessionToken !== undefined && { sessionToken }) },
        }),
    };
}
function azblob(fields, env) {
    const variable = 'BUILDKIT_AZURE_STORAGE_ACCOUNT_URL';
    const example = 'https://ACCOUNT.blob.core.windows.net';
    const accountUrl = address(fields, 'account_url', fields.take('account_url') ?? given(env, variable)) ??
        missing(fields, 'account_url', example, variable);
    const accountName = fields.take('account_name') ??
        given(env, 'BUILDKIT_AZURE_STORAGE_ACCOUNT_NAME') ??
        new URL(accountUrl).hostname.split('.')[0] ??
        '';
    const container = fields.take('container') ?? given(env, 'BUILDKIT_AZURE_STORAGE_CONTAINER') ?? DEFAULT_CONTAINER;
    if (!/^[\w$-]{1,63}$/.test(container))
        fields.fail('has no valid container', 'Write its name, without an address.');
    const accountKey = fields.take('secret_access_key');
    return { kind: 'azblob', accountUrl, accountName, container, ...(accountKey !== undefined && { accountKey }) };
}
/** As BuildKit joins them: S3's parts as they are. */
function s3Places(fields) {
    const prefix = fields.take('prefix') ?? '';
    const manifestsPrefix = `${prefix}${fields.take('manifests_prefix') ?? 'manifests/'}`;
    const blobsPrefix = `${prefix}${fields.take('blobs_prefix') ?? 'blobs/'}`;
    return (name) => ({ manifestsPrefix, blobsPrefix, name });
}
/** And Azure's as the parts of a path. */
function azblobPlaces(fields, env) {
    const prefix = fields.take('prefix') ?? given(env, 'BUILDKIT_AZURE_STORAGE_PREFIX') ?? '';
    const folder = (name) => `${external_node_path_.posix.join(prefix, name).replace(/\/$/, '')}/`;
    const manifestsPrefix = folder(fields.take('manifests_prefix') ?? 'manifests');
    const blobsPrefix = folder(fields.take('blobs_prefix') ?? 'blobs');
    return (name) => ({ manifestsPrefix, blobsPrefix, name });
}
function given(env, name) {
    return env[name] === '' ? undefined : env[name];
}
function missing(fields, name, example, variable) {
    return fields.fail(`has no ${name}`, `Write type=${fields.type},${name}=${example}, or set ${variable}.`);
}
/** @throws UserError also for an address with a password or a query, which would be shown */
function address(fields, name, text) {
    if (text === undefined)
        return undefined;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol) || /[@?#]/.test(text)) {
        throw new errors/* UserError */.yo(`${fields.where}: the ${name} of type=${fields.type} is no address of a server`, {
            hint: `Write ${name}=https://host.example.com, without user, password and query.`,
        });
    }
    return text;
}
function touchRefresh(fields) {
    const text = fields.take('touch_refresh') ?? DEFAULT_TOUCH_REFRESH;
    try {
        const milliseconds = (0,duration/* parseDuration */.E)(text) / 1e6;
        if (milliseconds > 0)
            return milliseconds;
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
    }
    return fields.fail(`says touch_refresh=${text}`, 'Write a duration such as 24h.');
}
function parallelism(fields) {
    const text = fields.take('upload_parallelism');
    if (text === undefined)
        return DEFAULT_PARALLELISM;
    if (!/^[1-9]\d{0,2}$/.test(text))
        fields.fail(`says upload_parallelism=${text}`, 'Write a number from 1 to 999.');
    return Number(text);
}

;// CONCATENATED MODULE: ./lib/app/options/values/cache-spec.js






/** Types of BuildKit's that are not supported, and why. A workflow that names one still builds. */
const UNSUPPORTED_TYPES = new Map([
    ['inline', 'an image carries no cache here; use type=registry with a ref of its own'],
]);
/**
 * `--cache-from`, in buildx's syntax: `type=registry,ref=REF`, `type=local,src=FOLDER[,tag=][,digest=]`, `type=gha[,scope=]`,
 * `type=s3,…`, `type=azblob,…`, or references alone. Errors hold no value of an attribute that is a secret.
 *
 * @param where names the flag or input in errors
 * @param cwd folder that relative paths start from
 * @param env has defaults for object stores, under BuildKit's names
 * @throws UserError for an unknown type, or a value that does not fit
 */
function parseCacheFrom(where, texts, cwd, env = {}) {
    return collect(where, texts, 'from', (fields) => importSpecs(fields, cwd, env));
}
/**
 * `--cache-to`: as `parseCacheFrom`, with `dest=FOLDER` for a folder, and `mode=min|max`. `ignore-error=true` makes no
 * difference: an error of a cache never fails a build.
 */
function parseCacheTo(where, texts, cwd, env = {}) {
    return collect(where, texts, 'to', (fields) => exportSpecs(fields, cwd, env));
}
function collect(where, texts, direction, read) {
    const specs = [];
    const warnings = [];
    const notices = [];
    for (const text of texts.filter((each) => each.trim() !== '')) {
        for (const fields of (0,cache_fields/* cacheFieldsOf */.Hr)(where, text)) {
            const type = fields.take('type') ?? '';
            const reason = UNSUPPORTED_TYPES.get(type);
            if (reason !== undefined) {
                warnings.push(`${where}: type=${type} is ignored: ${reason}`);
                continue;
            }
            fields.type = type;
            specs.push(...read(fields));
            const rest = fields.untaken();
            if (rest.length > 0)
                notices.push(`${where}: ${rest.join(', ')} of type=${type} has no effect on cache-${direction}`);
            notices.push(...fields.notices.map((notice) => `${where}: ${notice}`));
        }
    }
    return { specs, warnings, notices };
}
/** Of several names, the cache comes from the first one. */
function importSpecs(fields, cwd, env) {
    const { type } = fields;
    if (type !== 's3' && type !== 'azblob')
        return [importSpec(fields, cwd)];
    return objectCaches(fields, type, env)
        .slice(0, 1)
        .map((objects) => ({ type, objects }));
}
function importSpec(fields, cwd) {
    switch (fields.type) {
        case 'registry':
            return { type: 'registry', reference: cache_spec_reference(fields) };
        case 'local': {
            const directory = external_node_path_.resolve(cwd, fields.need('src', 'FOLDER'));
            const digest = fields.take('digest');
            if (digest !== undefined && !(0,oci_digest/* isDigest */.Bc)(digest))
                fields.fail('has no valid digest', 'Write digest=sha256:….');
            return { type: 'local', directory, ...tag(fields), ...(digest !== undefined && { digest }) };
        }
        case 'gha':
            return gha(fields);
        default:
            return unknownType(fields);
    }
}
/** The cache goes to each of several names. */
function exportSpecs(fields, cwd, env) {
    const common = { mode: mode(fields) };
    if ((0,cache_fields/* boolean */.zM)(fields, 'ignore-error') === false) {
        fields.notices.push('ignore-error=false has no effect: an error of a cache is a warning and never fails a build');
    }
    const { type } = fields;
    if (type !== 's3' && type !== 'azblob')
        return [exportSpec(fields, cwd, common)];
    return objectCaches(fields, type, env).map((objects) => ({ type, objects, ...common }));
}
function exportSpec(fields, cwd, common) {
    switch (fields.type) {
        case 'registry': {
            const target = cache_spec_reference(fields);
            if (target.digest !== undefined)
                fields.fail('names a digest', 'A cache is written under a tag: ref=NAME:TAG.');
            return { type: 'registry', reference: target, ...common };
        }
        case 'local':
            return { type: 'local', directory: external_node_path_.resolve(cwd, fields.need('dest', 'FOLDER')), ...tag(fields), ...common };
        case 'gha':
            return { ...gha(fields), ...common };
        default:
            return unknownType(fields);
    }
}
function unknownType(fields) {
    return fields.fail(fields.type === '' ? 'has no type' : `has the unknown type ${fields.type}`, cache_fields/* CACHE_TYPES */.Vz);
}
function cache_spec_reference(fields) {
    const text = fields.need('ref', 'registry.example.com/team/app:cache');
    try {
        return (0,reference/* withDefaultTag */._t)((0,reference/* parseReference */.F2)(text));
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        throw new errors/* UserError */.yo(`${fields.where}: ${error.message}`, { hint: error.hint, cause: error });
    }
}
function gha(fields) {
    const scope = fields.take('scope');
    return { type: 'gha', ...(scope !== undefined && { scope }) };
}
function tag(fields) {
    const text = fields.take('tag');
    if (text === undefined)
        return {};
    if (!/^\w[\w.-]{0,127}$/.test(text))
        fields.fail(`has the invalid tag ${text}`, 'Write a tag such as main.');
    return { tag: text };
}
function mode(fields) {
    const text = fields.take('mode') ?? 'min';
    if (text === 'min' || text === 'max')
        return text;
    return fields.fail(`has the unknown mode ${text}`, 'Write mode=min or mode=max.');
}


/***/ }),

/***/ 17083:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sd: () => (/* binding */ parseCgroupParent),
  W8: () => (/* binding */ parseEntitlements),
  B_: () => (/* binding */ parseExtraHosts),
  MO: () => (/* binding */ parseNetwork),
  TW: () => (/* binding */ parseUlimits)
});

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/plan/lowered.js
/** Rights that a RUN has only where the build allows them (`--allow`). */
const ENTITLEMENTS = ['network.host', 'security.insecure'];

// EXTERNAL MODULE: ./lib/text/csv.js
var csv = __webpack_require__(83215);
;// CONCATENATED MODULE: ./lib/app/options/values/run-values.js
/** How the options of RUN steps are written. `where` is the name of the flag or input, for messages. */




/** `default` and `host` are the same here: RUN uses the host's network. */
function parseNetwork(where, text) {
    switch (text) {
        case 'default':
        case 'host':
            return 'host';
        case 'none':
            return 'none';
        default:
            throw new errors/* UserError */.yo(`${where}: unknown network mode ${JSON.stringify(text)}`, {
                hint: 'Use host, none or default (which is host).',
            });
    }
}
/** A path below the root of the control groups, with or without a slash in front. @throws UserError for one that leads out of it */
function parseCgroupParent(where, text) {
    const parts = text.split('/').filter((part) => part !== '');
    if (parts.length > 0 && parts.every((part) => /^[\w.@:\\-]+$/.test(part) && !/^\.+$/.test(part)))
        return parts.join('/');
    throw new errors/* UserError */.yo(`${where}: invalid control group ${JSON.stringify(text)}`, {
        hint: 'Write names with slashes between them, e.g. builds.slice or ci/builds.',
    });
}
/** `name:ip` or `name=ip`, IPv6 addresses with or without brackets; several in one value are separated by commas. */
function parseExtraHosts(where, values) {
    return values.flatMap((value) => value.split(',').map((text) => parseExtraHost(where, text.trim())));
}
function parseExtraHost(where, text) {
    const separator = text.includes('=') ? text.indexOf('=') : text.indexOf(':');
    const name = text.slice(0, Math.max(separator, 0));
    const address = text.slice(separator + 1).replace(/^\[(.*)\]$/, '$1');
    // RUN shares the host's network, so the host is reached at its own loopback address.
    const ip = address === 'host-gateway' ? '127.0.0.1' : address;
    if (separator < 0 || !/^[A-Za-z0-9_.-]+$/.test(name) || (0,external_node_net_.isIP)(ip) === 0) {
        throw new errors/* UserError */.yo(`${where}: invalid host ${JSON.stringify(text)}`, {
            hint: 'Write NAME:ADDRESS, e.g. db:10.1.2.3.',
        });
    }
    return { name, ip };
}
/** The resources that Docker lets a build limit. */
const ULIMITS = new Set('core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(' '));
/** `name=soft[:hard]`; without `hard` it is the same as `soft`. */
function parseUlimits(where, texts) {
    return texts.map((text) => parseUlimit(where, text));
}
function parseUlimit(where, text) {
    const match = /^([a-z]+)=(-1|\d+)(?::(-1|\d+))?$/.exec(text);
    const name = match?.[1] ?? '';
    const soft = Number(match?.[2]);
    const hard = Number(match?.[3] ?? match?.[2]);
    if (!ULIMITS.has(name) || !Number.isSafeInteger(soft) || !Number.isSafeInteger(hard)) {
        throw new errors/* UserError */.yo(`${where}: invalid limit ${JSON.stringify(text)}`, {
            hint: `Write NAME=SOFT[:HARD], e.g. nofile=1024:2048. Names: ${[...ULIMITS].join(', ')}.`,
        });
    }
    if (hard !== -1 && (soft === -1 || soft > hard)) {
        throw new errors/* UserError */.yo(`${where}: in ${JSON.stringify(text)} the soft limit is above the hard one`);
    }
    return { name, soft, hard };
}
/** What the Dockerfile may ask for. An unknown entitlement is refused and not ignored. */
function parseEntitlements(where, values) {
    return values
        .flatMap((value) => (0,csv/* csvFields */.qZ)(value))
        .map((name) => {
        const known = ENTITLEMENTS.find((entitlement) => entitlement === name);
        if (known !== undefined)
            return known;
        throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(name)} cannot be allowed`, {
            hint: `Known are ${ENTITLEMENTS.join(' and ')}.`,
        });
    });
}


/***/ })

};
