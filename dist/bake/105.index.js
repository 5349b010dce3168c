export const id = 105;
export const ids = [105];
export const modules = {

/***/ 26105:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Builders: () => (/* binding */ Builders)
});

// EXTERNAL MODULE: ./lib/buildkit/builder.js + 2 modules
var builder = __webpack_require__(66904);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(29587);
// EXTERNAL MODULE: ./lib/app/options/builder-request.js
var builder_request = __webpack_require__(10737);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./lib/buildkit/builder-address.js



const FORMS = 'Write it as tcp://HOST:PORT, unix:///PATH, ssh://USER@HOST, docker-container://NAME, kube-pod://NAME or docker://, or name a builder of docker buildx.';
/** What stands for a host where there is none. */
const NO_HOST = new URL('http://builder/');
/** Characters that no shell and no option parser reads in another way. */
const WORD = /^[A-Za-z0-9_.][A-Za-z0-9_.-]*$/;
function isBuilderAddress(text) {
    return /^[a-z][a-z+-]*:\/\//.test(text);
}
/**
 * Reads an address as buildctl and buildx have it. Those of Docker daemons (`docker://`) are found elsewhere.
 *
 * @param where names its place in an error
 * @throws UserError for another scheme, or a part that is missing or dangerous
 */
function parseBuilderAddress(text, where, tls) {
    const fail = (problem) => new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} ${problem}`, { hint: FORMS });
    const [, scheme = '', rest = ''] = /^([a-z][a-z+-]*):\/\/(.*)$/s.exec(text) ?? [];
    const command = (argv) => ({
        text,
        place: { way: { kind: 'command', argv }, base: NO_HOST },
    });
    switch (scheme) {
        case 'unix':
            if (!rest.startsWith('/'))
                throw fail('has no absolute path');
            return { text, place: { way: { kind: 'socket', path: rest }, base: NO_HOST } };
        case 'tcp': {
            if (!URL.canParse(`http://${rest}`))
                throw fail('is no address');
            const base = new URL(`http://${rest}`);
            if (base.port === '' && !/:\d+\/?$/.test(rest))
                throw fail('has no port');
            if (base.pathname !== '/' || base.search !== '' || base.username !== '')
                throw fail('has more than a host and a port');
            return { text, place: { way: { kind: 'host', tls: tlsOf(tls) }, base } };
        }
        case 'ssh':
            return command(sshCommand(text, fail));
        case 'docker-container': {
            const [container, query] = split(rest, '?');
            if (!WORD.test(container))
                throw fail('names no container');
            const context = new URLSearchParams(query).get('context') ?? '';
            if (context !== '' && !WORD.test(context))
                throw fail('names a context with characters that it cannot have');
            const chosen = context === '' ? [] : ['--context', context];
            return command(['docker', ...chosen, 'exec', '-i', container, 'buildctl', 'dial-stdio']);
        }
        case 'kube-pod':
            return command(podCommand(rest, fail));
        default:
            throw fail('is no address of a builder');
    }
}
function split(text, at) {
    const index = text.indexOf(at);
    return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + at.length)];
}
/** As buildctl does it: the other machine needs buildctl too. */
function sshCommand(text, fail) {
    if (!URL.canParse(text))
        throw fail('is no address');
    const { username, password, hostname, port, pathname } = new URL(text);
    if (hostname === '')
        throw fail('has no host');
    if (password !== '')
        throw fail('has a password, which ssh does not take');
    if (hostname.startsWith('-') || username.startsWith('-'))
        throw fail('has a name that ssh would take for an option');
    if (!/^[\w./-]*$/.test(pathname))
        throw fail('has a path with characters that a shell would read');
    const socket = pathname === '' || pathname === '/' ? [] : ['--addr', `unix://${pathname}`];
    return [
        ...['ssh', '-T', '-o', 'BatchMode=yes', '-o', `ConnectTimeout=${SSH_CONNECT_S}`],
        ...['-o', 'ServerAliveInterval=20', '-o', 'ServerAliveCountMax=3'],
        ...(username === '' ? [] : ['-l', decodeURIComponent(username)]),
        ...(port === '' ? [] : ['-p', port]),
        ...['--', hostname, 'buildctl', ...socket, 'dial-stdio'],
    ];
}
/** Seconds for ssh to reach its server. */
const SSH_CONNECT_S = 10;
/** `kube-pod://NAME?context=…&namespace=…&container=…`, as in buildctl. */
function podCommand(rest, fail) {
    const [pod, query] = split(rest, '?');
    if (!WORD.test(pod))
        throw fail('names no pod');
    const settings = [...new URLSearchParams(query)].filter(([, value]) => value !== '');
    const unknown = settings.find(([name, value]) => !POD_SETTINGS.has(name) || !/^[\w.@:/-]+$/.test(value));
    if (unknown !== undefined)
        throw fail(`has the setting ${unknown.join('=')}, which it cannot have`);
    const container = settings.find(([name]) => name === 'container')?.[1];
    const chosen = settings.flatMap(([name, value]) => (name === 'container' ? [] : [`--${name}=${value}`]));
    return [
        ...['kubectl', ...chosen, 'exec', '-i'],
        ...(container === undefined ? [] : [`--container=${container}`]),
        ...[pod, '--', 'buildctl', 'dial-stdio'],
    ];
}
const POD_SETTINGS = new Set(['context', 'namespace', 'container']);
/** @throws UserError for a file that cannot be read */
function tlsOf({ ca, cert, key, serverName }) {
    if (ca === undefined && cert === undefined && key === undefined && serverName === undefined)
        return undefined;
    return {
        verify: true,
        ca: readPem(ca),
        cert: readPem(cert),
        key: readPem(key),
        ...(serverName !== undefined && { serverName }),
    };
}
function readPem(file) {
    if (file === undefined)
        return undefined;
    try {
        return (0,external_node_fs_.readFileSync)(external_node_path_.resolve(file));
    }
    catch (error) {
        throw new errors/* UserError */.yo(`cannot read the TLS file ${file}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
    }
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/json-file.js
var json_file = __webpack_require__(61129);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
;// CONCATENATED MODULE: ./lib/buildkit/buildx-instance.js








const MAX_SIZE = 4 * 1024 * 1024;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const platform = (0,object/* object */.Ik)({
    os: (0,containers/* withDefault */.IQ)(decoder/* string */.Yj, ''),
    architecture: (0,containers/* withDefault */.IQ)(decoder/* string */.Yj, ''),
    variant: (0,containers/* withDefault */.IQ)(decoder/* string */.Yj, ''),
});
const node = (0,object/* object */.Ik)({
    Name: (0,containers/* withDefault */.IQ)(decoder/* string */.Yj, ''),
    Endpoint: (0,containers/* withDefault */.IQ)(decoder/* string */.Yj, ''),
    Platforms: (0,object/* nullish */.cl)((0,containers/* array */.YO)(platform)),
    DriverOpts: (0,object/* nullish */.cl)((0,containers/* mapOf */.A7)(decoder/* string */.Yj)),
});
const instance = (0,object/* object */.Ik)({ Driver: (0,containers/* withDefault */.IQ)(decoder/* string */.Yj, ''), Nodes: (0,object/* nullish */.cl)((0,containers/* array */.YO)(node)) });
/**
 * The nodes of a builder that `docker buildx create` made, from its own file.
 *
 * @param folder of buildx: BUILDX_CONFIG, else `buildx` beside Docker's config.json; absolute
 * @param where names the option in errors
 * @returns `undefined` when buildx has no builder of this name
 * @throws UserError for a builder that cannot be reached from its file alone
 */
async function readBuildxInstance(folder, name, where) {
    if (!NAME.test(name))
        return undefined;
    const found = await (0,json_file/* readJsonFile */.J)(external_node_path_.join(folder, 'instances', name), instance, MAX_SIZE);
    if (found === undefined)
        return undefined;
    const { Driver, Nodes = [] } = found;
    if (Nodes.length === 0)
        throw new errors/* UserError */.yo(`${where}: builder ${name} of docker buildx has no nodes`);
    return Nodes.map((each) => ({
        name: each.Name === '' ? name : each.Name,
        isHere: Driver === 'docker-container' && /^(?:|default|unix:\/\/.*)$/.test(each.Endpoint),
        address: addressOf(Driver, each, `${where}: node ${each.Name} of builder ${name}`),
        platforms: (each.Platforms ?? []).map((one) => [one.os, one.architecture, one.variant].filter((part) => part !== '').join('/')),
    }));
}
/** Whether buildx ever made a builder. @param folder as for `readBuildxInstance` */
async function hasBuilders(folder) {
    try {
        return (await (0,promises_.readdir)(external_node_path_.join(folder, 'instances'))).length > 0;
    }
    catch {
        return false;
    }
}
function addressOf(driver, { Name, Endpoint, DriverOpts = {} }, where) {
    switch (driver) {
        case 'remote': {
            const { cacert, cert, key, servername } = DriverOpts;
            return parseBuilderAddress(Endpoint, where, {
                ...(cacert !== undefined && { ca: cacert }),
                ...(cert !== undefined && { cert }),
                ...(key !== undefined && { key }),
                ...(servername !== undefined && { serverName: servername }),
            });
        }
        case 'docker-container': {
            // The endpoint is a daemon's address, or the name of one of Docker's contexts.
            const isContext = Endpoint !== '' && Endpoint !== 'default' && !Endpoint.includes('://');
            const context = isContext ? `?context=${encodeURIComponent(Endpoint)}` : '';
            return parseBuilderAddress(`docker-container://buildx_buildkit_${Name}${context}`, where, {});
        }
        default:
            throw new errors/* UserError */.yo(`${where} is of buildx's driver ${JSON.stringify(driver)}, which cannot be reached from here`, {
                hint: driver === 'kubernetes'
                    ? 'Name its pod: kube-pod://POD?namespace=NAMESPACE.'
                    : 'Give the address of its BuildKit instead.',
            });
    }
}

