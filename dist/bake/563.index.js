export const id = 563;
export const ids = [563];
export const modules = {

/***/ 70563:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readComposeFiles: () => (/* binding */ readComposeFiles)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(53916);
// EXTERNAL MODULE: ./lib/bake/compose/dot-env.js
var dot_env = __webpack_require__(5351);
;// CONCATENATED MODULE: ./lib/bake/compose/marks.js
/** In place of a value that is taken away from what earlier files say. */
const RESET = Symbol('!reset');
/** A value that takes the place of what earlier files say, where others would be added to it. */
class Replacing {
    value;
    constructor(value) {
        this.value = value;
    }
}
/** A value that there is nothing to merge with: what was to be taken away is not there. */
function withoutMarks(value) {
    if (value === RESET)
        return undefined;
    if (value instanceof Replacing)
        return withoutMarks(value.value);
    if (Array.isArray(value))
        return value.map(withoutMarks);
    if (typeof value !== 'object' || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (item === RESET ? [] : [[key, withoutMarks(item)]])));
}

// EXTERNAL MODULE: ./lib/bake/compose/interpolate.js
var interpolate = __webpack_require__(7345);
;// CONCATENATED MODULE: ./lib/bake/compose/tree.js



function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Replacing);
}
/** @throws UserError unless it is a mapping or nothing */
function mappingAt(value, path) {
    if (value === undefined || value === null)
        return {};
    if (isMapping(value))
        return value;
    throw new errors/* UserError */.yo(`${path} must be a mapping`);
}
/** @throws UserError unless it is a list or nothing */
function listAt(value, path) {
    if (value === undefined || value === null)
        return [];
    if (Array.isArray(value))
        return value;
    throw new errors/* UserError */.yo(`${path} must be a list`);
}
/** A text; numbers and booleans are texts as well. @throws UserError for anything else */
function textAt(value, path) {
    if (typeof value === 'string')
        return value;
    if (typeof value === 'number' || typeof value === 'boolean')
        return String(value);
    throw new errors/* UserError */.yo(`${path} must be a text`);
}
function textsAt(value, path) {
    return listAt(value, path).map((item, index) => textAt(item, `${path}.${index}`));
}
/** A mapping of names to texts, or a list of `name=text`. A name alone has null. */
function pairsAt(value, path) {
    if (Array.isArray(value)) {
        return new Map(textsAt(value, path).map((item) => {
            const at = item.indexOf('=');
            return at < 0 ? [item, null] : [item.slice(0, at), item.slice(at + 1)];
        }));
    }
    return new Map(Object.entries(mappingAt(value, path)).map(([key, item]) => [key, item === null || item === undefined ? null : textAt(item, `${path}.${key}`)]));
}
/** All texts with their variables replaced; keys stay as they are. */
function interpolated(value, lookUp) {
    if (typeof value === 'string')
        return value.includes('$') ? (0,interpolate/* interpolate */.G)(value, lookUp) : value;
    if (value instanceof Replacing)
        return new Replacing(interpolated(value.value, lookUp));
    if (Array.isArray(value))
        return value.map((item) => interpolated(item, lookUp));
    if (!isMapping(value))
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, interpolated(item, lookUp)]));
}

;// CONCATENATED MODULE: ./lib/bake/compose/merge-services.js



