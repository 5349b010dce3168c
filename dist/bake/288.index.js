export const id = 288;
export const ids = [288];
export const modules = {

/***/ 26288:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readComposeFiles: () => (/* binding */ readComposeFiles)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/bake/compose/interpolate.js
var interpolate = __webpack_require__(7345);
;// CONCATENATED MODULE: ./lib/bake/compose/tree.js


function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
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
    if (Array.isArray(value))
        return value.map((item) => interpolated(item, lookUp));
    if (!isMapping(value))
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, interpolated(item, lookUp)]));
}

;// CONCATENATED MODULE: ./lib/bake/compose/merge-services.js


/** Attributes of `build` that are pairs, written as a mapping or as a list: a later pair replaces an earlier one. */
const PAIRS = new Set(['args', 'additional_contexts', 'labels', 'environment', 'extra_hosts']);
/** A service with what a later file says of it. */
function mergeServices(earlier, later, path) {
    if (later === undefined || later === null)
        return earlier;
    if (earlier === undefined || earlier === null)
        return later;
    const name = path.slice(path.lastIndexOf('.') + 1);
    if (name === 'build')
        return mergeMappings(asBuild(earlier), asBuild(later), path);
    if (PAIRS.has(name))
        return Object.fromEntries([...pairsAt(earlier, path), ...pairsAt(later, path)]);
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

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./lib/bake/compose/read-yaml.js


/** Aliases of a file may stand for so many nodes: a few lines could else become gigabytes. */
const MOST_ALIASES = 1000;
/**
 * The content of a YAML file. The library is loaded with this file, and so only for compose files.
 *
 * @throws UserError with the line that is no YAML
 */
function readYaml({ name, text }) {
    const lines = new dist/* LineCounter */.HN();
    // The library also throws for what is no fault of syntax: aliases without an anchor, merges of what is no mapping, too many levels.
    const document = orRefusal(name, () => (0,dist/* parseDocument */.Tp)(text, { merge: true, lineCounter: lines, prettyErrors: false, logLevel: 'error' }));
    const [error] = document.errors;
    if (error !== undefined) {
        const { line, col } = lines.linePos(error.pos[0]);
        throw new errors/* UserError */.yo(`this is no YAML: ${error.message}`, { location: { file: name, line, column: col } });
    }
    return orRefusal(name, () => document.toJS({ maxAliasCount: MOST_ALIASES }));
}
function orRefusal(name, read) {
    try {
        return read();
    }
    catch (failure) {
        throw new errors/* UserError */.yo(`${name}: this is no YAML that can be read: ${(0,errors/* messageOf */.bD)(failure)}`, { cause: failure });
    }
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

// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(53916);
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
function serviceTarget({ service, path, secrets, lookUp }) {
    const build = isMapping(service['build']) ? service['build'] : { context: service['build'] };
    const at = `${path}.build`;
    const unknown = Object.keys(build).find((key) => !BUILD_KEYS.has(key) && !key.startsWith('x-'));
    if (unknown !== undefined)
        throw new errors/* UserError */.yo(`${at}: there is no attribute ${JSON.stringify(unknown)}`);
    const text = (key) => optionalText(build[key], `${at}.${key}`);
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
        args: argumentsOf(build, service, at, lookUp),
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
function argumentsOf(build, service, path, lookUp) {
    const own = pairsAt(service['environment'], 'environment');
    const given = [...pairsAt(build['args'], `${path}.args`)].flatMap(([name, value]) => {
        const found = value ?? own.get(name) ?? lookUp(name);
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
 * @throws UserError that names the file or the attribute
 */
function readComposeFiles(files, lookUp) {
    let services = {};
    let secrets = {};
    for (const file of files) {
        const root = mappingAt(readYaml(file), file.name);
        if (root['include'] !== undefined)
            throw new errors/* UserError */.yo(`${file.name}: "include" is not supported`, {
                hint: 'Name the included files too: -f one.yaml -f two.yaml',
            });
        if (root['services'] === undefined && root['secrets'] === undefined)
            throw new errors/* UserError */.yo(`${file.name} is an empty compose file: it has no services`);
        const given = mappingAt(interpolated(root['services'], lookUp), 'services');
        services = Object.fromEntries([...new Set([...Object.keys(services), ...Object.keys(given)])].map((name) => [
            name,
            mergeServices(services[name], given[name], `services.${name}`),
        ]));
        secrets = { ...secrets, ...mappingAt(interpolated(root['secrets'], lookUp), 'secrets') };
    }
    const targets = [];
    for (const name of Object.keys(services).sort()) {
        const path = `services.${name}`;
        const service = extended(services, name, []);
        if (service['build'] === undefined || service['build'] === null)
            continue;
        const target = name.replaceAll('.', '_');
        if (!NAME.test(target))
            throw new errors/* UserError */.yo(`${path}: ${JSON.stringify(target)} is no name of a target`);
        targets.push({ name: target, fields: serviceTarget({ service, path, secrets, lookUp }) });
    }
    const group = { name: 'default', description: '', targets: targets.map(({ name }) => name) };
    return { groups: Object.keys(services).length === 0 ? [] : [group], targets };
}
/** A service with what it extends of the same files. */
function extended(services, name, above) {
    const path = `services.${name}`;
    const service = mappingAt(services[name], path);
    const given = service['extends'];
    if (given === undefined || given === null)
        return service;
    if (isMapping(given) && given['file'] !== undefined)
        throw new errors/* UserError */.yo(`${path}.extends: services of other files are not supported`, {
            hint: 'Name the file too, with -f.',
        });
    const base = isMapping(given)
        ? textAt(given['service'] ?? '', `${path}.extends.service`)
        : textAt(given, `${path}.extends`);
    if (above.includes(name))
        throw new errors/* UserError */.yo(`${path} extends itself`);
    if (!Object.hasOwn(services, base))
        throw new errors/* UserError */.yo(`${path} extends ${base}, which does not exist`);
    const { extends: _, ...own } = service;
    return mappingAt(mergeServices(extended(services, base, [...above, name]), own, path), path);
}


/***/ })

};