;// CONCATENATED MODULE: ./lib/buildkit/tls-folder.js



/** Names that buildctl knows (`--tlsdir`): its own, and those of a secret of Kubernetes. */
const NAMES = { ca: ['ca.pem', 'ca.crt'], cert: ['cert.pem', 'tls.crt'], key: ['key.pem', 'tls.key'] };
/**
 * The files of TLS in a folder. A certificate of one's own may be missing: not every builder asks for one. So may the authority,
 * if the system knows it.
 *
 * @param folder absolute
 * @param where names the option in errors
 * @throws UserError when the folder has none of the files, or a certificate without its key
 */
function tlsFilesIn(folder, where) {
    const found = (names) => names.map((name) => external_node_path_.join(folder, name)).find((file) => (0,external_node_fs_.existsSync)(file));
    const [ca, cert, key] = [found(NAMES.ca), found(NAMES.cert), found(NAMES.key)];
    const hint = 'It is to have ca.pem, cert.pem and key.pem, or ca.crt, tls.crt and tls.key.';
    if (ca === undefined && cert === undefined && key === undefined) {
        throw new errors/* UserError */.yo(`${where}: ${folder} has no certificates`, { hint });
    }
    if ((cert === undefined) !== (key === undefined)) {
        const missing = cert === undefined ? 'certificate' : 'key';
        throw new errors/* UserError */.yo(`${where}: ${folder} has no ${missing} of this side`, { hint });
    }
    return {
        ...(ca !== undefined && { ca }),
        ...(cert !== undefined && { cert }),
        ...(key !== undefined && { key }),
    };
}