/** Attributes of `build` that are pairs, written as a mapping or as a list: a later pair replaces an earlier one. */
const PAIRS = new Set(['args', 'additional_contexts', 'labels', 'environment', 'extra_hosts']);
/** A service with what a later file says of it. Marks of the later one stay, for what is earlier still. */
function mergeServices(before, later, path) {
    const earlier = withoutMarks(before);
    if (later === undefined || later === null)
        return earlier;
    if (earlier === undefined || earlier === null || later === RESET || later instanceof Replacing)
        return later;
    const name = path.slice(path.lastIndexOf('.') + 1);
    if (name === 'build')
        return mergeMappings(asBuild(earlier), asBuild(later), path);
    if (PAIRS.has(name))
        return Object.fromEntries([...pairsAt(earlier, path), ...pairsAt(later, path)]);
    if (name === 'env_file')
        return [...asList(earlier), ...asList(later)];
    if (Array.isArray(earlier)) {
        if (!Array.isArray(later))
            throw new errors/* UserError */.yo(`cannot override ${path}`);
        const all = [...earlier, ...later];
        return name === 'tags' ? [...new Set(all)] : all;
    }
    if (isMapping(earlier)) {
        if (!isMapping(later))
            throw new errors/* UserError */.yo(`cannot override ${path}`);
        return mergeMappings(earlier, later, path);
    }
    return later;
}
function mergeMappings(earlier, later, path) {
    const merged = { ...earlier };
    for (const [key, value] of Object.entries(later))
        merged[key] = mergeServices(earlier[key], value, `${path}.${key}`);
    return merged;
}
function asBuild(build) {
    return isMapping(build) ? build : { context: build };
}
function asList(value) {
    return Array.isArray(value) ? value : [value];
}

;// CONCATENATED MODULE: ./lib/bake/compose/named-file.js