// EXTERNAL MODULE: ./lib/daemon/open-daemon.js + 8 modules
var open_daemon = __webpack_require__(31969);
;// CONCATENATED MODULE: ./lib/app/builder/builder-candidates.js





const WHERE = '--builder';
const DOCKER = 'docker://';
/** Names of the builder that is Docker's own. */
const DOCKERS_OWN = new Set(['default', 'desktop-linux']);
/** @throws UserError for a name that is no builder's, and for an address that cannot be one */
async function findCandidates(specs, request, host) {
    const candidates = [];
    for (const { text, platforms } of specs) {
        const named = await read(text, request, host);
        const why = specs.length === 1 ? await whyNeedless(text, named, request, host) : undefined;
        if (why !== undefined)
            return { kind: 'needless', why };
        const found = await candidatesOf(text, named, host);
        candidates.push(...found.map((one) => (platforms.length === 0 ? one : { ...one, platforms })));
    }
    return { kind: 'candidates', candidates };
}
async function read(text, { tlsFolder }, host) {
    if (text.startsWith(DOCKER))
        return { kind: 'address', address: await dockerBuilder(text, host) };
    if (isBuilderAddress(text)) {
        const tls = tlsFolder === undefined ? {} : tlsFilesIn(tlsFolder, '--builder-tls');
        return { kind: 'address', address: parseBuilderAddress(text, WHERE, tls) };
    }
    const folder = host.builders?.buildxFolder;
    const nodes = folder === undefined ? undefined : await readBuildxInstance(folder, text, WHERE);
    if (nodes !== undefined)
        return { kind: 'instance', nodes };
    return DOCKERS_OWN.has(text) ? { kind: 'docker' } : { kind: 'unknown' };
}
/**
 * Why a name in an input does not take the build to BuildKit. A workflow names the builder that `docker/setup-buildx-action` made for
 * docker/build-push-action: a container on this very machine, or nothing any more since that step is gone. An address always counts.
 */
async function whyNeedless(text, named, { fromInput }, host) {
    if (!fromInput)
        return undefined;
    const name = JSON.stringify(text);
    const folder = host.builders?.buildxFolder;
    switch (named.kind) {
        case 'address':
            return undefined;
        case 'docker':
            return `${name} is Docker's own builder on this machine`;
        case 'instance': {
            const isHere = named.nodes.every((node) => node.isHere);
            return isHere ? `${name} of docker buildx is a container on this machine` : undefined;
        }
        case 'unknown': {
            const hasOthers = folder !== undefined && (await hasBuilders(folder));
            return hasOthers ? undefined : `docker buildx has no builder ${name} here`;
        }
    }
}
async function candidatesOf(text, named, host) {
    switch (named.kind) {
        case 'address':
            return [{ address: named.address, platforms: [] }];
        case 'instance':
            return named.nodes;
        case 'docker':
            return [{ address: await dockerBuilder(DOCKER, host), platforms: [] }];
        case 'unknown':
            throw new errors/* UserError */.yo(`${WHERE}: docker buildx has no builder ${JSON.stringify(text)}`, {
                hint: 'See docker buildx ls. An address is written as tcp://HOST:PORT, unix:///PATH, ssh://USER@HOST or docker://.',
            });
    }
}
async function dockerBuilder(text, { daemon }) {
    const { way, base, text: told } = await (0,open_daemon/* dockerAddress */.B)(daemon, text.slice(DOCKER.length));
    return { text: `docker:// (${told})`, place: { way, base }, upgradeAt: `${base.pathname}grpc` };
}

;// CONCATENATED MODULE: ./lib/app/builder/choose-builders.js