/** @param from the folder that a relative path starts from, itself from the working directory */
function pathFrom(from, file) {
    return posix_.isAbsolute(file) ? file : posix_.join(from, file);
}
/** @param at what names the file, for messages */
async function namedFile(name, at, readNamed) {
    const text = await readNamed(name);
    if (text === undefined)
        throw new errors/* UserError */.yo(`${at}: there is no file ${JSON.stringify(name)}`);
    return { name, text };
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./lib/bake/compose/read-yaml.js



/** Aliases of a file may stand for so many nodes: a few lines could else become gigabytes. */
const MOST_ALIASES = 1000;
/**
 * The documents of a YAML file, in their order. The library is loaded with this file, and so only for compose files.
 *
 * @throws UserError with the line that is no YAML
 */
function readYaml({ name, text }) {
    const lines = new dist/* LineCounter */.HN();
    // The library also throws for what is no fault of syntax: aliases without an anchor, merges of what is no mapping, too many levels.
    const documents = orRefusal(name, () => (0,dist/* parseAllDocuments */.hR)(text, { merge: true, lineCounter: lines, prettyErrors: false, logLevel: 'error' }));
    if (!Array.isArray(documents))
        return [null];
    return documents.map((document) => {
        const [error] = document.errors;
        if (error !== undefined) {
            const { line, col } = lines.linePos(error.pos[0]);
            throw new errors/* UserError */.yo(`this is no YAML: ${error.message}`, { location: { file: name, line, column: col } });
        }
        return orRefusal(name, () => {
            markTags(document);
            return document.toJS({ maxAliasCount: MOST_ALIASES });
        });
    });
}
/** `!reset` takes away what earlier files say, and `!override` takes its place. */
function markTags(document) {
    (0,dist/* visit */.YR)(document, {
        Pair: (_, pair) => {
            if (!(0,dist/* isNode */.Ll)(pair.value))
                return;
            if (pair.value.tag === '!reset')
                pair.value = new dist/* Scalar */.X5(RESET);
            else if (pair.value.tag === '!override')
                pair.value = new dist/* Scalar */.X5(new Replacing(pair.value.toJS(document, { maxAliasCount: MOST_ALIASES })));
        },
    });
}
function orRefusal(name, read) {
    try {
        return read();
    }
    catch (failure) {
        throw new errors/* UserError */.yo(`${name}: this is no YAML that can be read: ${(0,errors/* messageOf */.bD)(failure)}`, { cause: failure });
    }
}

;// CONCATENATED MODULE: ./lib/bake/compose/rebase.js


const REMOTE = /:\/\/|^service:|^github\.com\/|^git@/;
/**
 * Services of a file in another folder: their paths, which start from there, start from here.
 *
 * @param folder from here to there
 */
function rebasedServices(services, folder) {
    return mapped(services, (service) => (isMapping(service) ? rebasedService(service, folder) : service));
}
/** The same for secrets. */
function rebasedSecrets(secrets, folder) {
    return mapped(secrets, (secret) => {
        if (!isMapping(secret) || typeof secret['file'] !== 'string')
            return secret;
        return { ...secret, file: pathFrom(folder, secret['file']) };
    });
}
function rebasedService(service, folder) {
    const { build, env_file: files, extends: base } = service;
    const file = (value) => (typeof value === 'string' ? pathFrom(folder, value) : value);
    const listed = Array.isArray(files) ? files : [files];
    return {
        ...service,
        ...(build !== undefined && { build: rebasedBuild(build, folder) }),
        ...(files !== undefined && {
            env_file: listed.map((item) => (isMapping(item) ? { ...item, path: file(item['path']) } : file(item))),
        }),
        ...(isMapping(base) && base['file'] !== undefined && { extends: { ...base, file: file(base['file']) } }),
    };
}
function rebasedBuild(build, folder) {
    const context = (value) => typeof value === 'string' && !REMOTE.test(value) ? pathFrom(folder, value) : value;
    if (!isMapping(build))
        return context(build);
    const { context: own, additional_contexts: named, ssh } = build;
    return {
        ...build,
        ...(own !== undefined && { context: context(own) }),
        ...(named !== undefined && {
            additional_contexts: mapped(Object.fromEntries(pairsAt(named, 'additional_contexts')), context),
        }),
        ...(ssh !== undefined && { ssh: rebasedSsh(ssh, folder) }),
    };
}
function rebasedSsh(ssh, folder) {
    if (isMapping(ssh))
        return mapped(ssh, (key) => (typeof key === 'string' && key !== '' ? pathFrom(folder, key) : key));
    if (!Array.isArray(ssh))
        return ssh;
    return ssh.map((item) => {
        const [, id, key] = typeof item === 'string' ? (/^([^=]+)=(.+)$/s.exec(item) ?? []) : [];
        return id === undefined || key === undefined ? item : `${id}=${pathFrom(folder, key)}`;
    });
}
function mapped(mapping, change) {
    return Object.fromEntries(Object.entries(mapping).map(([key, value]) => [key, change(value)]));
}

;// CONCATENATED MODULE: ./lib/bake/compose/compose-loader.js









/** So many files may be named by others. */
const MOST_FILES = 500;
/** Reads compose files together with those that they name. */
class ComposeLoader {
    #readNamed;
    #files = 0;
    constructor(readNamed) {
        this.#readNamed = readNamed;
    }
    /** @throws UserError that names the file or the attribute */
    async load(files, lookUp) {
        const { services, secrets } = await this.#load(files, { folder: '.', lookUp, above: [] });
        return {
            services: mappingAt(withoutMarks(services), 'services'),
            secrets: mappingAt(withoutMarks(secrets), 'secrets'),
        };
    }
    async #load(files, place) {
        let model = { services: {}, secrets: {} };
        for (const file of files) {
            let isEmpty = true;
            for (const document of readYaml(file)) {
                const root = mappingAt(document, file.name);
                isEmpty &&= ['services', 'secrets', 'include'].every((key) => root[key] === undefined);
                model = merged(model, await this.#document(root, file.name, place));
            }
            if (isEmpty)
                throw new errors/* UserError */.yo(`${file.name} is an empty compose file: it has no services`);
        }
        return model;
    }
    async #document(root, name, place) {
        const { lookUp, folder, above } = place;
        const own = {
            services: mappingAt(interpolated(root['services'], lookUp), 'services'),
            secrets: mappingAt(interpolated(root['secrets'], lookUp), 'secrets'),
        };
        let model = { services: {}, secrets: {} };
        for (const item of listAt(interpolated(root['include'], lookUp), 'include'))
            model = merged(model, await this.#included(item, { folder, lookUp, above: [...above, name] }));
        const { services, secrets } = merged(model, own);
        const extended = {};
        for (const service of Object.keys(services))
            extended[service] = await this.#extended(services, service, { file: name, place, above: [] });
        return { services: extended, secrets };
    }
    async #included(item, { folder, lookUp, above }) {
        const given = isMapping(item) ? item : { path: item };
        const paths = textList(given['path'], 'include.path');
        const files = [];
        for (const one of paths)
            files.push(await this.#named(pathFrom(folder, one), 'include'));
        const [main] = files;
        if (main === undefined)
            throw new errors/* UserError */.yo('include.path must name a file');
        const cycle = files.find(({ name }) => above.includes(name));
        if (cycle !== undefined)
            throw new errors/* UserError */.yo(`${cycle.name} includes itself`);
        const project = given['project_directory'];
        const inner = project === undefined || project === null
            ? posix_.dirname(paths[0] ?? '')
            : textAt(project, 'include.project_directory');
        const place = { folder: pathFrom(folder, inner), lookUp, above };
        const more = await this.#variables(given['env_file'], place, folder);
        const model = await this.#load(files, { ...place, lookUp: (name) => lookUp(name) ?? more.get(name) });
        return {
            services: rebasedServices(withContexts(model.services), inner),
            secrets: rebasedSecrets(model.secrets, inner),
        };
    }
    /** Of the named files, or else of the `.env` in the folder of what is included. */
    async #variables(given, place, folder) {
        const named = textList(given, 'include.env_file').filter((name) => name !== '/dev/null');
        if (given === undefined || given === null) {
            const file = pathFrom(place.folder, '.env');
            const text = await this.#readNamed(file);
            return text === undefined ? new Map() : (0,dot_env/* parseDotEnv */.i)(text, place.lookUp, { file });
        }
        let values = new Map();
        for (const one of named) {
            const { name: file, text } = await this.#named(pathFrom(folder, one), 'include.env_file');
            values = (0,dot_env/* parseDotEnv */.i)(text, place.lookUp, { file, before: values });
        }
        return values;
    }
    /** A service with what it extends, of the same file or of another one. */
    async #extended(services, name, { file, place, above }) {
        const at = `services.${name}`;
        if (services[name] === undefined || typeof services[name] === 'symbol')
            return services[name];
        const service = mappingAt(services[name], at);
        const given = service['extends'];
        if (given === undefined || given === null)
            return service;
        const here = `${file} ${name}`;
        if (above.includes(here))
            throw new errors/* UserError */.yo(`${at} extends itself`);
        const base = isMapping(given)
            ? textAt(given['service'] ?? '', `${at}.extends.service`)
            : textAt(given, `${at}.extends`);
        const other = isMapping(given) ? given['file'] : undefined;
        const from = other === undefined || other === null
            ? { services, file }
            : await this.#servicesOf(textAt(other, `${at}.extends.file`), `${at}.extends`, place);
        if (!Object.hasOwn(from.services, base))
            throw new errors/* UserError */.yo(`${at} extends ${base}, which does not exist`);
        const below = await this.#extended(from.services, base, { file: from.file, place, above: [...above, here] });
        const { extends: _, ...own } = service;
        return mergeServices(below, own, at);
    }
    async #servicesOf(name, at, { folder, lookUp }) {
        const file = await this.#named(pathFrom(folder, name), at);
        let services = {};
        for (const document of readYaml(file)) {
            const root = mappingAt(document, file.name);
            services = mergedMappings(services, mappingAt(interpolated(root['services'], lookUp), 'services'), 'services');
        }
        return { services: rebasedServices(services, posix_.dirname(name)), file: file.name };
    }
    async #named(name, at) {
        this.#files += 1;
        if (this.#files > MOST_FILES)
            throw new errors/* UserError */.yo(`compose files name more than ${MOST_FILES} others`);
        return await namedFile(name, at, this.#readNamed);
    }
}
/** The folder of what is included is the context of a build without one. */
function withContexts(services) {
    return Object.fromEntries(Object.entries(services).map(([name, service]) => {
        if (!isMapping(service) || !isMapping(service['build']))
            return [name, service];
        return [name, { ...service, build: { context: '.', ...service['build'] } }];
    }));
}
function textList(value, at) {
    if (value === undefined || value === null)
        return [];
    return typeof value === 'string' ? [value] : textsAt(value, at);
}
function merged(earlier, later) {
    return {
        services: mergedMappings(earlier.services, later.services, 'services'),
        secrets: { ...earlier.secrets, ...later.secrets },
    };
}
function mergedMappings(earlier, later, at) {
    const all = { ...earlier };
    for (const [name, value] of Object.entries(later))
        all[name] = mergeServices(earlier[name], value, `${at}.${name}`);
    return all;
}

;// CONCATENATED MODULE: ./lib/bake/compose/file-environment.js



/**
 * The variables of a service's `env_file`: later files count more.
 *
 * @param at `services.name.env_file`, for messages
 * @throws UserError for a file that is not there, unless it need not be
 */
async function fileEnvironment(service, at, lookUp, readNamed) {
    const given = service['env_file'];
    if (given === undefined || given === null)
        return new Map();
    const own = pairsAt(service['environment'], 'environment');
    let variables = new Map();
    for (const item of Array.isArray(given) ? given : [given]) {
        const { path, required, format } = isMapping(item) ? item : { path: item, required: undefined, format: undefined };
        if (format !== undefined && format !== null)
            throw new errors/* UserError */.yo(`${at}: the format ${JSON.stringify(format)} is not supported`);
        const file = textAt(path, at);
        const text = await readNamed(file);
        if (text !== undefined) {
            variables = (0,dot_env/* parseDotEnv */.i)(text, (name) => lookUp(name) ?? own.get(name) ?? undefined, { file, before: variables });
        }
        else if (required !== false) {
            throw new errors/* UserError */.yo(`${at}: there is no file ${JSON.stringify(file)}`, {
                hint: 'Where it need not be there: env_file: [{ path: …, required: false }]',
            });
        }
    }
    return variables;
}