/** How long `auto` waits. */
const AUTO_MS = 3_000;
/** The builders of a build, in the order in which they are to be asked. */
class Builders {
    #candidates;
    #patience;
    #reached = new Map();
    #candidateOf = new Map();
    #lost = new Set();
    #isClosed = false;
    constructor(candidates, patience) {
        this.#candidates = candidates;
        this.#patience = patience;
    }
    /**
     * Finds and reaches the builders. With `auto`, a builder that does not answer at once leaves the build to this machine.
     *
     * @returns `undefined` when this machine is to build
     * @throws UserError for a builder that cannot be one; InfraError when none is reached
     */
    static async open(request, host, sink, signal, patience = builder/* BUILDER_PATIENCE */.wM) {
        const { auto, specs } = request;
        const usual = host.builders?.usual;
        const named = specs.length > 0 || !auto || usual === undefined ? specs : [{ text: usual, platforms: [] }];
        const tellHere = (why) => sink({ type: 'notice', message: `Building on this machine: ${why}` });
        if (named.length === 0) {
            tellHere('no builder is named, and neither BUILDKIT_HOST nor BUILDX_BUILDER is set');
            return undefined;
        }
        const found = await findCandidates(named, request, host);
        if (found.kind === 'needless') {
            sink({ type: 'warning', message: `builder: ${found.why}. Building on this machine, without BuildKit` });
            return undefined;
        }
        (0,builder_request/* checkCaches */.Y)(request);
        const { candidates } = found;
        const builders = new Builders(candidates, auto ? { ...patience, connectMs: AUTO_MS } : patience);
        try {
            const builder = await builders.#anyOf(candidates, sink, signal);
            sink({ type: 'notice', message: `Building on ${describe(builder)}` });
            return builders;
        }
        catch (error) {
            builders.close();
            signal.throwIfAborted();
            if (!auto || !(error instanceof errors/* InfraError */.Ri))
                throw error;
            tellHere(error.message);
            return undefined;
        }
    }
    /**
     * A builder for a platform, the first that has it.
     *
     * @throws UserError when none has it; InfraError when none that may have it is reached
     */
    async for(platform, sink, signal) {
        const wanted = (0,oci_platform/* formatPlatform */.Bq)(platform);
        const usable = this.#candidates.filter((candidate) => !this.#lost.has(candidate));
        if (usable.length === 0)
            throw new errors/* InfraError */.Ri('all builders are lost');
        const told = usable.filter(({ platforms }) => platforms.some((text) => isPlatform(text, wanted)));
        if (told.length > 0)
            return this.#anyOf(told, sink, signal);
        const problems = [];
        const others = [];
        for (const candidate of usable.filter(({ platforms }) => platforms.length === 0)) {
            try {
                const builder = await this.#reach(candidate, signal);
                if (builder.facts.platforms.some((text) => isPlatform(text, wanted)))
                    return builder;
                others.push(builder);
            }
            catch (error) {
                signal.throwIfAborted();
                problems.push(error);
                sink({ type: 'warning', message: (0,errors/* messageOf */.bD)(error) });
            }
        }
        if (problems.length > 0)
            throw problems[0];
        const has = others.map(({ name, facts }) => `${name} builds for ${facts.platforms.join(', ')}.`);
        throw new errors/* UserError */.yo(`no builder has the platform ${wanted}`, {
            hint: [...has, `Name one that has it as ${wanted}=ADDRESS.`].join(' '),
        });
    }
    /** The builder broke down. It is not asked again. */
    lose(builder) {
        const candidate = this.#candidateOf.get(builder);
        if (candidate !== undefined)
            this.#lost.add(candidate);
        builder.close();
    }
    close() {
        this.#isClosed = true;
        for (const builder of this.#candidateOf.keys())
            builder.close();
    }
    async #anyOf(candidates, sink, signal) {
        const usable = candidates.filter((candidate) => !this.#lost.has(candidate));
        for (const [index, candidate] of usable.entries()) {
            try {
                return await this.#reach(candidate, signal);
            }
            catch (error) {
                signal.throwIfAborted();
                if (index === usable.length - 1)
                    throw error;
                sink({ type: 'warning', message: `${(0,errors/* messageOf */.bD)(error)}; the next builder is asked` });
            }
        }
        throw new errors/* InfraError */.Ri('all builders are lost');
    }
    /** The builds of several platforms may ask for one builder at the same time. */
    #reach(candidate, signal) {
        const known = this.#reached.get(candidate);
        if (known !== undefined)
            return known;
        const reaching = builder/* Builder */.M$.connect(candidate.address, signal, this.#patience);
        this.#reached.set(candidate, reaching);
        reaching.then((builder) => {
            if (this.#isClosed)
                builder.close();
            else
                this.#candidateOf.set(builder, candidate);
        }, () => this.#reached.delete(candidate));
        return reaching;
    }
}
function describe({ name, facts }) {
    const version = facts.version === undefined ? '' : `, BuildKit ${facts.version}`;
    return `${name}${version} (${facts.platforms.slice(0, 4).join(', ')})`;
}
/** Spelled the same way: `linux/arm64/v8` is `linux/arm64`. */
function isPlatform(text, wanted) {
    try {
        return (0,oci_platform/* formatPlatform */.Bq)((0,oci_platform/* givenPlatform */.VO)(text, (0,oci_platform/* hostPlatform */.ol)(process.arch))) === wanted;
    }
    catch {
        // A builder may know platforms that we do not.
        return false;
    }
}


/***/ })

};