// EXTERNAL MODULE: ./lib/text/go-boolean.js
var go_boolean = __webpack_require__(89392);
// EXTERNAL MODULE: ./lib/bake/target/entries.js
var target_entries = __webpack_require__(42495);
// EXTERNAL MODULE: ./lib/bake/target/fields.js
var target_fields = __webpack_require__(40486);
;// CONCATENATED MODULE: ./lib/bake/compose/byte-size.js

const SIZE = /^(\d+(?:\.\d+)?) ?([kmgtp]?)(?:i?b)?$/i;
const UNITS = ['', 'k', 'm', 'g', 't', 'p'];
const NAMES = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
/** Bytes of a size such as `64m`. @throws UserError */
function parseByteSize(text, path) {
    const [, count, unit = ''] = SIZE.exec(text) ?? [];
    if (count === undefined)
        throw new errors/* UserError */.yo(`${path}: ${JSON.stringify(text)} is no size`);
    return Math.trunc(Number(count) * 1024 ** UNITS.indexOf(unit.toLowerCase()));
}
/** As docker writes sizes: four digits and a unit; nothing for 0. */
function byteSizeText(bytes) {
    if (bytes === 0)
        return undefined;
    let size = bytes;
    let unit = 0;
    while (size >= 1024 && unit < NAMES.length - 1) {
        size /= 1024;
        unit += 1;
    }
    return `${Number(size.toPrecision(4))}${NAMES[unit] ?? ''}`;
}

;// CONCATENATED MODULE: ./lib/bake/compose/named-contexts.js
/** `service:x` means the target of that service. */
function namedContexts(pairs, path = (text) => text) {
    if (pairs.size === 0)
        return undefined;
    return new Map([...pairs].map(([name, given]) => {
        const value = given ?? '';
        const linked = /^(?:service|target):(.*)$/s.exec(value)?.[1];
        return [name, linked === undefined ? path(value) : `target:${linked.replaceAll('.', '_')}`];
    }));
}

;// CONCATENATED MODULE: ./lib/bake/compose/extension.js






/** `x-bake` below `build`: attributes of a target that compose files have no other place for. */
function extensionFields(fields, extension, path) {
    if (extension === undefined || extension === null)
        return fields;
    const given = mappingAt(extension, path);
    const texts = (key) => {
        const value = given[key];
        return typeof value === 'string'
            ? value.split(/\s+/).filter((word) => word !== '')
            : textsAt(value, `${path}.${key}`);
    };
    const entries = (key, parse) => {
        const parsed = texts(key)
            .filter((text) => text !== '')
            .map(parse);
        return parsed.length === 0 ? undefined : parsed;
    };
    const boolean = (key) => {
        const value = given[key];
        if (value === undefined || value === null)
            return undefined;
        const parsed = (0,go_boolean/* goBoolean */.x)(textAt(value, `${path}.${key}`));
        if (parsed === undefined)
            throw new errors/* UserError */.yo(`${path}.${key} must be true or false`);
        return parsed;
    };
    const distinct = (key, before = []) => {
        const added = texts(key);
        return added.length === 0 ? undefined : [...new Set([...before, ...added])];
    };
    const cacheTo = entries('cache-to', target_entries/* parseCaches */.xH)?.flat();
    const output = entries('output', target_entries/* parseOutput */.Fw);
    const contexts = namedContexts(pairsAt(given['contexts'], `${path}.contexts`));
    return (0,target_fields/* mergeFields */.mD)(fields, {
        tags: distinct('tags', fields.tags),
        platforms: distinct('platforms', fields.platforms),
        'cache-from': entries('cache-from', target_entries/* parseCaches */.xH)?.flat(),
        'cache-to': cacheTo === undefined ? undefined : [...(fields['cache-to'] ?? []), ...cacheTo],
        secret: entries('secret', target_entries/* parseSecret */.o7),
        ssh: entries('ssh', target_entries/* parseSsh */.Mc),
        output: output === undefined ? undefined : [...(fields.output ?? []), ...output],
        pull: boolean('pull'),
        'no-cache': boolean('no-cache'),
        'no-cache-filter': distinct('no-cache-filter', fields['no-cache-filter']),
        // What `build` says of a context counts more.
        contexts: contexts === undefined ? undefined : new Map([...contexts, ...(fields.contexts ?? [])]),
    });
}

;// CONCATENATED MODULE: ./lib/bake/compose/local-path.js

/** A path without what leads nowhere, such as `./`. An address stays as it is. */
function localPath(text) {
    if (text === '' || text.includes('://') || text.startsWith('git@') || text.startsWith('docker-image:'))
        return text;
    const normal = posix_.normalize(text);
    return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

;// CONCATENATED MODULE: ./lib/bake/compose/service-target.js









/** What `build` of a service may have; what begins with `x-` is an extension. */
const BUILD_KEYS = new Set([
    'context',
    'dockerfile',
    'dockerfile_inline',
    'entitlements',
    'args',
    'ssh',
    'labels',
    'cache_from',
    'cache_to',
    'no_cache',
    'no_cache_filter',
    'additional_contexts',
    'network',
    'provenance',
    'sbom',
    'pull',
    'target',
    'shm_size',
    'extra_hosts',
    'isolation',
    'privileged',
    'secrets',
    'tags',
    'ulimits',
    'platforms',
]);
/**
 * What a service with a `build` is as a target.
 *
 * @throws UserError that names the attribute
 */
function serviceTarget(parts) {
    const { service, path, secrets } = parts;
    const build = isMapping(service['build']) ? service['build'] : { context: service['build'] };
    const at = `${path}.build`;
    const unknown = Object.keys(build).find((key) => !BUILD_KEYS.has(key) && !key.startsWith('x-'));
    if (unknown !== undefined)
        throw new errors/* UserError */.yo(`${at}: there is no attribute ${JSON.stringify(unknown)}`);
    const text = (key) => optionalText(build[key], `${at}.${key}`);
    if (nonEmpty(text('dockerfile')) !== undefined && nonEmpty(text('dockerfile_inline')) !== undefined)
        throw new errors/* UserError */.yo(`${at}: dockerfile and dockerfile_inline exclude each other`);
    const attests = ['sbom', 'provenance'].flatMap((type) => {
        const given = text(type);
        return given === undefined || given === '' ? [] : [(0,target_entries/* parseAttest */.Tj)((0,target_entries/* attestText */.n_)(type, given))];
    });
    const shmSize = text('shm_size');
    const fields = {
        context: nonEmpty(text('context')),
        dockerfile: nonEmpty(text('dockerfile')),
        'dockerfile-inline': nonEmpty(text('dockerfile_inline')),
        contexts: namedContexts(pairsAt(build['additional_contexts'], `${at}.additional_contexts`), localPath),
        args: argumentsOf(build, parts),
        labels: new Map([...pairsAt(build['labels'], `${at}.labels`)].map(([key, value]) => [key, value ?? ''])),
        tags: tagsOf(build, service, path),
        'cache-from': optionalList(textsAt(build['cache_from'], `${at}.cache_from`).flatMap(target_entries/* parseCaches */.xH)),
        'cache-to': optionalList(textsAt(build['cache_to'], `${at}.cache_to`).flatMap(target_entries/* parseCaches */.xH)),
        target: nonEmpty(text('target')),
        network: nonEmpty(text('network')),
        platforms: optionalList(textsAt(build['platforms'], `${at}.platforms`)),
        ssh: optionalList(sshOf(build['ssh'], `${at}.ssh`)),
        secret: optionalList(secretsOf(build['secrets'], secrets, `${at}.secrets`)),
        'shm-size': shmSize === undefined ? undefined : byteSizeText(parseByteSize(shmSize, `${at}.shm_size`)),
        ulimits: ulimitsOf(build['ulimits'], `${at}.ulimits`),
        'extra-hosts': extraHostsOf(build['extra_hosts'], `${at}.extra_hosts`),
        attest: optionalList(attests),
        'no-cache': booleanAt(build['no_cache'], `${at}.no_cache`) ? true : undefined,
        pull: booleanAt(build['pull'], `${at}.pull`) ? true : undefined,
    };
    return extensionFields((0,target_fields/* settleFields */.NL)(fields), build['x-bake'], `${at}.x-bake`);
}
function nonEmpty(text) {
    return text === '' ? undefined : text;
}
function optionalText(value, path) {
    return value === undefined || value === null ? undefined : textAt(value, path);
}
function optionalList(list) {
    return list.length === 0 ? undefined : list;
}
function booleanAt(value, path) {
    if (value === undefined || value === null)
        return false;
    const parsed = (0,go_boolean/* goBoolean */.x)(textAt(value, path));
    if (parsed === undefined)
        throw new errors/* UserError */.yo(`${path} must be true or false`);
    return parsed;
}
/** An argument without a value has that of the service's environment, or of the one around it. */
function argumentsOf(build, { service, path, fromFiles, lookUp }) {
    const own = pairsAt(service['environment'], 'environment');
    const given = [...pairsAt(build['args'], `${path}.build.args`)].flatMap(([name, value]) => {
        const ofService = own.has(name) ? own.get(name) : fromFiles.get(name);
        const found = value ?? ofService ?? lookUp(name);
        return found === undefined ? [] : [[name, found]];
    });
    return given.length === 0 ? undefined : new Map(given);
}
/** The name of the service's image is the tag, if there is no other. */
function tagsOf(build, service, path) {
    const tags = textsAt(build['tags'], `${path}.build.tags`);
    if (tags.length > 0)
        return tags;
    const image = optionalText(service['image'], `${path}.image`);
    return image === undefined || image === '' ? undefined : [image];
}
function sshOf(value, path) {
    const keys = isMapping(value)
        ? [...pairsAt(value, path)].map(([id, key]) => (key === null || key === '' ? id : `${id}=${key}`))
        : typeof value === 'string'
            ? [value]
            : textsAt(value, path);
    return keys.map(target_entries/* parseSsh */.Mc).sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0));
}
function secretsOf(value, declared, path) {
    return listAt(value, path).map((item, index) => {
        const id = isMapping(item)
            ? textAt(item['source'] ?? '', `${path}.${index}.source`)
            : textAt(item, `${path}.${index}`);
        if (declared[id] === undefined)
            throw new errors/* UserError */.yo(`${path}: the secret ${JSON.stringify(id)} is not declared in "secrets"`);
        const secret = mappingAt(declared[id], `secrets.${id}`);
        if (secret['external'] === true)
            throw new errors/* UserError */.yo(`secrets.${id}: external secrets are not supported`);
        const field = (key) => optionalText(secret[key], `secrets.${id}.${key}`) ?? '';
        return { id, src: localPath(field('file')), env: field('environment') };
    });
}
function ulimitsOf(value, path) {
    const limits = Object.entries(mappingAt(value, path)).map(([name, limit]) => {
        if (!isMapping(limit))
            return `${name}=${textAt(limit, `${path}.${name}`)}:${textAt(limit, `${path}.${name}`)}`;
        return `${name}=${textAt(limit['soft'] ?? 0, `${path}.${name}.soft`)}:${textAt(limit['hard'] ?? 0, `${path}.${name}.hard`)}`;
    });
    return optionalList(limits);
}
/** `host=address` or `host:address` in a list, or a mapping. */
function extraHostsOf(value, path) {
    const hosts = new Map();
    const add = (host, address) => hosts.set(host, [...(hosts.get(host) ?? []), address.replace(/^\[(.*)\]$/, '$1')]);
    if (Array.isArray(value)) {
        for (const item of textsAt(value, path)) {
            const [, host, address] = /^([^=:]+)[=:](.*)$/s.exec(item) ?? [];
            if (host === undefined || address === undefined)
                throw new errors/* UserError */.yo(`${path}: ${JSON.stringify(item)} has no address`);
            add(host, address);
        }
    }
    else {
        for (const [host, addresses] of Object.entries(mappingAt(value, path))) {
            const list = Array.isArray(addresses)
                ? textsAt(addresses, `${path}.${host}`)
                : [textAt(addresses, `${path}.${host}`)];
            for (const address of list)
                add(host, address);
        }
    }
    return new Map([...hosts].map(([host, addresses]) => [host, addresses.join(',')]));
}

;// CONCATENATED MODULE: ./lib/bake/compose/read-compose.js





const NAME = /^[a-zA-Z0-9_-]+$/;
/**
 * The services of compose files that have a `build`, as targets of the default group. Later files add to earlier ones.
 *
 * @param lookUp a variable that a file names
 * @param readNamed for the files that these name: included ones, those of other services, those of variables
 * @throws UserError that names the file or the attribute
 */
async function readComposeFiles(files, lookUp, readNamed) {
    const { services, secrets } = await new ComposeLoader(readNamed).load(files, lookUp);
    const targets = [];
    for (const name of Object.keys(services).sort()) {
        const path = `services.${name}`;
        const service = mappingAt(services[name], path);
        const fromFiles = await fileEnvironment(service, `${path}.env_file`, lookUp, readNamed);
        if (isNothing(service['build'])) {
            if (isNothing(service['image']) || service['image'] === '')
                throw new errors/* UserError */.yo(`${path} has neither an image nor a build`);
            continue;
        }
        const target = name.replaceAll('.', '_');
        if (!NAME.test(target))
            throw new errors/* UserError */.yo(`${path}: ${JSON.stringify(target)} is no name of a target`);
        targets.push({ name: target, fields: serviceTarget({ service, path, secrets, fromFiles, lookUp }) });
    }
    const group = { name: 'default', description: '', targets: targets.map(({ name }) => name) };
    return { groups: Object.keys(services).length === 0 ? [] : [group], targets };
}
function isNothing(value) {
    return value === undefined || value === null;
}


/***/ })

};
